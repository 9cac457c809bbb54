"""The practice's own words in the mails that Supple writes."""
