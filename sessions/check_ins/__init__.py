"""The weekly minute: one page that asks how the week was."""
