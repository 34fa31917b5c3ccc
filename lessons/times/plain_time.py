"""A text as the reading of times takes it: figures, words, "am" and "pm", and no signs."""

import re
import unicodedata

from lessons.text import LONGEST_SIMPLE, simplify

_TWO_WORDS = {
    "mid day": "midday",
    "mid night": "midnight",
    "meio dia": "meio-dia",
    "meia noite": "meia-noite",
    "après midi": "après-midi",
    "week days": "weekdays",
    "work days": "workdays",
    "working days": "workdays",
    "three quarters": "dreiviertel",
    "drei viertel": "dreiviertel",
    "un quarto": "quarto",
    "um quarto": "quarto",
    "un quart": "quart",
    "un cuarto": "cuarto",
    "wpół do": "wpół-do",
    "za kwadrans": "za-kwadrans",
    "без четверти": "без-четверти",
    "on bir": "onbir",
    "on iki": "oniki",
    "forty five": "forty-five",
    "twenty five": "twenty-five",
}
# Before an "of the day" or a "the" an "in" says nothing; alone it is the one of "in 2 hours".
_IN_THE = re.compile(r"\b(?:in|at|during) (?=the\b|morning|evening|der\b|night)|\bin der\b")
_HAN_HOUR = re.compile(r"(十[一二]?|[一二两三四五六七八九])(?=[点點時时])")
_HAN = {sign: str(value) for value, sign in enumerate("一二三四五六七八九十", start=1)}
_HAN |= {"两": "2", "十一": "11", "十二": "12"}
_AND_A_HALF = re.compile(r"(?<=\d)\s?[点點時时]半|(?<=\d)\s?시\s?반")
_HOUR_SIGN = re.compile(r"(\d{1,2})\s?(?:h|uhr|heures?|[点點時时시])\s?(\d\d)(?!\d)(?:分|min)?")
_AFTER_FIGURES = re.compile(
    r"(?<=\d)\s?(?:h|hrs|uhr|uur)\b|(?<=\d\d\d)\s?hours?\b|(?<=\d)\s?[点點時时]"
)
_CLOCK = re.compile(r"(?<![\d:.,-])(\d{1,2})\s?[:.,-]\s?(\d\d)(?![\d:])")
_HALF_OF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?(?:\s?m\b)?(?!\w)\.?|\b([ap])\.\s?m\b\.?")
_ROUGHLY = re.compile(r"(?<=\d)\s?-?ish\b")


def strip_invisible(text: str) -> str:
    """Return the text without marks that are drawn as nothing, and its digits in ASCII."""
    kept = (
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in " ".join(text.split())[:LONGEST_SIMPLE]
        if unicodedata.category(character) not in ("Cf", "Cc", "Mn")
        or character.isspace()
        or "\u0900" <= character <= "\u0eff"
    )
    return "".join(kept)


def plain_time(text: str) -> str:
    """Return the text with its clocks as ``7:30`` and its halves of the day as ``am``, ``pm``."""
    composed = unicodedata.normalize("NFC", " ".join(text.split())[:LONGEST_SIMPLE])
    plain = simplify(strip_invisible(composed)).replace("’", "'").replace("@", " at ")
    plain = "".join(" " if unicodedata.category(c) in ("So", "Sk") else c for c in plain)
    # It is no hour before noon.
    plain = re.sub(r"\bi am\b", "i'm", plain)
    for two, one in _TWO_WORDS.items():
        plain = plain.replace(two, one)
    plain = _HAN_HOUR.sub(lambda hour: _HAN[hour[1]], plain)
    plain = re.sub(r"\b24[:.]00\b", "0:00", plain)
    plain = _HOUR_SIGN.sub(r"\1:\2", _AND_A_HALF.sub(":30", plain))
    plain = _CLOCK.sub(r"\1:\2", _AFTER_FIGURES.sub(" ", plain))
    plain = _HALF_OF_DAY.sub(lambda half: f" {half[1] or half[2]}m ", _ROUGHLY.sub(" ", plain))
    return " ".join(_IN_THE.sub(" ", plain).split()).strip(" .!?,;")
