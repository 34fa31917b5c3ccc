"""Updates as Telegram brings them, and what a thousand mistakes would make of them, by a seed."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

_TEXTS = [
    *("/start", "/stop", "/lesson", "/skip", "/repeat", "/resume", "/settings", "/check"),
    *("/urgent", "/help", "/privacy", "/progress", "/lessons", "/wrong", "/cancel", "/admin"),
    *("/pause 3 days", "/schedule Hello. tomorrow 10:00", "/admins invite viewer", "/hold lessons"),
    *("/import", "7:30", "8pm", "Berlin", "Stop!", "yes", "no", "-1", "pause for a week"),
    *("My head hurts", "chest pain", "</b>&amp;<b>", "1e999", "", "🦴" * 50, "x" * 4096),
    "\u202e\u0000",
]
_DATA = [
    *("begin", "time:0730", "days:1111100", "zone:Europe/Berlin", "check", "urgent", "privacy"),
    *("erase", "panel:health", "lesson", "read:l5-s1-and-headaches:x", "c:AAAA", "pause:3"),
    *("stop", "resume", "settings", "skip", "nonsense:::", "c:" + "A" * 60, "\x00", "é" * 32, ""),
]
_SCALARS: list[Any] = [
    *(None, True, False, 0, -1, 2**31, 2**53, 2**63, 10**30, 1.5, -0.0, "", "x", "0", "\ud83d"),
    *([], {}, [[]], [None], {"id": 1}, {"a": {"b": {}}}, "A" * 5000),
]


class OddUpdates:
    """Makes bodies: a tenth of them as they should be, the others changed in one to five places or
    in their bytes. ``chats`` are the private ones that they are about."""

    def __init__(self, seed: int, chats: Sequence[int]) -> None:
        self._random = random.Random(seed)
        self._chats = chats
        self._next_id = 900_000

    def bodies(self, count: int) -> Iterator[bytes]:
        """Yield that many."""
        for _ in range(count):
            update = self._make()
            draw = self._random.random()
            if draw > 0.1:
                for _ in range(self._random.randint(1, 5)):
                    self._change(update)
            body = json.dumps(update).encode()
            yield self._damage(body) if draw > 0.9 else body

    def _make(self) -> dict[str, Any]:
        pick = self._random.choice
        chat_id = pick(self._chats)
        # Some come again, as after a connection that broke.
        self._next_id += self._random.random() > 0.05
        person = {
            "id": chat_id,
            "is_bot": False,
            "first_name": "P",
            "language_code": pick(["en", "de"]),
        }
        chat = {"id": chat_id, "type": "private", "first_name": "P"}
        if self._random.random() < 0.15:
            chat = {"id": -chat_id, "type": pick(["group", "supergroup"]), "title": "G"}
        message: dict[str, Any] = {
            "message_id": self._random.randint(1, 10**6),
            "date": 1_795_000_000 + self._random.randint(-(10**6), 10**6),
            "chat": chat,
            "from": person,
        }
        kind = pick(["text"] * 6 + ["tap"] * 5 + ["edit", "member", "place", "file", "other"])
        if kind == "tap":
            query = {"id": str(self._next_id), "from": person, "chat_instance": "1"}
            return self._numbered(callback_query=query | {"message": message, "data": pick(_DATA)})
        if kind == "member":
            statuses = ["member", "kicked", "left"]
            old, new = ({"user": person, "status": pick(statuses)} for _ in range(2))
            change = {"old_chat_member": old, "new_chat_member": new}
            return self._numbered(my_chat_member=message | change)
        if kind == "place":
            place = {"latitude": self._random.uniform(-99, 99), "longitude": 200.0}
            return self._numbered(message=message | {"location": place})
        if kind == "file":
            file = {"file_id": "x", "file_unique_id": "y", "file_name": "a.txt", "file_size": 10}
            return self._numbered(message=message | {"document": file})
        if kind == "other":
            return self._numbered(**{pick(["poll", "channel_post", "to_come"]): message})
        text = pick(_TEXTS)
        message |= {"text": text}
        if text.startswith("/"):
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self._numbered(**{"edited_message" if kind == "edit" else "message": message})

    def _numbered(self, **update: Any) -> dict[str, Any]:
        return {"update_id": self._next_id, **update}

    def _change(self, update: dict[str, Any]) -> None:
        """Change something somewhere in it."""
        whole: Any = update
        while True:
            keys = list(whole) if isinstance(whole, dict) else list(range(len(whole)))
            if not keys:
                return
            key = self._random.choice(keys)
            inner = whole[key]
            if isinstance(inner, dict | list) and inner and self._random.random() < 0.8:
                whole = inner
                continue
            break
        draw = self._random.random()
        if draw < 0.3:
            del whole[key]
        elif draw < 0.4 and isinstance(whole, dict):
            whole[self._random.choice(["text", "chat", "reply_to_message", "caption"])] = inner
        elif draw < 0.45:
            nested: Any = inner
            for _ in range(self._random.choice([3, 60, 150])):
                nested = {"reply_to_message": nested} if draw < 0.43 else [nested]
            whole[key] = nested
        else:
            whole[key] = self._random.choice(_SCALARS)

    def _damage(self, body: bytes) -> bytes:
        """Cut it, or put other bytes into it."""
        if self._random.random() < 0.5:
            return body[: self._random.randrange(len(body))]
        damaged = bytearray(body)
        for _ in range(self._random.randint(1, 8)):
            damaged[self._random.randrange(len(damaged))] = self._random.randrange(256)
        return bytes(damaged)
