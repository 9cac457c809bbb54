"""The addresses of a long list are those that the URL table gives."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from practice.core.addresses import address_of


@pytest.mark.parametrize("name", ["note_page", "measure_response", "file_page", "red_flag_page"])
def test_it_is_what_the_table_says(name: str) -> None:
    for pk in (uuid4(), uuid4()):
        assert address_of(name, pk) == reverse(name, args=[pk])


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("no_such_page", uuid4())
