"""The editor's tools, each built on the pipeline.

Takes a workspace; gives text for a terminal. Must never resolve, compare or write what the pipeline does already.
"""
