"""What a browser without a script sends of a form that was just drawn."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects the fields of the form that has a marker among its attributes."""

    def __init__(self, marker: str) -> None:
        super().__init__()
        self.marker, self.inside, self.patterns = marker, False, 0
        self.sent: dict[str, list[str]] = {}
        self.select = self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take over a field's value, unless it lies in a pattern."""
        known = dict(attrs)
        name, value = known.get("name") or "", known.get("value")
        if tag == "form":
            self.inside = self.marker in known
        if tag == "template":
            self.patterns += 1
        if not self.inside or self.patterns:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.sent or "selected" in known):
            self.sent[self.select] = [value or ""]
        elif tag == "textarea":
            self.text, self.sent[name] = name, [""]
        elif tag == "input" and name:
            box = known.get("type") in {"radio", "checkbox"}
            if not box or "checked" in known:
                said = value if value is not None else "on" if box else ""
                self.sent.setdefault(name, []).append(said)

    def handle_data(self, data: str) -> None:
        """The words of a text field."""
        if self.text:
            self.sent[self.text][0] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave what ends here."""
        self.patterns -= tag == "template"
        self.inside = self.inside and tag != "form"
        self.text = "" if tag == "textarea" else self.text


def sent_of(page: str, marker: str) -> dict[str, list[str]]:
    """Names with what is sent under them; the form is the one with this attribute."""
    fields = _Fields(marker)
    fields.feed(page)
    return fields.sent
