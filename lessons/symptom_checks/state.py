"""The answers so far and the next tap, packed into what a button can carry."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod

from lessons.errors import InvalidInput
from lessons.symptom_checks.check import SymptomCheck

# Telegram allows callback data 64 bytes; the verb and its colon need some of them.
BUTTON_BYTES = 64
VERB_BYTES = 16

_CHECK_BYTES = 4


class StaleButton(InvalidInput):
    """A button of another revision, or one that nobody was given: begin afresh.

    Its text is fit for the person; nothing of what the button carried is in it.
    """

    def __init__(self) -> None:
        super().__init__(
            "This button belongs to an older check, so its answers cannot be used."
            " Begin again with /check",
            operator="a check's button of another revision, or a forged one",
        )


@dataclass(frozen=True, slots=True)
class State:
    """Everything answered so far.

    ``ticked`` holds finding ids, ``chosen`` option ids (at most one of a screen), ``passed``
    the notices and the tick screens that were left, and ``unsure`` the screens that were left
    with "Not sure"; a tick screen in it is passed too, a choice in it has no option chosen.
    """

    ticked: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    feels_very_wrong: bool = False


class TapKind(StrEnum):
    """What a button sets; none of them toggles, so a tap counted twice changes nothing."""

    TICK = "tick"
    UNTICK = "untick"
    CHOOSE = "choose"
    NEXT = "next"
    NOT_SURE = "not sure"
    BACK = "back"
    VERY_WRONG = "very wrong"


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of the screen ``screen_id``.

    ``item_id`` is the finding to tick or untick, or the option to choose, else empty. ``NEXT``
    leaves a notice or a tick screen: "Begin", "Next" and "None of these" alike. ``BACK``
    reopens the screen asked before this one.
    """

    kind: TapKind
    screen_id: str
    item_id: str = ""

    @property
    def leaves_screen(self) -> bool:
        """Whether the tap would move on (or back) from its screen."""
        return self.kind in {TapKind.CHOOSE, TapKind.NEXT, TapKind.NOT_SURE, TapKind.BACK}


def pack(check: SymptomCheck, state: State, tap: Tap) -> str:
    """Return state and tap as letters, digits, ``-`` and ``_``.

    The text holds the check's fingerprint and check bits; with a verb of ``VERB_BYTES`` it is
    a button's data. ``unpack`` gives back both.
    """
    number = _taps(check).index(tap)
    for digit, base in zip(_digits(check, state), _bases(check), strict=True):
        number = number * base + digit
    payload = check.fingerprint + number.to_bytes(_payload_bytes(check))
    return base64.urlsafe_b64encode(payload + _check_bits(check, payload)).rstrip(b"=").decode()


def unpack(check: SymptomCheck, text: str) -> tuple[State, Tap]:
    """Return the state and the tap of a button's text.

    Raises:
        StaleButton: if ``pack`` of this very check did not make the text.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise StaleButton from None
    payload, bits = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
    start = len(check.fingerprint)
    if payload[:start] != check.fingerprint or bits != _check_bits(check, payload):
        raise StaleButton
    number = int.from_bytes(payload[start:])
    digits = []
    for base in reversed(_bases(check)):
        number, digit = divmod(number, base)
        digits.append(digit)
    taps = _taps(check)
    if number >= len(taps):
        raise StaleButton
    state, tap = _state(check, digits[::-1]), taps[number]
    # Base64 has several spellings of its last letter; only ours is accepted.
    if pack(check, state, tap) != text:
        raise StaleButton
    return state, tap


def packed_length(check: SymptomCheck) -> int:
    """Return how long ``pack`` makes every text of this check, in bytes."""
    size = len(check.fingerprint) + _payload_bytes(check) + _CHECK_BYTES
    return -(-size * 4 // 3)


def taps_of(check: SymptomCheck) -> Iterator[Tap]:
    """Yield every tap that a button of this check can carry, in a fixed order."""
    for screen in check.screens:
        for finding, kind in product(screen.findings, (TapKind.TICK, TapKind.UNTICK)):
            yield Tap(kind, screen.screen_id, finding.finding_id)
        for option in screen.options:
            yield Tap(TapKind.CHOOSE, screen.screen_id, option.option_id)
        kinds = [TapKind.BACK, TapKind.VERY_WRONG]
        if not screen.options:
            kinds.append(TapKind.NEXT)
        if screen.offers_not_sure:
            kinds.append(TapKind.NOT_SURE)
        for kind in kinds:
            yield Tap(kind, screen.screen_id)


def _taps(check: SymptomCheck) -> list[Tap]:
    return list(taps_of(check))


def _bases(check: SymptomCheck) -> list[int]:
    """Return how many values each digit of a state has: so no number is an invalid state."""
    bases = [2]
    for screen in check.screens:
        if screen.options:
            bases.append(1 + len(screen.options) + screen.offers_not_sure)
        else:
            bases.append(2 + screen.offers_not_sure)
    return bases + [2 for _ in check.findings()]


def _digits(check: SymptomCheck, state: State) -> list[int]:
    digits = [int(state.feels_very_wrong)]
    for screen in check.screens:
        names = [option.option_id for option in screen.options]
        if screen.screen_id in state.unsure:
            digits.append(len(names) + 1 if names else 2)
        elif names:
            digits.append(next((n for n, name in enumerate(names, 1) if name in state.chosen), 0))
        else:
            digits.append(int(screen.screen_id in state.passed))
    return digits + [int(finding.finding_id in state.ticked) for finding in check.findings()]


def _state(check: SymptomCheck, digits: list[int]) -> State:
    chosen, passed, unsure = set(), set(), set()
    feels_very_wrong, *rest = digits
    for screen, digit in zip(check.screens, rest, strict=False):
        if digit == 0:
            continue
        if not screen.options:
            passed.add(screen.screen_id)
        elif digit <= len(screen.options):
            chosen.add(screen.options[digit - 1].option_id)
        if digit > max(len(screen.options), 1):
            unsure.add(screen.screen_id)
    ticks = rest[len(check.screens) :]
    return State(
        ticked=frozenset(
            finding.finding_id
            for finding, tick in zip(check.findings(), ticks, strict=True)
            if tick
        ),
        chosen=frozenset(chosen),
        passed=frozenset(passed),
        unsure=frozenset(unsure),
        feels_very_wrong=bool(feels_very_wrong),
    )


def _payload_bytes(check: SymptomCheck) -> int:
    largest = len(_taps(check)) * prod(_bases(check)) - 1
    return -(-largest.bit_length() // 8)


def _check_bits(check: SymptomCheck, payload: bytes) -> bytes:
    return hashlib.blake2s(
        payload, digest_size=_CHECK_BYTES, person=check.check_id.encode()[:8]
    ).digest()
