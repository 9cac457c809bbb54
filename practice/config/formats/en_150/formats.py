"""Continental Europe: a comma for decimals, a point for thousands."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
