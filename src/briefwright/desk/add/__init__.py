"""`briefwright add`: a document becomes a seed.

Takes files of documents and bibliographic records; gives the text of a seed and an account of what was found and left
out. Invariant: a passage is the document's own characters; what the document does not say is not in the seed.
"""
