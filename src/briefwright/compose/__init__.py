"""Order and numbering.

Takes a brief, its notes and a template; gives the document, one tree for every format. Must never know a file
format, CSL, or where words came from beyond what the brief says.
"""
