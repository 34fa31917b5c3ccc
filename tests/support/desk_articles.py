"""An article, and how it comes to the desk."""

from io import BytesIO

from aiohttp import FormData

from tests.support.desk import Page, Seat

ARTICLE = b"""# Sleep and backs

## Why it helps

Sleep may help a sore back. Rest at night lets the muscles ease, and most people feel better.

## How to lie

Lie as you like. A pillow between the knees may help some people who lie on their side.
"""


async def sends_file(desk: Seat, name: str, content: bytes, **fields: str) -> Page:
    """Send the form as a browser does, with a file."""
    await desk.opens("/import")
    form = FormData({"mark": desk.mark, "pasted": "", "address": "", "wanted_id": "", **fields})
    form.add_field("article", BytesIO(content), filename=name)
    return await desk.posts("/import", form)
