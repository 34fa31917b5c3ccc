"""The way in which updates come: asked for, or brought to a webhook of one process or several."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from bot.api.conflict import ConflictWatch
from bot.api.edits import Edits
from bot.api.hearing import Hearing
from bot.api.intake import Intake, Reception
from bot.api.limiter import Limiter
from bot.api.polling import Polling
from bot.api.receiving import Receiver
from bot.api.set_aside import SetAside
from bot.api.taken import Taken, tell_of_restart
from bot.api.webhook.digests import digest
from bot.api.webhook.endpoint import Address, Endpoint
from bot.api.webhook.forwarding import Forwarding
from bot.api.webhook.keys import digest_key, peers_key, webhook_secret
from bot.api.webhook.peers import Peers
from bot.api.webhook.receiving import WebhookReceiver
from bot.api.webhook.registering import Registration
from bot.connection import PTB
from bot.handlers.care import is_care
from bot.handlers.registration import ALLOWED_UPDATES
from bot.process.clock import Clock, real_now
from bot.process.metrics import find_version
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.settings import Settings
from storage.interface.replicas import Replica

# Which may differ from one machine to the next; what is read from files there is compared itself.
_OF_A_MACHINE = frozenset(
    {
        "bot_token",
        "bot_api_url",
        "check_file",
        "courses_folder",
        "database_url",
        "health_listen",
        "log_level",
        "replica_url",
        "webhook_listen",
    }
)

_EARLY_ENDS = 2
_USUAL_REPLICAS = 3
"""What ends one of them ends the next; and when all start at once none has caught up before."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around it. ``shared`` is what all processes of a bot must have alike beside the
    settings, by name."""

    settings: Settings
    token: str
    shared: Mapping[str, object]
    store: StoreThread
    application: PTB
    polling: Polling
    hearing: Hearing
    set_aside: SetAside
    conflict: ConflictWatch
    limiter: Limiter
    clock: Clock
    vitals: Vitals


def make_reception(around: Surroundings) -> Reception:
    """Return the way that the settings ask for."""
    url, vitals = around.settings.webhook_url, around.vitals
    intake = Intake(around.application, around.set_aside, Edits(is_care), vitals)
    say_so = partial(tell_of_restart, around.application.bot)
    if url is None:
        return Receiver(
            around.polling,
            intake,
            around.hearing,
            Taken(around.store, say_so),
            around.set_aside,
            around.conflict.note,
            vitals,
        )
    secret, is_alone = webhook_secret(around.token), around.settings.replica_url is None
    return WebhookReceiver(
        Endpoint(Address(*around.settings.webhook_listen), vitals),
        Registration(
            around.polling,
            url,
            secret,
            ALLOWED_UPDATES,
            around.hearing,
            around.clock.now,
            around.conflict.note,
            vitals,
        ),
        urlsplit(url).path or "/",
        secret,
        intake,
        around.hearing,
        Taken(around.store, say_so, early_ends=_EARLY_ENDS * (1 if is_alone else _USUAL_REPLICAS)),
        around.set_aside,
        is_care,
        vitals,
        _make_forwarding(around),
    )


def _make_forwarding(around: Surroundings) -> Forwarding | None:
    address = around.settings.replica_url
    if address is None:
        return None
    settings = {
        name.upper(): getattr(around.settings, name)
        for name in type(around.settings).model_fields
        if name not in _OF_A_MACHINE
    }
    compared = {**settings, **around.shared, "the release": find_version()}
    now = real_now()
    # There may be others, until it is known that there are none.
    around.limiter.share_with(1)
    own = Replica(
        secrets.token_hex(8), address, digest(compared, digest_key(around.token)), now, now
    )
    return Forwarding(
        Peers(around.store, own, around.hearing.tell, around.limiter.share_with),
        peers_key(around.token),
    )
