"""The rules: a brief to diagnostics.

Takes a resolved brief and what it stands among; gives diagnostics. One rule a file, listed in `rules.py`; each file
opens with its manual page. Must never change anything, open a file, or know a format.
"""
