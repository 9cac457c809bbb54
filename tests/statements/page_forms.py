"""What a browser would send from the forms of a page that nobody has touched."""

from html.parser import HTMLParser

type Attributes = list[tuple[str, str | None]]


class _Reader(HTMLParser):
    """Reads forms: action → names and values, as HTML says they are submitted."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._inside = False
        self._select = self._text = ""
        self._patterns = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._patterns += tag == "template"
        if self._patterns:  # what a script draws from is not sent
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method", "get").lower() == "post"
            self.forms += [(given.get("action", ""), {})] if self._inside else []
        elif self._inside:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"submit", "button", "file"}:
            ticks = given.get("type") in {"checkbox", "radio"}
            if not ticks or "checked" in given:
                self._put(name, given.get("value", "on" if ticks else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            held = self.forms[-1][1].get(self._select)
            if held is None or "selected" in given:
                self.forms[-1][1][self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._text = name

    def _put(self, name: str, value: str) -> None:
        self.forms[-1][1].setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._text:
            self._put(self._text, data.removeprefix("\n").removeprefix("\r\n"))
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        self._patterns -= tag == "template"
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""


def form_for(html: str, action: str, *, here: str) -> dict[str, list[str]]:
    """The first form of a page (at `here`) that goes to `action`; {} when there is none."""
    reader = _Reader()
    reader.feed(html)
    found = (fields for to, fields in reader.forms if (to or here).split("?")[0] == action)
    return next(found, {})
