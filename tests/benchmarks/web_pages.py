"""What of the article is kept and what around it, on a folder of pages with known answers.

``python -m tests.benchmarks.web_pages [FOLDER]``. FOLDER holds public collections in the forms
that ``page_collections`` reads; without one a page of the tests is measured.

What is measured is what becomes lessons: title, headings that have something below them, and
paragraphs. A text "with" is kept whatever its signs and its case; one "without" is, where its
words stand in a row, as they are written: "Teilen:" is not in "Menschen teilen". One that is part
of the page's own title is not counted.

What tells an article from its surroundings was found on some of the pages. The others are
measured by themselves, and their figures are those to be believed: nobody read them to find a
word, a place or a weight. They are not untouched, as their figures were seen after earlier
changes; those of the collections that came last were not.

What stays but is marked, as it may be none of the article, counts as kept; the share of pages
with something that is not even marked stands below.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bot.documents.html import read_html
from lessons.article.article import Article, make_article
from lessons.course.markdown import plain_blocks
from lessons.errors import InvalidInput
from tests.benchmarks.page_collections import Page, list_pages

_SAMPLE = Path(__file__).parent.parent / "data" / "pages"
_WORD = re.compile(r"[^\W_]+")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def bare(text: str) -> str:
    """Return the letters and figures alone."""
    return "".join(_WORD.findall(text)).lower()


def holds(text: str, words: str) -> bool:
    """Tell whether the words stand in the text in a row, as they are written."""
    if _NO_SPACES.search(words):
        return bare(words) in bare(text)
    return f" {' '.join(_WORD.findall(words))} " in f" {' '.join(_WORD.findall(text))} "


def text_of(article: Article) -> str:
    """Return all that becomes lessons, as it is read."""
    headings = [it for section in article.sections for it in (*section.path, section.heading)]
    said = [article.title, *dict.fromkeys(headings)]
    for section in article.sections:
        said += [block for told in section.paragraphs for block in plain_blocks(told)]
    return "\n".join(said)


def measure(pages: Iterable[Page]) -> Counter[str]:
    """Return what was counted over the pages."""
    counted: Counter[str] = Counter()
    for page in pages:
        content = page.read()
        counted["pages"] += 1
        try:
            document = read_html(content, page.file.name)
            article = make_article(document)
            title, text, marked = article.title, text_of(article), document.doubtful
        except InvalidInput:
            counted["refused"] += 1
            title, text, marked = "", "", ()
        _count_texts(counted, page, text, marked, content)
        if page.title:
            counted["titles"] += 1
            one, other = sorted((bare(title), bare(page.title)), key=len)
            counted["titles right"] += bool(one) and one in other and len(one) * 2 > len(other)
        if page.expected:
            expected = Counter(_WORD.findall(page.expected.lower()))
            counted["article words"] += expected.total()
            found = Counter(_WORD.findall(text.lower()))
            counted["article words kept"] += (expected & found).total()
            doubtful = Counter(_WORD.findall(" ".join(marked).lower()))
            counted["article words marked"] += (expected & found & doubtful).total()
    return counted


def _count_texts(
    counted: Counter[str], page: Page, read: str, marked: Sequence[str], content: bytes
) -> None:
    counted["wanted"] += len(page.wanted)
    counted["wanted kept"] += sum(bare(text) in bare(read) for text in page.wanted)
    titles = [bare(node.text()) for node in LexborHTMLParser(content).css("title, h1")]
    others = [it for it in page.unwanted if not any(bare(it) in title for title in titles)]
    kept = sum(holds(read, text) for text in others)
    counted["scored"] += bool(page.unwanted)
    counted["unwanted"] += len(others)
    counted["unwanted kept"] += kept
    counted["with some"] += bool(kept)
    in_doubt = [it for it in others if holds(read, it) and any(holds(text, it) for text in marked)]
    counted["with some unmarked"] += kept > len(in_doubt)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _SAMPLE
    pages = list(list_pages(folder))
    for title, some in (
        ("pages that it was found on", [it for it in pages if it.is_fitted_on]),
        ("pages held out", [it for it in pages if not it.is_fitted_on]),
    ):
        if some:
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
    tell("words of the article marked (at most)", "article words marked", "article words")
    tell("pages with something of the surroundings", "with some", "scored")
    tell("pages with some that is not marked", "with some unmarked", "scored")
    tell("texts of the surroundings kept", "unwanted kept", "unwanted")
    tell("titles right", "titles right", "titles")
    print(f"{'ms of CPU a page':<44} {seconds * 1000 / max(1, counted['pages']):>7.1f}")


if __name__ == "__main__":
    main()
