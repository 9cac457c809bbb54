"""How clearly a client feels a place of the body, over time and in their own words."""
