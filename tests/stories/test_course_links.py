"""A course is handed on by a link, on paper too, and whoever opens it begins that course."""

import io
import re

import segno
from PIL import Image

from bot.views.callback_data import Verb, pack
from tests.support.built_in_course import COURSE
from tests.support.chat_drafts import import_backs, publish_backs
from tests.support.conversation import Chat, World
from tests.support.sent_files import file_of

QUIET_ZONE = 4


def read_modules(png: bytes, modules: int) -> list[list[bool]]:
    """Return which squares of the code are dark, its quiet zone left out."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("L")
    size, odd = divmod(picture.width, modules + 2 * QUIET_ZONE)
    assert (odd, picture.height) == (0, picture.width)
    middles = [(QUIET_ZONE + at) * size + size // 2 for at in range(modules)]
    return [[int(picture.getpixel((x, y)) or 0) < 128 for x in middles] for y in middles]


async def test_what_was_published_has_a_link_that_begins_it(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await import_backs(root)
    published = await publish_backs(root)
    assert "Nobody is in it yet: its link leads people there." in published
    assert "this is what people get" not in published
    caption = await root.presses("Link and QR code")
    assert "QR code that leads to the course “Sore backs”" in caption
    found = re.search(r"https://t\.me/\w+\?start=([A-Za-z0-9_-]{1,64})\n", caption)
    assert found is not None
    code = segno.make(found.group().strip(), error="m", micro=False)
    wanted = [[bool(module) for module in row] for row in code.matrix]
    assert read_modules(await file_of(world, root, "photo"), len(wanted)) == wanted
    await ada.says(f"/start {found[1]}")
    assert "Sore backs" in await ada.says("/progress")
    await world.advance_days(1)
    assert "BOT  Keep moving\n" in await ada.reads()


async def test_every_course_has_its_link_on_its_own_screen(root: Chat) -> None:
    await root.says("/admin")
    await root.presses("Courses")
    await root.forges(pack(Verb.COURSE, COURSE.course_id))
    assert f"?start={COURSE.course_id}\n" in await root.presses("Link and QR code")


async def test_a_draft_that_nobody_gets_has_no_link(root: Chat) -> None:
    await import_backs(root)
    assert "[Link and QR code]" not in await root.forges(pack(Verb.COURSE, "sore-backs"))
    told = await root.forges(pack(Verb.COURSE_LINK, "sore-backs"))
    assert "There is no such course any more." in told


async def test_a_stranger_gets_no_code(ada: Chat) -> None:
    await ada.says("/start")
    assert "TOAST" in await ada.forges(pack(Verb.COURSE_LINK, COURSE.course_id))


async def test_a_course_whose_id_begins_like_an_invitation_is_begun_by_its_link(
    ada: Chat, root: Chat
) -> None:
    await ada.joins()
    await import_backs(root, "seat-care")
    await publish_backs(root)
    await ada.says("/start seat-care")
    assert "Sore backs" in await ada.says("/progress")
