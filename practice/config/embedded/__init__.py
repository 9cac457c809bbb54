"""The PostgreSQL, the Valkey and the mail sink that come along."""
