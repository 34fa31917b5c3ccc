"""What of the article is kept and what around it, on a folder of pages with known answers.

``python -m tests.benchmarks.web_pages [FOLDER]``. FOLDER holds either of the two forms in which
public collections come: ``evaldata.json``, which names for each page its file, texts "with" which
it is right and "without" which, and perhaps its "title" (trafilatura's tests have it), the files
beside it or in folders below; or a folder for each page with ``source.html``, ``expected.html``
and ``expected-metadata.json`` (as Readability's test pages are). Without one a page of the tests
is measured. A text "without" that is part of the page's own title is not counted.

What is told of an article was found on one half of the pages, told by their names; so the other
half is measured by itself as well, and its figures are those to be believed.
"""

import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bot.documents.html import read_html
from lessons.article.article import make_article
from lessons.article.blocks import Document
from lessons.errors import InvalidInput

_SAMPLE = Path(__file__).parent.parent / "data" / "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is known of it; ``expected`` is the whole article."""

    file: Path
    title: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    expected: str = ""


def list_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a collection in either form."""
    for answers in sorted(folder.rglob("evaldata.json")):
        for told in json.loads(answers.read_text(encoding="utf-8")).values():
            file = next(answers.parent.rglob(told["file"]), None)
            if file is not None:
                known = tuple(told["with"]), tuple(told["without"])
                yield Page(file, told.get("title", ""), *known)
    for file in sorted(folder.rglob("source.html")):
        stated = json.loads((file.parent / "expected-metadata.json").read_text(encoding="utf-8"))
        expected = LexborHTMLParser((file.parent / "expected.html").read_text(encoding="utf-8"))
        text = expected.body.text(separator=" ") if expected.body else ""
        yield Page(file, stated.get("title") or "", expected=text)


def bare(text: str) -> str:
    """Return the letters and figures alone."""
    return re.sub(r"[\W_]+", "", text).lower()


def text_of(document: Document) -> str:
    """Return all that is read, cells of tables too."""
    cells = (cell.plain for block in document.blocks for row in block.rows for cell in row)
    return "\n".join([*(block.plain for block in document.blocks), *cells])


def is_tuned_on(page: Page) -> bool:
    """Tell whether the page is of the half that the words and places were found on."""
    name = page.file.parent.name if page.file.name == "source.html" else page.file.name
    return hashlib.md5(name.encode()).digest()[0] % 2 == 1


def measure(pages: Iterable[Page]) -> Counter[str]:
    """Return what was counted over the pages."""
    counted: Counter[str] = Counter()
    for page in pages:
        content = page.file.read_bytes()
        counted["pages"] += 1
        try:
            document = read_html(content, page.file.name)
            title = make_article(document).title
        except InvalidInput:
            counted["refused"] += 1
            document, title = Document(()), ""
        _count_texts(counted, page, bare(text_of(document)), content)
        if page.title:
            counted["titles"] += 1
            one, other = sorted((bare(title), bare(page.title)), key=len)
            counted["titles right"] += bool(one) and one in other and len(one) * 2 > len(other)
        if page.expected:
            expected = Counter(page.expected.lower().split())
            counted["article words"] += expected.total()
            found = Counter(text_of(document).lower().split())
            counted["article words kept"] += (expected & found).total()
    return counted


def _count_texts(counted: Counter[str], page: Page, read: str, content: bytes) -> None:
    counted["wanted"] += len(page.wanted)
    counted["wanted kept"] += sum(bare(text) in read for text in page.wanted)
    titles = [bare(node.text()) for node in LexborHTMLParser(content).css("title, h1")]
    others = [it for it in page.unwanted if not any(bare(it) in title for title in titles)]
    kept = sum(bare(text) in read for text in others)
    counted["scored"] += bool(page.unwanted)
    counted["unwanted"] += len(others)
    counted["unwanted kept"] += kept
    counted["with some"] += bool(kept)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _SAMPLE
    pages = list(list_pages(folder))
    for title, some in (
        ("all pages", pages),
        ("pages that were not looked at", [it for it in pages if not is_tuned_on(it)]),
    ):
        print(f"-- {title}")
        _tell_of(some)


def _tell_of(pages: list[Page]) -> None:
    begun = time.process_time()
    counted = measure(pages)
    seconds = time.process_time() - begun

    def tell(what: str, part: str, whole: str) -> None:
        if counted[whole]:
            share = counted[part] / counted[whole]
            print(f"{what:<44} {share:>7.1%}  {counted[part]} of {counted[whole]}")

    print(f"{'pages':<44} {counted['pages']:>7}  {counted['refused']} refused")
    tell("texts of the article kept", "wanted kept", "wanted")
    tell("words of the article kept", "article words kept", "article words")
    tell("pages with something of the surroundings", "with some", "scored")
    tell("texts of the surroundings kept", "unwanted kept", "unwanted")
    tell("titles right", "titles right", "titles")
    print(f"{'ms of CPU a page':<44} {seconds * 1000 / max(1, counted['pages']):>7.1f}")


if __name__ == "__main__":
    main()
