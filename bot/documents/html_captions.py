"""The words about a picture, which does not come along."""

import re

from selectolax.lexbor import LexborNode

from lessons.language.headings import holds_a_sentence

_NAMED = re.compile(
    r"(?<![a-z])(?:figcaption|caption|caption-?text|image-?(?:caption|description|text)"
    r"|bild(?:unterschrift|text)|legende?|photo-?author|image-?credit|media-desc)(?![a-z])",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"©|\(c\)|\b(?:foto|photo|bild|image|picture|quelle|credit|source|imagen|fuente"
    r"|fotografía|crédito"
    r"|источник|фото|图片来源|写真)s?(?: credit)?(?: (?:by|von|de|par)\b|\s?[:：])"
    r"|\bgetty\b|\breuters\b"
    r"|\bafp\b|\bdpa\b|istock|shutterstock|unsplash|pixabay|adobe ?stock",
    re.IGNORECASE,
)
_PICTURES = "img, video, svg, canvas, picture"
_LONGEST = 400


def is_caption(node: LexborNode) -> bool:
    """Tell whether the element only names a picture or whose it is; what says something by itself
    is no such words."""
    parent = node.parent
    if node.tag == "figcaption":
        if parent is None or not parent.css_first(_PICTURES):
            return False
    elif not _NAMED.search(node.attributes.get("class") or "") or node.css_first(_PICTURES):
        return False
    text = node.text().strip()
    return len(text) < _LONGEST and (not holds_a_sentence(text) or bool(_CREDITED.search(text)))
