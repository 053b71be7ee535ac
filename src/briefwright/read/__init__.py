"""Text to located values: YAML, Markdown, CSV.

Takes `TextFile`s, gives sources, outlines and diagnostics. Alone knows YAML and Markdown. Must never know what an ID
points at, how words are compared, or any output format; never opens a file.
"""
