"""Finding the view of an address by its first word: of hundreds of patterns a few are tried."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ImproperlyConfigured
from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

type Entry = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """Addresses that each begin with a word of their own, as `include` without a prefix has them.

    What is found, and which is found first, is the same; what can only be another word's is not
    tried. An address that begins with something else, a converter say, is refused at the start.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__(RoutePattern(""), list(entries))
        self._by_word: dict[str, URLResolver] | None = None

    def resolve(self, path: str) -> ResolverMatch:
        """As a list of patterns would, among those of this first word."""
        found = self._words().get(str(path).partition("/")[0])
        if found is None:
            raise Resolver404({"tried": [[one] for one in self.url_patterns], "path": path})
        return found.resolve(path)

    def _words(self) -> dict[str, URLResolver]:
        if self._by_word is None:  # once: whoever comes meanwhile finds the same
            sorted_out: dict[str, list[Entry]] = {}
            for one in _each(self.url_patterns):
                word = str(one.pattern).partition("/")[0]
                if "<" in word or not isinstance(one.pattern, RoutePattern):
                    raise ImproperlyConfigured(f"{one.pattern} begins with no word of its own")
                sorted_out.setdefault(word, []).append(one)
            self._by_word = {
                word: URLResolver(RoutePattern(""), those) for word, those in sorted_out.items()
            }
        return self._by_word


def _each(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Patterns and prefixed resolvers in their order, out of the `include`s without a prefix."""
    for one in entries:
        is_transparent = isinstance(one, URLResolver) and not (
            str(one.pattern) or one.namespace or one.app_name or one.default_kwargs
        )
        if is_transparent and isinstance(one, URLResolver):
            yield from _each(one.url_patterns)
        else:
            yield one
