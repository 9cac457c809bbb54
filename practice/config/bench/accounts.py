"""Who signs in to a bench database."""

PASSWORD = "slow-and-easy-does-it"  # noqa: S105 - of a database that nobody else reaches
OWNER = "owner@bench.example"
LIBRARIAN = "owner-1@bench.example"  # whose practice has a large library
LOGINS = [f"client-{number:02}@bench.example" for number in range(1, 11)]
SMALL_PRACTICES = 1_000  # beside the measured one
