"""How the people's side reads requests and answers them."""

import functools
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.doors.incoming import read_parameters
from bot.sandbox.errors import ApiError, DoorError, describe_bug
from bot.sandbox.wire import parse_json
from bot.sandbox.world.files import Upload

_log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answering(handle: Callable[[web.Request], Awaitable[Any]]) -> Handler:
    """Wrap a handler so that its result, or the error it raises, is answered as JSON."""

    @functools.wraps(handle)
    async def answer(request: web.Request) -> web.Response:
        try:
            result = await handle(request)
        except DoorError as error:
            return json_response({"error": error.text}, error.status)
        except ApiError as error:
            return json_response({"error": error.description}, 400)
        except Exception as error:
            _log.error("A call of the people's side failed: %s", describe_bug(error))
            return json_response({"error": "the sandbox failed: see its log"}, 500)
        return json_response(result)

    return answer


def json_response(payload: Any, status: int = 200) -> web.Response:
    """Return ``payload`` as a JSON answer that no browser keeps."""
    body = json.dumps(payload, ensure_ascii=False).encode()
    return web.Response(
        body=body,
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


async def read_json(request: web.Request, accepted: str, fields: str) -> dict[str, Any]:
    """Return the body, a JSON object of no other ``fields`` (their names, with spaces between).

    DoorError tells what is ``accepted``.
    """
    try:
        given = parse_json(await request.read() or b"{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise DoorError(f"the body is no JSON object; accepted is {accepted}")
    _refuse_others(given, fields)
    return given


def _refuse_others(given: dict[str, Any], fields: str) -> None:
    """Raise the DoorError of a field that would be dropped without a word."""
    accepted = fields.split()
    others = [name for name in given if name not in accepted]
    if others:
        raise DoorError(f"{', '.join(others)} given; accepted are {', '.join(accepted)}")


async def read_fields(
    request: web.Request, accepted: str, fields: str
) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return the fields and files of a multipart form, or the fields of a JSON object.

    DoorError tells what is ``accepted``, and refuses what is none of ``fields``.
    """
    if request.content_type == "multipart/form-data":
        given, files = await read_parameters(request)
        _refuse_others({**given, **files}, fields)
        return given, files
    return await read_json(request, accepted, fields), {}


def whole_number(request: web.Request, name: str, default: int) -> int:
    """Return a whole number from the query string; DoorError if it is something else."""
    given = request.query.get(name)
    if given is None:
        return default
    if not given.isdecimal():
        raise DoorError(f"{name}={given} given; accepted is a whole number from 0")
    return int(given)


def seconds(request: web.Request, name: str, most: float) -> float:
    """Return seconds from the query string, at most ``most``; DoorError if it is no number."""
    given = request.query.get(name, "0")
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise DoorError(f"{name}={given} given; accepted are seconds from 0")
    return min(value, most)
