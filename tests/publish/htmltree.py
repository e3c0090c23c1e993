"""A page as an independent parser sees it: which elements there are, with which attributes, around which text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "img", "input", "link", "meta", "source"})


@dataclass
class Element:
    """An element, and what it holds: elements and text in order."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str | None = None, **attributes: str) -> list[Element]:
        """Those of a tag whose attributes are these; `class_` asks for one class."""
        wanted = {key.rstrip("_"): value for key, value in attributes.items()}
        return [
            each
            for each in self.walk()
            if (tag is None or each.tag == tag)
            and all(
                value in each.classes if key == "class" else each.attributes.get(key) == value
                for key, value in wanted.items()
            )
        ]

    def one(self, tag: str | None = None, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID and tag not in {"path", "use"}:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"path", "use"}:
            return
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> is closed by </{tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(page: str) -> Element:
    """The document. Fails where an element is closed that is not open."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert len(parser.open) == 1, f"never closed: {[each.tag for each in parser.open[1:]]}"
    return parser.open[0]
