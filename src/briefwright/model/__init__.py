"""Nouns: what the stages pass to each other.

Takes nothing, gives frozen values that carry their places. Must never know a file format, a folder, an engine or a
stage; imports nothing of the project but itself.
"""
