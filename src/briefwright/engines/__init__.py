"""Doors to the outside: files, pandoc, WeasyPrint, styles and fonts.

Takes plain values, gives plain values or raises `Failure`. Nothing else in the project touches the disk, the
environment or another program. Must never know what a brief is.
"""
