"""From a message that is due to a mail that left: claim, decide, compose, converse, settle."""
