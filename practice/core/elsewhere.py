"""Links to pages that are not ours: which of them people can be handed. Nobody looks there."""

from urllib.parse import urlsplit

LONGEST_ADDRESS = 500


def clean_address(text: str) -> str:
    """An https address of a page elsewhere; ValueError where nobody could go by it.

    No names of this machine or its network, no login within it.
    """
    address = text.strip()
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    is_named = "." in host and all(_is_label(label) for label in host.split("."))
    ends_in_letters = host.rsplit(".", 1)[-1].isalpha()
    if parts.scheme.lower() != "https" or not is_named or not ends_in_letters:
        raise ValueError(text)
    if "@" in parts.netloc or any(c.isspace() or ord(c) < 32 for c in address):
        raise ValueError(text)
    _ = parts.port  # ValueError for one that is none
    if len(address) > LONGEST_ADDRESS or "\\" in address:
        raise ValueError(text)
    return address


def _is_label(label: str) -> bool:
    plain = label.replace("-", "")
    return 0 < len(label) < 64 and plain.isalnum() and label[0] != "-" and label[-1] != "-"


def is_address(text: str) -> bool:
    """Whether it is one that `clean_address` takes."""
    try:
        clean_address(text)
    except ValueError:
        return False
    return True


def host_of(address: str) -> str:
    """Whose page it is, for a link that says so; "" for what is no address."""
    if not is_address(address):
        return ""
    return (urlsplit(address).hostname or "").removeprefix("www.")
