"""briefwright compiles policy briefs whose every quotation is proved."""
