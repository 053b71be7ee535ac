"""IDs to things; words to quotations.

Takes an outline and the library; gives a brief and diagnostics. The only maker of `Quotation`, each from a span of a
passage. Must never know how a note is worded, how a page looks, or where a file lies; never repairs words.
"""
