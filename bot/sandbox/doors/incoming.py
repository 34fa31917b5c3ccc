"""Reads what a client sends: JSON, forms, files and query strings, in memory only."""

from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.wire import parse_json
from bot.sandbox.world.files import MAX_UPLOAD_BYTES, Upload

# Room for the biggest file and the fields around it.
MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 4 * 1024 * 1024


async def read_parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return the fields and the files of a request; raises the 400 or 413 of an unreadable one."""
    values: dict[str, Any] = dict(request.query)
    if not request.can_read_body:
        return values, {}
    content_type = request.content_type
    if content_type == "multipart/form-data":
        fields, files = await _read_multipart(request)
        return values | fields, files
    body = await _read_body(request)
    if content_type == "application/json":
        return values | _parse_object(body), {}
    if content_type == "application/x-www-form-urlencoded":
        return values | dict(await request.post()), {}
    return values, {}


async def _read_body(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None


def _parse_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        parsed = parse_json(body)
    except ValueError:
        raise bad_request("can't parse JSON in the request body") from None
    if not isinstance(parsed, dict):
        raise bad_request("expected a JSON object in the request body")
    return parsed


async def _read_multipart(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    # aiohttp's own form reader would put files on the disk.
    values: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    left = MAX_BODY_BYTES
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            content = bytearray()
            while chunk := await part.read_chunk(1 << 16):
                content += chunk
                left -= len(chunk)
                if left < 0:
                    raise ApiError(413, "Request Entity Too Large")
            if part.filename is None:
                values[part.name] = content.decode("utf-8")
            else:
                files[part.name] = Upload(
                    part.filename, bytes(content), part.headers.get("Content-Type")
                )
    except ValueError:
        raise bad_request("can't parse the multipart request body") from None
    return values, files
