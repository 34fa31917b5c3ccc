"""The weights that tell an article from its surroundings, from pages with known answers.

``python -m tests.benchmarks.web_pages_fit FOLDER`` prints what ``bot/documents/html_weights.py``
holds. FOLDER is as for ``web_pages``; only the pages that are not held out are read. It takes some
minutes.

Each piece of a page of which it is known whether it is in the article is an example: where the
whole article is known, those whose words stand in it, or nearly all or nearly none of them; else
those with a text "with" or "without". A logistic regression is fitted to what is told of them
(``html_features``), with a price on each weight, so that what tells little gets none (McMahan et
al., "Ad Click Prediction", 2013: FTRL-Proximal).
"""

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from bot.documents.html import parse_page
from bot.documents.html_around import find_article
from bot.documents.html_features import describe
from bot.documents.html_hidden import find_folds
from bot.documents.html_judged import lay_out
from bot.documents.html_title import find_title
from tests.benchmarks.page_collections import Page, list_pages
from tests.benchmarks.web_pages import bare, holds

_KINDS = frozenset(["article", "documentation", "service"])
_WORD = re.compile(r"\w+")
_LEAST_PAGES = 15
_ROUNDS = 6
_STEP = 0.1
_PRICE = 500.0
_LEAST_WEIGHT = 0.05
# Few texts are known of a page of which the whole article is not.
_OF_TEXTS = 20.0
_LONG = 30
_SIDE = 12
_NEARLY_ALL, _NEARLY_NONE = 0.6, 0.3
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Example:
    """What is told of a piece, whether it is in the article, and how much that matters."""

    told: tuple[str, ...]
    is_article: bool
    matters: float


def list_examples(page: Page) -> Iterator[Example]:
    """Yield the pieces of the page of which it is known whether they are in its article."""
    parsed = parse_page(page.read())
    body = parsed.body
    if body is None:
        return
    found = lay_out(body, find_article(body), find_title(parsed), find_folds(body))
    texts = [piece.text for piece in found.pieces]
    known = _compare(page.expected, texts) if page.expected else _look_for(page, texts)
    told = describe(found.pieces, found.heading)
    of_page = 1.0 if page.expected else _OF_TEXTS
    for text, about, is_article in zip(texts, told, known, strict=True):
        if is_article is not None:
            yield Example(tuple(about), is_article, of_page * min(3, 0.5 + len(text) / 150))


def _compare(article: str, texts: Sequence[str]) -> Iterator[bool | None]:
    whole, lines = bare(article), {bare(line) for line in article.split("\n")}
    words = _WORD.findall(article.lower())
    triples = set(zip(words, words[1:], words[2:], strict=False))
    bared = [bare(text) for text in texts]
    for place, (text, signs) in enumerate(zip(texts, bared, strict=True)):
        if not signs:
            yield None
        elif signs in whole and (len(signs) >= _LONG or signs in lines):
            yield True
        elif signs in whole:
            # Few signs may stand there by chance: so may not their neighbours'.
            before = bared[place - 1][-_SIDE:] if place else ""
            after = bared[place + 1][:_SIDE] if place + 1 < len(bared) else ""
            yield (bool(before) and before + signs in whole) or (
                bool(after) and signs + after in whole
            )
        else:
            own = _WORD.findall(text.lower())
            its = list(zip(own, own[1:], own[2:], strict=False))
            share = sum(it in triples for it in its) / len(its) if its else 0.0
            yield True if share > _NEARLY_ALL else False if share < _NEARLY_NONE else None


def _look_for(page: Page, texts: Sequence[str]) -> Iterator[bool | None]:
    wanted = [bare(text) for text in page.wanted]
    for text in texts:
        if any(it and it in bare(text) for it in wanted):
            yield True
        else:
            yield False if any(holds(text, it) for it in page.unwanted) else None


def fit(pages: Sequence[Sequence[Example]]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights; what few pages have gets none."""
    times = Counter(it for page in pages for it in {it for one in page for it in one.told})
    known = {it for it, count in times.items() if count >= _LEAST_PAGES}
    rows = [
        (("", *(it for it in example.told if it in known)), example.is_article, example.matters)
        for page in pages
        for example in page
    ]
    debts: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for turn in range(_ROUNDS):
        random.Random(turn).shuffle(rows)
        for told, is_article, matters in rows:
            score = sum(weights[it] for it in told)
            slope = (1 / (1 + exp(-max(-30.0, min(30.0, score)))) - is_article) * matters
            for it in told:
                old = sqrt(squares[it])
                squares[it] += slope * slope
                new = sqrt(squares[it])
                debts[it] += slope - (new - old) / _STEP * weights[it]
                debt, price = debts[it], _PRICE if it else 0.0
                if abs(debt) <= price:
                    weights[it] = 0.0
                else:
                    weights[it] = -(debt - (price if debt > 0 else -price)) / (new / _STEP)
    kept = {it: weight for it, weight in weights.items() if it and abs(weight) >= _LEAST_WEIGHT}
    return weights[""], kept


def write(bias: float, weights: dict[str, float]) -> Iterator[str]:
    """Yield the lines of the table: those of a group one after another."""
    yield f"BIAS = {bias:.2f}"
    groups = defaultdict(list)
    for name in sorted(weights):
        group, _, rest = name.partition(" ")
        groups[group].append(f"{rest} {weights[name]:+.2f}")
    for group, parts in groups.items():
        line = f"{group}:"
        for part in parts:
            if len(line) + len(part) > _WIDTH:
                yield line
                line = f"{group}:"
            line += f" {part};"
        yield line


def main() -> None:
    pages: Iterable[Page] = list_pages(Path(sys.argv[1]), _KINDS)
    examples = [list(list_examples(page)) for page in pages if page.is_fitted_on]
    bias, weights = fit(examples)
    print("\n".join(write(bias, weights)))


if __name__ == "__main__":
    main()
