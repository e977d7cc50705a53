"""The rules R0 to R10, grouped by what they look at; each says its finding and no more."""
