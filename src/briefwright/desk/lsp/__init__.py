"""The language server: what an editor shows while one writes.

A buffer's text and a place in it give completions, words, places, edits and faults. Invariant: the server decides
nothing that the pipeline decides; it shows what `check` would say of the texts as they stand in the editor.
"""
