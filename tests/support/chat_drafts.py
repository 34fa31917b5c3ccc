"""A short article and the first steps that tests about drafts share."""

from bot.views.callback_data import Verb, pack
from tests.support.conversation import Chat

BACKS = b"""# Sore backs

## Keep moving

Rest may help for a day. Then walk a little more every day. Most sore backs ease within weeks.

## Use heat

Heat may help sore backs. Some people like cold better. Both are safe if your skin feels well.

## When to call

Call your doctor the same day if your foot grows weak. Call if you feel numb between the legs.
"""
SOURCE = "NICE NG59, 2016"
WARM = "Heat helps sore backs. Some people like cold better. Both are safe if your skin feels well."


async def make_draft(root: Chat, name: str, content: bytes, caption: str = "/import") -> str:
    """Bring an article and make a draft of it as it was read; return its overview."""
    await root.sends(name, content, caption)
    return await root.presses("Make a draft")


async def import_backs(root: Chat, course_id: str = "sore-backs") -> str:
    """Bring the article, with its source; return the overview of its draft."""
    await make_draft(root, "backs.md", BACKS, f"/import {course_id}")
    await root.presses("About the course")
    await root.presses("Source")
    return await root.says(SOURCE)


async def publish_backs(root: Chat) -> str:
    """Approve everything of the draft that is on the screen, and publish it."""
    screen = await root.presses("Approve all")
    if "[Yes, approve all]" in screen:
        await root.presses("Yes, approve all")
    await root.presses("Publish")
    return await root.presses("Yes, publish")


async def edit_backs(root: Chat) -> str:
    """Begin to edit what people get."""
    await root.says("/admin")
    await root.presses("Courses")
    await root.presses("Sore backs")
    return await root.presses("Edit")


async def type_part(root: Chat, number: int, part: str, text: str) -> str:
    """Type another text for that part of a lesson of the draft."""
    await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", number))
    await root.presses(part)
    return await root.says(text)
