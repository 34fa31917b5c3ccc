"""What stands in small letters above words: how they are read, or what they mean."""

import re

from selectolax.lexbor import LexborHTMLParser

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def set_readings(page: LexborHTMLParser) -> None:
    """Take from the page how Chinese signs are read, which would run into the words; what stands
    above other words says something of its own, and comes to stand behind them in brackets."""
    for ruby in page.css("ruby"):
        readings = ruby.css("rt")
        for node in ruby.css("rp"):
            node.decompose()
        said = ["".join(node.text().split()) for node in readings]
        is_reading = _HAN.search(ruby.text()) is not None
        for node, text in zip(readings, said, strict=True):
            if is_reading or not text:
                node.decompose()
            else:
                node.replace_with(f" ({text})")
