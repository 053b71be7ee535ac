"""Diagnostics to words: for a terminal, a line, JSON, GitHub.

Takes diagnostics and the texts they point into; gives strings. Must never decide what is a fault, or write anywhere.
"""
