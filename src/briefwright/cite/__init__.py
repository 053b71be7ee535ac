"""Citations to notes.

Takes a brief's citations and a CSL style; gives the words of each note, and the list of sources in the style's order.
Alone knows CSL. Must never know what stands on which page, or match words.
"""
