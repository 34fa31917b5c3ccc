"""The pages of public collections, and what is known of each, in the forms they come in.

- ``evaldata.json`` (trafilatura's tests): for each page its file, beside it or in folders below,
  texts "with" which it is right and "without" which, and perhaps its "title";
- a folder for each page with ``source.html``, ``expected.html`` and ``expected-metadata.json``
  (Readability's test pages);
- folders ``ground-truth`` and ``html`` side by side, with ``NAME.json`` and ``NAME.html.gz``, of
  which those below a folder ``test`` are set apart (the Web Content Extraction Benchmark);
  pages are told apart by what they are;
- ``ground-truth.json`` beside a folder ``html`` (Scrapinghub's article extraction benchmark).
"""

import gzip
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is known of it: texts of the article and texts around it, as far as they
    are told; ``expected`` is the whole article, or empty."""

    file: Path
    is_fitted_on: bool
    title: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    expected: str = ""

    def read(self) -> bytes:
        """Return what the file holds, unpacked."""
        content = self.file.read_bytes()
        return gzip.decompress(content) if self.file.suffix == ".gz" else content


def list_pages(folder: Path, kinds: Collection[str] = ("article",)) -> Iterator[Page]:
    """Yield the pages of every collection in the folder; ``kinds`` are those of which pages are
    taken where a collection tells them apart."""
    for answers in sorted(folder.rglob("evaldata.json")):
        for told in json.loads(answers.read_text(encoding="utf-8")).values():
            file = next(answers.parent.rglob(told["file"]), None)
            if file is not None:
                known = told.get("title") or "", tuple(told["with"]), tuple(told["without"])
                yield Page(file, _is_first_half(told["file"]), *known)
    for file in sorted(folder.rglob("source.html")):
        stated = json.loads((file.parent / "expected-metadata.json").read_text(encoding="utf-8"))
        expected = LexborHTMLParser((file.parent / "expected.html").read_text(encoding="utf-8"))
        text = expected.body.text(separator=" ") if expected.body else ""
        is_fitted_on = _is_first_half(file.parent.name)
        yield Page(file, is_fitted_on, stated.get("title") or "", expected=text)
    for answer in sorted(folder.rglob("ground-truth/*.json")):
        page = json.loads(answer.read_text(encoding="utf-8"))
        told = page["ground_truth"]
        if page["_internal"]["page_type"]["primary"] in kinds:
            yield Page(
                answer.parent.parent / "html" / f"{answer.stem}.html.gz",
                answer.parent.parent.name != "test",
                told.get("title") or "",
                tuple(told.get("with") or ()),
                tuple(told.get("without") or ()),
                told.get("main_content") or "",
            )
    for answers in sorted(folder.rglob("ground-truth.json")):
        for name, told in json.loads(answers.read_text(encoding="utf-8")).items():
            file = answers.parent / "html" / f"{name}.html.gz"
            yield Page(file, is_fitted_on=False, expected=told["articleBody"])


def _is_first_half(name: str) -> bool:
    """Tell of a collection without a part that is set apart whether the page is in the half, told
    by a sum of its name, that words, places and weights are found on."""
    return hashlib.md5(name.encode()).digest()[0] % 2 == 1
