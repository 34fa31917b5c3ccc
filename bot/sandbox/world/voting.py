"""A person's vote, and the updates that it brings."""

from typing import Any

from bot.sandbox.errors import DoorError
from bot.sandbox.world.people import Person
from bot.sandbox.world.polls import Poll
from bot.sandbox.world.world import World


def vote(world: World, poll: Poll, person: Person, given: Any) -> None:
    """Count the person's choice, by positions; an empty one retracts an earlier vote.

    The bot gets a poll update and, unless the poll is anonymous, a poll_answer. DoorError says
    why a choice does not count.
    """
    chosen = _choice(poll, given)
    if poll.is_closed:
        raise DoorError("the poll is closed: it takes no more votes")
    if poll.votes.get(person.id) and not poll.allows_revoting:
        raise DoorError("this poll takes one vote and no change of it: the person has voted")
    if not chosen and person.id not in poll.votes:
        raise DoorError("no options given and no vote to retract: give the positions, as [1]")
    if chosen:
        poll.votes[person.id] = chosen
    else:
        del poll.votes[person.id]
    world.refresh_poll(poll)
    if not poll.is_anonymous:
        world.updates.put(
            "poll_answer",
            {
                "poll_id": poll.id,
                "user": person.user(),
                "option_ids": chosen,
                "option_persistent_ids": [poll.choices[one].persistent_id for one in chosen],
            },
        )


def _choice(poll: Poll, given: Any) -> list[int]:
    positions = range(len(poll.choices))
    if not isinstance(given, list) or not all(
        isinstance(one, int) and not isinstance(one, bool) and one in positions for one in given
    ):
        raise DoorError(
            f"options {given!r} given; accepted is a list of positions from 0 to {positions[-1]}"
        )
    chosen = sorted(set(given))
    if len(chosen) > 1 and not poll.allows_multiple_answers:
        raise DoorError(f"options {given!r} given; this poll takes only one")
    return chosen
