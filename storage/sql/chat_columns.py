"""Every column that holds a chat's number, and what becomes of it when the chat goes or moves.

Forgetting, moving and ``/privacy`` follow from this table; a test compares it with the schema.
"""

from enum import Enum, auto
from typing import NamedTuple


class WhenForgotten(Enum):
    """What becomes of a row when the chat in this column is forgotten."""

    ROW_GOES = auto()
    NUMBER_GOES = auto()
    """What was done stays, and by whom it was becomes 0."""


class WhenMoved(Enum):
    """What becomes of this column when the chat gets another number, as a group's may."""

    FOLLOWS = auto()
    STAYS = auto()
    """It holds only people, whose numbers never change."""


class ChatColumn(NamedTuple):
    """One column, and what becomes of it."""

    table: str
    column: str
    when_forgotten: WhenForgotten
    when_moved: WhenMoved


# Subscribers come first: what refers to them follows them by itself, unless two chats become one.
CHAT_COLUMNS = (
    ChatColumn("subscribers", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("enrollments", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("deliveries", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("open_questions", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("read_articles", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("pasted_parts", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("losses", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("doubted_chats", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("closed_chats", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("courses_to_come", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("chat_topics", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("open_checks", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("consents", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.STAYS),
    ChatColumn("staff_questions", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.STAYS),
    ChatColumn("staff_questions", "staff_chat_id", WhenForgotten.ROW_GOES, WhenMoved.FOLLOWS),
    ChatColumn("announcements", "created_by", WhenForgotten.NUMBER_GOES, WhenMoved.FOLLOWS),
    ChatColumn("corrections", "created_by", WhenForgotten.NUMBER_GOES, WhenMoved.FOLLOWS),
    ChatColumn("course_drafts", "created_by", WhenForgotten.NUMBER_GOES, WhenMoved.FOLLOWS),
    ChatColumn("draft_hands", "person_id", WhenForgotten.ROW_GOES, WhenMoved.STAYS),
    ChatColumn("approvals", "approved_by", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
    ChatColumn("course_revisions", "created_by", WhenForgotten.NUMBER_GOES, WhenMoved.FOLLOWS),
    ChatColumn("lesson_holds", "held_by", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
    ChatColumn("admins", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.STAYS),
    ChatColumn("admins", "added_by", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
    ChatColumn("former_seats", "chat_id", WhenForgotten.ROW_GOES, WhenMoved.STAYS),
    ChatColumn("former_seats", "added_by", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
    ChatColumn("admin_invitations", "created_by", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
    ChatColumn("admin_invitations", "opened_by", WhenForgotten.ROW_GOES, WhenMoved.STAYS),
    ChatColumn("audit_log", "actor_id", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
    ChatColumn("audit_log", "subject_chat_id", WhenForgotten.NUMBER_GOES, WhenMoved.STAYS),
)
