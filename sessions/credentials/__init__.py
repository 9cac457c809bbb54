"""What somebody was awarded: by whom, when, until when it holds, and what shows it."""
