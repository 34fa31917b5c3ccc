"""Statistics drawn as a picture, in letters that a phone shows well."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

_WIDTH = 800
_MARGIN = 48
_ROW = 62
_HEADING = 96
_GAP = 32
_TEXT, _HEAD = 34, 46
_LABEL_WIDTH, _COUNT_WIDTH = 320, 110


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors of a chart; letters and bars stand out from the ground by 4.5 to 1 or more."""

    ground: str
    letters: str
    bar: str


PALETTES = {
    "light": Palette("#ffffff", "#1c1c1e", "#0b6bcb"),
    "dark": Palette("#17212b", "#f2f2f7", "#6ab7ff"),
}


@dataclass(frozen=True, slots=True)
class Bars:
    """One part of a chart: a heading, and for each bar its label, its length, and its count."""

    heading: str
    rows: tuple[tuple[str, float, str], ...]


def draw_chart(parts: tuple[Bars, ...], palette: Palette) -> bytes:
    """Return the chart as a PNG, 800 pixels wide; lengths are shares of the longest bar."""
    height = 2 * _MARGIN + sum(_HEADING + _ROW * len(part.rows) + _GAP for part in parts)
    image = Image.new("RGB", (_WIDTH, height), palette.ground)
    draw = ImageDraw.Draw(image)
    text, head = ImageFont.load_default(_TEXT), ImageFont.load_default(_HEAD)
    y = _MARGIN
    for part in parts:
        draw.text((_MARGIN, y), part.heading, palette.letters, head)
        y += _HEADING
        for label, share, count in part.rows:
            draw.text((_MARGIN, y), _shorten(draw, label, text), palette.letters, text)
            left = _MARGIN + _LABEL_WIDTH
            longest = _WIDTH - left - _COUNT_WIDTH - _MARGIN
            right = left + max(4, round(longest * min(1.0, share)))
            draw.rounded_rectangle((left, y, right, y + _ROW - 22), 6, palette.bar)
            draw.text((right + 16, y), count, palette.letters, text)
            y += _ROW
        y += _GAP
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _shorten(
    draw: ImageDraw.ImageDraw, label: str, font: ImageFont.ImageFont | ImageFont.FreeTypeFont
) -> str:
    shown = label
    while draw.textlength(shown, font) > _LABEL_WIDTH - 20:
        shown = f"{shown.removesuffix('...')[:-1]}..."
    return shown
