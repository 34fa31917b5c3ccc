"""Polls and quizzes: their state, their votes and when they close."""

import heapq
import itertools
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.world.chats import Chat


@dataclass(frozen=True, slots=True)
class PollChoice:
    """One answer that a poll offers; the id stays when others are added or shuffled."""

    text: str
    entities: list[dict[str, Any]]
    persistent_id: str


@dataclass(slots=True)
class Poll:
    """A poll as it stands: who voted for what, by the positions of the choices."""

    id: str
    question: str
    question_entities: list[dict[str, Any]]
    choices: tuple[PollChoice, ...]
    is_anonymous: bool
    is_quiz: bool
    allows_multiple_answers: bool
    allows_revoting: bool
    is_closed: bool
    correct_option_ids: list[int] = field(default_factory=list)
    explanation: str = ""
    explanation_entities: list[dict[str, Any]] = field(default_factory=list)
    description: str = ""
    description_entities: list[dict[str, Any]] = field(default_factory=list)
    open_period_seconds: int = 0
    # When it closes by itself, in seconds since 1970; 0 means never.
    close_date: int = 0
    votes: dict[int, list[int]] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        """Return the poll as the Bot API shows it to the bot that sent it."""
        poll: dict[str, Any] = {
            "id": self.id,
            "question": self.question,
            "options": [
                self._option(position, choice) for position, choice in enumerate(self.choices)
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.is_closed,
            "is_anonymous": self.is_anonymous,
            "type": "quiz" if self.is_quiz else "regular",
            "allows_multiple_answers": self.allows_multiple_answers,
            "allows_revoting": self.allows_revoting,
            "members_only": False,
        }
        if self.is_quiz:
            poll["correct_option_ids"] = self.correct_option_ids
        if self.close_date:
            poll |= {"open_period": self.open_period_seconds, "close_date": self.close_date}
        for name, value in (
            ("question_entities", self.question_entities),
            ("explanation", self.explanation),
            ("explanation_entities", self.explanation_entities),
            ("description", self.description),
            ("description_entities", self.description_entities),
        ):
            if value:
                poll[name] = value
        return poll

    def seen_by(self, person_id: int) -> dict[str, Any]:
        """Return the poll as this person sees it: no answers of a quiz before the vote."""
        chosen = self.votes.get(person_id, [])
        shown = {**self.wire(), "chosen": chosen}
        if not chosen and not self.is_closed:
            for name in ("correct_option_ids", "explanation", "explanation_entities"):
                shown.pop(name, None)
        return shown

    def _option(self, position: int, choice: PollChoice) -> dict[str, Any]:
        option: dict[str, Any] = {
            "persistent_id": choice.persistent_id,
            "text": choice.text,
            "voter_count": sum(position in chosen for chosen in self.votes.values()),
        }
        if choice.entities:
            option["text_entities"] = choice.entities
        return option


class Polls:
    """Every poll, found by the message that holds it, and the ones that close by themselves."""

    def __init__(self) -> None:
        self._by_message: dict[tuple[int, int], Poll] = {}
        self._places: dict[str, tuple[Chat, int]] = {}
        self._closing: list[tuple[int, int, Poll]] = []
        self._order = itertools.count()

    def add(self, poll: Poll, chat: Chat, message_id: int) -> None:
        """Keep the poll of a message."""
        self._by_message[chat.id, message_id] = poll
        self._places[poll.id] = (chat, message_id)
        if poll.close_date and not poll.is_closed:
            heapq.heappush(self._closing, (poll.close_date, next(self._order), poll))

    def find(self, chat: Chat, message_id: int) -> Poll | None:
        """Return the poll of this message, or None."""
        return self._by_message.get((chat.id, message_id))

    def place(self, poll: Poll) -> tuple[Chat, int]:
        """Return the chat and the id of the message that holds the poll."""
        return self._places[poll.id]

    def take_due(self, timestamp: int) -> list[Poll]:
        """Return the open polls whose closing has come, each once."""
        due = []
        while self._closing and self._closing[0][0] <= timestamp:
            poll = heapq.heappop(self._closing)[2]
            if not poll.is_closed:
                due.append(poll)
        return due
