"""Methods that send and stop polls."""

import secrets
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import parse_markup
from bot.sandbox.methods.messages import deliver
from bot.sandbox.methods.table import Access, Params, get_chat, get_message, method
from bot.sandbox.texts import UNLIMITED, parse_text
from bot.sandbox.world.chats import Chat, ChatType
from bot.sandbox.world.people import Population
from bot.sandbox.world.polls import Poll, PollChoice
from bot.sandbox.world.world import World

# https://core.telegram.org/bots/api#sendpoll
_LONGEST_QUESTION = 300
_LONGEST_OPTION = 100
_MOST_OPTIONS = 12
_LONGEST_EXPLANATION = 200
_MOST_LINE_FEEDS = 2
_LONGEST_DESCRIPTION = 1024
_OPEN_SECONDS = range(5, 2_628_001)


@method("sendPoll")
def send_poll(world: World, params: Params) -> dict[str, Any]:
    """Put a poll or quiz into the chat.

    https://core.telegram.org/bots/api#sendpoll
    """
    chat = get_chat(world, params.get("chat_id"), Access.WRITE)
    poll = _parse_poll(world, params, chat)
    wire = deliver(world, chat, params, {"poll": poll.wire()})
    world.polls.add(poll, chat, wire["message_id"])
    return wire


@method("stopPoll")
def stop_poll(world: World, params: Params) -> dict[str, Any]:
    """Close a poll of the bot and return it.

    https://core.telegram.org/bots/api#stoppoll
    """
    chat = get_chat(world, params.get("chat_id"), Access.EDIT)
    message = get_message(world, chat, params.integer("message_id"), "message with poll to stop")
    poll = world.polls.find(chat, message.id)
    if poll is None:
        raise bad_request("message is not a poll")
    if poll.is_closed:
        raise bad_request("poll has already been closed")
    markup = parse_markup(params.get("reply_markup"), chat, inline_only=True)
    message.show_inline_keyboard(markup)
    world.close_poll(poll)
    return poll.wire()


def _parse_poll(world: World, params: Params, chat: Chat) -> Poll:
    people = world.people
    question, question_entities = _formatted(
        people, params, "question", _LONGEST_QUESTION, "poll question"
    )
    choices = tuple(_choice(people, one) for one in _options(params))
    kind = params.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    is_anonymous = params.is_true("is_anonymous") if "is_anonymous" in params else True
    if chat.type is ChatType.CHANNEL and not is_anonymous:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    is_quiz = kind == "quiz"
    poll = Poll(
        id=str(secrets.randbelow(9 * 10**17) + 10**17),
        question=question,
        question_entities=question_entities,
        choices=choices,
        is_anonymous=is_anonymous,
        is_quiz=is_quiz,
        allows_multiple_answers=params.is_true("allows_multiple_answers"),
        allows_revoting=(
            params.is_true("allows_revoting") if "allows_revoting" in params else not is_quiz
        ),
        is_closed=params.is_true("is_closed"),
    )
    poll.description, poll.description_entities = _formatted(
        people, params, "description", _LONGEST_DESCRIPTION, "poll description"
    )
    if is_quiz:
        poll.correct_option_ids = _correct_option_ids(params, choices)
        poll.explanation, poll.explanation_entities = _explanation(people, params)
    poll.open_period_seconds, poll.close_date = _closing(params, world.clock.timestamp())
    return poll


def _options(params: Params) -> list[Any]:
    options: list[Any] | None = params.get("options")
    if options is None:
        raise bad_request("can't parse options JSON object")
    if not options:
        raise bad_request("poll must have at least one answer option")
    if len(options) > _MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {_MOST_OPTIONS} options")
    return options


def _choice(people: Population, given: Any) -> PollChoice:
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict):
        raise bad_request("expected an option to be of type String")
    if not isinstance(given.get("text"), str):
        raise bad_request('Can\'t find field "text"')
    text, entities = _formatted(people, Params(given), "text", _LONGEST_OPTION, "poll options")
    return PollChoice(text, entities, secrets.token_hex(4))


def _formatted(
    people: Population, params: Params, name: str, longest: int, what: str
) -> tuple[str, list[dict[str, Any]]]:
    """Return a text whose limit counts characters, with the entities that it may have."""
    text, entities = parse_text(
        people,
        params.text(name),
        params.get(f"{name}_parse_mode"),
        params.get(f"{name}_entities"),
        limit=UNLIMITED,
        empty="text must be non-empty" if name in ("question", "text") else None,
    )
    if len(text) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")
    if name in ("question", "text"):
        entities = [one for one in entities if one["type"] == "custom_emoji"]
    return text, entities


def _correct_option_ids(params: Params, choices: tuple[PollChoice, ...]) -> list[int]:
    given = params.get("correct_option_ids")
    if given is None:
        given = [params.integer("correct_option_id", -1)] if "correct_option_id" in params else []
    if not given:
        raise bad_request("correct quiz option list must be non-empty")
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in given):
        raise bad_request("correct option identifier must be of type Number")
    if sorted(set(given)) != given:
        raise bad_request("correct quiz option list must be increasing")
    if not all(0 <= one < len(choices) for one in given):
        raise bad_request("wrong quiz correct_option_id")
    if len(given) > 1 and not params.is_true("allows_multiple_answers"):
        raise bad_request("QUIZ_CORRECT_ANSWERS_TOO_MUCH")
    return list(given)


def _explanation(people: Population, params: Params) -> tuple[str, list[dict[str, Any]]]:
    text, entities = _formatted(
        people, params, "explanation", _LONGEST_EXPLANATION, "poll explanation"
    )
    if text.count("\n") > _MOST_LINE_FEEDS:
        raise bad_request(f"poll explanation must not have more than {_MOST_LINE_FEEDS} line feeds")
    return text, entities


def _closing(params: Params, now: int) -> tuple[int, int]:
    """Return for how many seconds the poll is open and when it closes; zeros for never."""
    seconds = params.integer("open_period")
    if not seconds and "close_date" in params:
        seconds = params.integer("close_date") - now
    if not seconds:
        return 0, 0
    if seconds not in _OPEN_SECONDS:
        raise bad_request(
            f"poll must stay open for {_OPEN_SECONDS[0]} to {_OPEN_SECONDS[-1]} seconds"
        )
    return seconds, now + seconds
