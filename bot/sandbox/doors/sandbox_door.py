"""Door 2, everything else: people, updates, clock, faults, limits, files and the log."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.sandbox.doors.answers import answering, json_response, read_json, whole_number
from bot.sandbox.doors.bot_door import BotDoor
from bot.sandbox.doors.control import ControlChannel
from bot.sandbox.doors.people_door import get_chat
from bot.sandbox.errors import DoorError
from bot.sandbox.faults import FAULT_FIELDS, parse_fault
from bot.sandbox.pace import LIMIT_FIELDS
from bot.sandbox.world.clock import format_instant, parse_instant
from bot.sandbox.world.people import PEOPLE
from bot.sandbox.world.world import World

_MOST_PEOPLE = 1_000_000
# Far more than any test wants, and short of the end of the calendar.
_LONGEST_ADVANCE = timedelta(days=36_525)
_CLOCK_EXAMPLE = (
    '{"advance_seconds": 86400}, {"to": "2026-12-01T08:00:00Z"}, {"to": "next_due"} or'
    ' {"to": "next_lesson", "chat": "ada"}'
)
_UPDATES_EXAMPLE = '{"update": {"poll_answer": {}}} with any field, or {"repeat": 2}'
_INLINE_TYPES = ("image/png", "image/jpeg", "image/gif")


class SandboxDoor:
    """Lets a test or the page set the stage and look behind it."""

    def __init__(self, world: World, bot_door: BotDoor, control: ControlChannel) -> None:
        self._world = world
        self._bot_door = bot_door
        self._control = control

    def add_routes(self, app: web.Application) -> None:
        """Put these addresses into ``app``."""
        add_get, add_post = app.router.add_get, app.router.add_post
        add_get("/sandbox/people", answering(self.list_people))
        add_get("/sandbox/bot", answering(self.describe_bot))
        add_post("/sandbox/people", answering(self.add_people))
        add_get("/sandbox/commands", answering(self.list_commands))
        add_get("/sandbox/clock", answering(self.tell_time))
        add_post("/sandbox/clock", answering(self.advance))
        add_post("/sandbox/updates", answering(self.add_updates))
        add_post("/sandbox/faults", answering(self.set_faults))
        add_post("/sandbox/limits", answering(self.set_limits))
        add_get("/sandbox/log", answering(self.list_calls))
        add_get("/sandbox/warnings", answering(self.list_warnings))
        add_get("/sandbox/files/{file_id}", self.download)
        add_get("/sandbox/control", self._control.connect)

    async def list_people(self, _request: web.Request) -> list[dict[str, Any]]:
        """Answer with the ready-made people."""
        return [person.card() for person in PEOPLE]

    async def describe_bot(self, request: web.Request) -> dict[str, Any]:
        """Answer with what a person reads about the bot, and whether it fetches updates."""
        person = self._world.people.get(request.query.get("from", PEOPLE[0].name))
        profile, code = self._world.profile, person.language_code
        return {
            "name": profile.name(code),
            "username": profile.user()["username"],
            "description": profile.text("description", code),
            "short_description": profile.text("short_description", code),
            "is_listening": self._world.updates.has_poller(),
            "has_desk": self._control.desk_url is not None,
        }

    async def add_people(self, request: web.Request) -> list[dict[str, Any]]:
        """Make more people, who have all started the bot."""
        accepted = f'{{"count": 5000}} with 1 to {_MOST_PEOPLE}'
        count = (await read_json(request, accepted, "count")).get("count")
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= _MOST_PEOPLE:
            raise DoorError(f"count {count!r} given; accepted is {accepted}")
        return [person.card() for person in self._world.add_people(count)]

    async def list_commands(self, request: web.Request) -> list[dict[str, Any]]:
        """Answer with the command menu that a person sees in a chat."""
        person = self._world.people.get(request.query.get("from"))
        chat = get_chat(self._world, request.query.get("chat", person.name))
        return self._world.menus.seen_by(person, chat)

    async def tell_time(self, request: web.Request) -> dict[str, Any]:
        """Answer with the clock, when the application has work next, and when the next lesson
        comes in each of the ``chats`` asked for."""
        asked = [name for name in request.query.get("chats", "").split(",") if name]
        ids = {name: get_chat(self._world, name).id for name in asked}
        next_due_at, lessons = await self._control.find_due(ids.values())
        return {
            "now": format_instant(self._world.clock.now()),
            "next_due_at": next_due_at,
            "next_lessons": {name: lessons[one] for name, one in ids.items() if one in lessons},
            "application": self._control.has_application,
        }

    async def advance(self, request: web.Request) -> dict[str, Any]:
        """Move the clock on and answer when the application has settled."""
        given = await read_json(request, _CLOCK_EXAMPLE, "advance_seconds to chat")
        if given == {"to": "next_due"}:
            await self._control.advance_to_next_due()
        elif given.keys() == {"to", "chat"} and given["to"] == "next_lesson":
            chat = get_chat(self._world, str(given["chat"]))
            await self._control.advance_to_next_lesson(chat.id)
        elif given.keys() == {"to"}:
            await self._control.advance_to(_instant(given["to"], self._world.clock.now()))
        elif given.keys() == {"advance_seconds"}:
            await self._control.advance_by(_advance_seconds(given["advance_seconds"]))
        else:
            raise DoorError(f"{', '.join(given) or 'nothing'} given; accepted is {_CLOCK_EXAMPLE}")
        return {"now": format_instant(self._world.clock.now())}

    async def add_updates(self, request: web.Request) -> dict[str, Any]:
        """Put an update of any kind before the bot, or its latest ones once more."""
        given = await read_json(request, _UPDATES_EXAMPLE, "update repeat")
        update, count = given.get("update"), given.get("repeat")
        if isinstance(update, dict) and count is None:
            return {"update_ids": [self._world.updates.inject(update)]}
        if update is None and isinstance(count, int) and count >= 1:
            return {"update_ids": self._world.updates.repeat(count)}
        raise DoorError(f"{given!r} given; accepted is {_UPDATES_EXAMPLE}")

    async def set_faults(self, request: web.Request) -> dict[str, Any]:
        """Put a fault in force, or with an empty object clear all."""
        given = await read_json(
            request, '{"method": "sendMessage", "kind": "status_429"} or {}', FAULT_FIELDS
        )
        if given:
            self._bot_door.faults.add(parse_fault(given))
        else:
            self._bot_door.faults.clear()
        return {"faults": self._bot_door.faults.count}

    async def set_limits(self, request: web.Request) -> dict[str, Any]:
        """Turn Telegram's pace limits on or off."""
        given = await read_json(request, '{"enforce": true, "per_second": 30}', LIMIT_FIELDS)
        return self._bot_door.pace.set(given)

    async def list_calls(self, request: web.Request) -> list[dict[str, Any]]:
        """Answer with the Bot API calls after a number."""
        return self._bot_door.log.after(whole_number(request, "after", 0))

    async def list_warnings(self, request: web.Request) -> list[dict[str, Any]]:
        """Answer with the warnings after a number."""
        return self._bot_door.warnings.after(whole_number(request, "after", 0))

    async def download(self, request: web.Request) -> web.Response:
        """Answer with a file's content."""
        file = self._world.files.find(request.match_info["file_id"])
        if file is None:
            return json_response({"error": "there is no such file: give a file_id"}, 404)
        # Only pictures open in the page; anything else could be a page of its own.
        content_type = (
            file.mime_type if file.mime_type in _INLINE_TYPES else "application/octet-stream"
        )
        response = web.Response(body=file.content, content_type=content_type)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _instant(given: Any, now: datetime) -> datetime:
    try:
        at = parse_instant(given)
        if at - now > _LONGEST_ADVANCE:
            raise ValueError
    except (TypeError, ValueError):
        raise DoorError(f"to {given!r} given; accepted is {_CLOCK_EXAMPLE}") from None
    return at


def _advance_seconds(given: Any) -> float:
    most = _LONGEST_ADVANCE.total_seconds()
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= most:
        raise DoorError(
            f"advance_seconds {given!r} given; accepted is a number from 0 to {most:.0f}"
        )
    return given
