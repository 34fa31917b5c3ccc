"""Files live in memory, within Telegram's sizes, and a photo must be a picture."""

import io
import struct
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.world.files import MAX_UPLOAD_BYTES, FileStore, Upload, find_image_size
from tests.support.sandbox_client import ADA, SandboxClient, bad_request, running_sandbox, unwrap
from tests.support.tables import table

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
# A comment segment first, then the frame header.
JPEG = (
    b"\xff\xd8\xff\xfe\x00\x04hi\xff\xc0"
    + struct.pack(">HBHH", 17, 8, 480, 640)
    + b"\x03"
    + b"\0" * 9
)


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        yield client


async def upload(
    sandbox: SandboxClient, method: str, field: str, content: bytes, **params: str
) -> Any:
    form = aiohttp.FormData({"chat_id": str(ADA), **params})
    form.add_field(field, io.BytesIO(content), filename="upload.bin")
    async with sandbox.http.post(sandbox.method_url(method), data=form) as response:
        return unwrap(await response.json(), response.status)


@table("picture", [PNG, GIF, JPEG])
def test_the_size_of_a_picture_is_read_from_its_header(picture: bytes) -> None:
    assert find_image_size(picture) == (640, 480)


@table(
    "content",
    [b"", b"text", b"\xff\xd8", b"\xff\xd8\xff\xfe\x00\x00", PNG[:20], GIF[:8], JPEG[:16]],
)
def test_what_is_no_whole_picture_has_no_size(content: bytes) -> None:
    assert find_image_size(content) is None


async def test_a_photo_can_come_attached_by_another_name(sandbox: SandboxClient) -> None:
    sent = await upload(sandbox, "sendPhoto", "picture", JPEG, photo="attach://picture")
    (size,) = sent["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (640, 480, len(JPEG))
    again = await sandbox.call("sendPhoto", chat_id=ADA, photo=size["file_id"])
    assert again["photo"] == sent["photo"]
    answer = await sandbox.call("sendDocument", chat_id=ADA, document=size["file_id"])
    assert answer == bad_request("can't use file of type Photo as Document")


@table(
    ("content", "refusal"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (GIF[:6] + struct.pack("<HH", 2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (GIF[:6] + struct.pack("<HH", 6000, 6000), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_photo_that_telegram_refuses_is_refused(
    sandbox: SandboxClient, content: bytes, refusal: str
) -> None:
    assert await upload(sandbox, "sendPhoto", "photo", content) == bad_request(refusal)


def test_a_document_has_at_most_fifty_megabytes() -> None:
    store = FileStore()
    biggest = bytes(MAX_UPLOAD_BYTES)
    assert store.add_document(Upload("big.bin", biggest)).content is biggest
    with pytest.raises(ApiError, match="file is too big"):
        store.add_document(Upload("bigger.bin", biggest + b"\0"))


def test_a_name_does_not_lead_out_of_its_folder() -> None:
    file = FileStore().add_document(Upload("../../etc/passwd.txt", b"x"))
    assert (file.name, file.path) == ("passwd.txt", "documents/file_0.txt")


async def test_a_file_bigger_than_twenty_megabytes_cannot_be_downloaded(
    sandbox: SandboxClient,
) -> None:
    sent = await upload(sandbox, "sendDocument", "document", bytes(20 * 1024 * 1024 + 1))
    answer = await sandbox.call("getFile", file_id=sent["document"]["file_id"])
    assert answer == bad_request("file is too big")


async def test_a_request_bigger_than_any_file_is_refused(sandbox: SandboxClient) -> None:
    answer = await upload(sandbox, "sendDocument", "document", bytes(56 * 1024 * 1024))
    assert answer.code == 413
