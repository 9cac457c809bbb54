"""bin/drill: the slow truths, each a figure. Each part is a module with a `run()`."""
