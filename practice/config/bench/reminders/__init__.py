"""bin/bench reminders: from what is due to mails that left, against a bare loop over SMTP."""
