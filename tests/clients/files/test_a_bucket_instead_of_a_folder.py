"""The same in a bucket of an S3-compatible store, by setting alone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from moto import mock_aws

from clients.files import tasks
from clients.records.models import Client
from practice.core.clock import clock_at, now
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import SECRET_PLACE, a_pdf, keep, with_place
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_letter, add_photo

pytestmark = pytest.mark.django_db
BUCKET = "quillwort-files"
ASK = """
import json
from django.conf import settings
print(json.dumps(settings.STORAGES["files"]))
"""


def files_setting(**given: str) -> Any:
    """What a process of these settings keeps its files in."""
    environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "practice.config.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        check=True,
    )
    return json.loads(ran.stdout)


@pytest.fixture
def bucket(kept: Kept, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket in this process, and the settings that name it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    named = {"SUPPLE_S3_BUCKET": BUCKET, "SUPPLE_S3_REGION": "eu-central-1"}
    keys = {"SUPPLE_S3_KEY": "testing", "SUPPLE_S3_SECRET": "testing"}
    with mock_aws():
        client = boto3.client(
            "s3",
            region_name="eu-central-1",
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )
        where = {"LocationConstraint": "eu-central-1"}
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
        settings.STORAGES = {**settings.STORAGES, "files": files_setting(**named, **keys)}
        assert type(storages["files"]).__name__ == "S3Storage"
        yield client


def names(bucket: Any) -> list[str]:
    return sorted(one["Key"] for one in bucket.list_objects_v2(Bucket=BUCKET).get("Contents", []))


def test_a_folder_unless_a_bucket_is_named() -> None:
    assert files_setting()["BACKEND"].endswith("FileSystemStorage")
    named = files_setting(SUPPLE_S3_BUCKET="b", SUPPLE_S3_ENDPOINT="https://store.example")
    assert named["BACKEND"] == "storages.backends.s3.S3Storage"
    options = named["OPTIONS"]
    assert (options["bucket_name"], options["endpoint_url"]) == ("b", "https://store.example")
    assert (options["default_acl"], options["file_overwrite"]) == (None, False)


def test_kept_served_and_deleted(
    bucket: Any, kept: Kept, linden: House, nora: Client, django_capture_on_commit_callbacks: Any
) -> None:
    say(linden, nora, given=True)
    assert add_letter(nora, a_pdf()).status_code == 302
    assert add_photo(nora, with_place()).status_code == 302
    letter, photo = kept.rows()
    assert names(bucket) == sorted([letter.stored_as, photo.stored_as])
    assert kept.names() == []  # the folder stays empty
    stored = bucket.get_object(Bucket=BUCKET, Key=photo.stored_as)["Body"].read()
    assert SECRET_PLACE.encode() not in stored
    browser = sign_in("practitioner@linden.example")
    answer = browser.get(f"/files/{letter.pk}/content/")
    assert (answer.getvalue()[:5], answer["X-Content-Type-Options"]) == (b"%PDF-", "nosniff")
    assert (
        sign_in("assistant@linden.example").get(f"/files/{letter.pk}/content/").status_code == 403
    )
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/files/{letter.pk}/delete/")
    assert names(bucket) == [photo.stored_as]
    bucket.delete_object(Bucket=BUCKET, Key=photo.stored_as)
    assert browser.get(f"/files/{photo.pk}/content/").status_code == 404


def test_small_pictures_and_the_sweep(
    bucket: Any, kept: Kept, linden: House, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "practices_waiting", lambda: [linden.practice.pk])
    say(linden, nora, given=True)
    add_photo(nora, with_place())
    tasks.make_small()
    [photo] = kept.rows()
    assert photo.small_state == "made"
    keep(linden, b"nobody's")

    def fail(*_args: Any) -> None:
        raise AssertionError("asked for one by one; the list tells the times")

    monkeypatch.setattr("storages.backends.s3.S3Storage.get_modified_time", fail)
    tasks.sweep()
    assert len(names(bucket)) == 3  # not a day old
    with clock_at(now().replace(year=now().year + 1)):
        tasks.sweep()
    assert names(bucket) == sorted([photo.stored_as, photo.small_as])
