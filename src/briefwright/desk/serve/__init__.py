"""The briefs of a workspace in a browser, as they are edited.

Takes a workspace; answers requests of one browser on this machine. Invariant: it shows, and changes nothing.
"""
