"""Finished files to what is really in them.

Takes bytes and layouts; gives where each quotation and note was found, or `lost-quotation`, `lost-note`,
`missing-glyph`. Must never know how a file was made; it believes only what it reads back.
"""
