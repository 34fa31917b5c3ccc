"""Pictures that the bot sent, and what can be seen in them."""

import io
from typing import Any

from PIL import Image

from tests.support.conversation import World


async def latest_photo(world: World) -> Image.Image:
    """Return the latest picture that the admin got."""
    found = await world.get("chats/root/messages", after=0, wait=0)
    message: dict[str, Any] = max(
        (item for item in found if item.get("photo")), key=lambda item: int(item["message_id"])
    )
    file_id = message["photo"][-1]["file_id"]
    async with world.http.get(f"{world.url}/sandbox/files/{file_id}") as response:
        return Image.open(io.BytesIO(await response.read()))


def assert_is_drawn(picture: Image.Image, ground: str, bar: str) -> None:
    """Ground, bars and letters each take their share, and nothing runs over the edge."""
    colors = picture.convert("RGB").getcolors(picture.width * picture.height)
    assert colors is not None
    shares = {f"#{r:02x}{g:02x}{b:02x}": n for n, (r, g, b) in colors}  # type: ignore[misc]
    whole = picture.width * picture.height
    assert 0.5 < shares[ground] / whole < 0.95
    assert 0.03 < shares[bar] / whole < 0.4
    assert 0.01 < (whole - shares[ground] - shares[bar]) / whole < 0.2
    edge = {picture.getpixel((x, y)) for x in (0, picture.width - 1) for y in range(picture.height)}
    assert len(edge) == 1
