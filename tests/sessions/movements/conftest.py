"""The store of files, a folder or a bucket, as the tests of files have it."""

from tests.clients.files.conftest import kept
from tests.clients.files.test_a_bucket_instead_of_a_folder import bucket

__all__ = ["bucket", "kept"]
