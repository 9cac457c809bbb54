"""Times at which somebody is busy elsewhere, read from calendars whose address they gave."""
