"""The pages that `explain` shows, one a code."""
