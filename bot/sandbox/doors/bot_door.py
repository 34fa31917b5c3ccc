"""Door 1: the Bot API as a client of it sees it."""

import asyncio
import inspect
import json
import logging
import re
import time
from typing import Any

from aiohttp import web

from bot.sandbox.api_schema import MethodShape, load_api_schema
from bot.sandbox.calls import Call, CallLog, Warnings
from bot.sandbox.doors.incoming import read_parameters
from bot.sandbox.errors import ApiError, bad_request, describe_bug
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.methods import chats, edits, messages, polls, profile, updates
from bot.sandbox.methods.table import METHODS, Params, migrated
from bot.sandbox.pace import PaceLimits
from bot.sandbox.world.chats import ChatType
from bot.sandbox.world.files import Upload
from bot.sandbox.world.migration import copy_as_supergroup, migrate
from bot.sandbox.world.world import World

_log = logging.getLogger(__name__)

# Importing these modules puts their methods into the table.
_METHOD_MODULES = (
    chats,
    edits,
    messages,
    polls,
    profile,
    updates,
)

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_UNANSWERED = (FaultKind.TIMEOUT_AFTER_WRITE, FaultKind.DROP, FaultKind.REFUSE)


class BotDoor:
    """Answers Bot API calls, in Telegram's envelope, with the faults and limits in force."""

    def __init__(self, world: World, token: str) -> None:
        self.log = CallLog()
        self.warnings = Warnings()
        self.faults = Faults()
        self.pace = PaceLimits()
        self._world = world
        self._token = token
        self._schema = load_api_schema()

    def add_routes(self, app: web.Application) -> None:
        """Put this door's addresses into ``app``."""
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.Response:
        """Answer one call of a method."""
        refusal = self._check_token(request)
        if refusal is not None:
            return refusal
        name = request.match_info["method"]
        shape = self._schema.methods.get(name.lower())
        entry = self.log.add(shape.name if shape else name)
        try:
            given, files = await read_parameters(request)
            fault = self.faults.pick(name.lower(), _chat_id_of(given))
            if fault is not None and fault.kind is FaultKind.REFUSE:
                return _hang_up(request)
            result = await self._answer(given, files, shape, entry, fault)
        except ApiError as error:
            entry.ok, entry.error_code = False, error.code
            return _refuse(error)
        except Exception as error:
            _log.error("Call %d of %s failed: %s", entry.n, entry.method, describe_bug(error))
            entry.ok, entry.error_code = False, 500
            return _refuse(ApiError(500, "Internal Server Error"))
        if fault is not None and fault.kind in _UNANSWERED:
            if fault.kind is FaultKind.TIMEOUT_AFTER_WRITE:
                # Ends when the client gives up, which cancels this handler.
                await asyncio.Event().wait()
            return _hang_up(request)
        entry.ok = True
        return _json({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.Response:
        """Answer with a file's content."""
        refusal = self._check_token(request)
        if refusal is not None:
            return refusal
        file = self._world.files.find_at(request.match_info["path"])
        if file is None:
            return _refuse(ApiError(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> web.Response | None:
        token = request.match_info["token"]
        if token == self._token:
            return None
        if _TOKEN.fullmatch(token):
            return _refuse(ApiError(401, "Unauthorized"))
        return _refuse(ApiError(404, "Not Found"))

    async def _answer(
        self,
        given: dict[str, Any],
        files: dict[str, Upload],
        shape: MethodShape | None,
        entry: Call,
        fault: Fault | None,
    ) -> Any:
        if shape is None:
            raise ApiError(404, "Not Found: method not found")
        name = shape.name.lower()
        values, unknown = self._schema.decode(shape, given)
        entry.chat_id = values.get("chat_id")
        for one in unknown:
            self.warnings.add(f"{shape.name} has no parameter {one}: it was ignored")
        method = METHODS.get(name)
        if method is None:
            raise ApiError(501, f"Not Implemented: the sandbox does not have {shape.name}")
        params = Params(values, files)
        self._world.close_due_polls()
        if fault is not None and fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.delay_ms / 1000)
        elif fault is not None:
            await self._go_wrong(fault, method, params)
            return None
        chat = self._world.find_chat(values.get("chat_id"))
        is_paid = params.is_true("allow_paid_broadcast")
        self.pace.check(name, chat, time.monotonic(), is_paid=is_paid)
        result = await _run(method, self._world, params)
        for one in params.without_effect():
            self.warnings.add(f"{shape.name}: in the sandbox {one} has no effect")
        return result

    async def _go_wrong(self, fault: Fault, method: Any, params: Params) -> None:
        """Do what the fault leaves of the call, then raise its error if it has one."""
        if fault.is_delivered:
            try:
                await _run(method, self._world, params)
            except ApiError:
                _log.info("A call that a fault delivers was refused by itself")
        if fault.kind is FaultKind.MIGRATED:
            raise self._migrate(params)
        if fault.kind not in _UNANSWERED:
            raise fault.error()

    def _migrate(self, params: Params) -> ApiError:
        chat = self._world.find_chat(params.get("chat_id"))
        if chat is None:
            return bad_request("chat not found")
        if chat.migrated_to is not None:
            return migrated(chat.migrated_to)
        if chat.type is ChatType.GROUP:
            return migrated(migrate(self._world, chat).id)
        # Telegram moves only groups; a test may still want to see the bot follow.
        return migrated(copy_as_supergroup(self._world, chat).id)


async def _run(method: Any, world: World, params: Params) -> Any:
    result = method(world, params)
    return await result if inspect.isawaitable(result) else result


def _chat_id_of(given: dict[str, Any]) -> int | None:
    # A form has it as text.
    chat_id = str(given.get("chat_id", ""))
    return int(chat_id) if chat_id.removeprefix("-").isdecimal() else None


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection; the response never reaches it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _json(payload: dict[str, Any], status: int = 200) -> web.Response:
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=body, status=status, content_type="application/json")


def _refuse(error: ApiError) -> web.Response:
    payload: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters is not None:
        payload["parameters"] = error.parameters
    response = _json(payload, error.code)
    if error.parameters is not None and "retry_after" in error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response
