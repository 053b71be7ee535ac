"""The document to files: HTML, PDF, DOCX, ledger.

Takes a document and a template; gives bytes. Alone knows formats. Must never know an outline, an ID or a rule, and
changes no word: a `Str` marked `exact` arrives as it is.
"""
