"""Values that every room shares: days, countries, languages, evidence, identifiers."""
