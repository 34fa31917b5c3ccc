"""Files in memory: what the bot uploads and what people send."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import PurePath
from typing import Any

from bot.sandbox.errors import bad_request

# https://core.telegram.org/bots/api#sending-files and #getfile
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived in a request."""

    name: str
    content: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps; ``path`` is where the bot downloads it."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes
    path: str
    # Width and height in pixels, for photos.
    size: tuple[int, int] | None = None
    # How long it plays, for voices and videos.
    seconds: int | None = None

    def identity(self) -> dict[str, Any]:
        """Return the fields that every kind of file shares."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def document(self) -> dict[str, Any]:
        """Return the file as the Bot API's Document."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self.identity()}

    def photo_sizes(self) -> list[dict[str, Any]]:
        """Return the photo as the Bot API's Array of PhotoSize, in its one size."""
        assert self.size is not None
        width, height = self.size
        return [{**self.identity(), "width": width, "height": height}]

    def voice(self) -> dict[str, Any]:
        """Return the file as the Bot API's Voice."""
        return {"duration": self.seconds or 0, "mime_type": self.mime_type, **self.identity()}

    def video(self) -> dict[str, Any]:
        """Return the file as the Bot API's Video, whose size the sandbox does not look into."""
        return {"width": 640, "height": 360, "duration": self.seconds or 0, **self.identity()}


class FileStore:
    """Every file of the sandbox, found by file_id or by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add_document(self, upload: Upload) -> StoredFile:
        """Keep an upload as a document; raises the 400 of an empty or too big file."""
        _check_size(upload, MAX_UPLOAD_BYTES)
        return self._add(upload, "documents", None)

    def add_photo(self, upload: Upload) -> StoredFile:
        """Keep an upload as a photo; raises the 400 of a file that is no fit photo."""
        _check_size(upload, MAX_PHOTO_BYTES)
        size = find_image_size(upload.content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        # https://core.telegram.org/bots/api#sendphoto
        if width + height > 10_000 or max(width, height) > 20 * max(1, min(width, height)):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self._add(upload, "photos", size)

    def add_voice(self, seconds: int) -> StoredFile:
        """Keep a voice message that plays so long."""
        return self._add(Upload("voice.ogg", b"OggS", "audio/ogg"), "voice", None, seconds)

    def add_video(self, upload: Upload) -> StoredFile:
        """Keep an upload as a video; raises the 400 of an empty or too big file."""
        _check_size(upload, MAX_UPLOAD_BYTES)
        return self._add(upload, "videos", None, 1)

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(self._by_id.values())

    def take(self, file: StoredFile) -> None:
        """Have a file that was kept."""
        self._by_id[file.id] = file
        self._by_path[file.path] = file

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file with this file_id, or None."""
        return self._by_id.get(file_id)

    def find_at(self, path: str) -> StoredFile | None:
        """Return the file at this path, or None."""
        return self._by_path.get(path)

    def get(self, file_id: str) -> StoredFile:
        """Return the file with this file_id; raises Telegram's 400 if there is none."""
        file = self._by_id.get(file_id)
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return file

    def _add(
        self,
        upload: Upload,
        folder: str,
        size: tuple[int, int] | None,
        seconds: int | None = None,
    ) -> StoredFile:
        name = PurePath(upload.name).name or "file"
        mime_type = guess_type(name)[0] or upload.content_type or "application/octet-stream"
        file = StoredFile(
            id=f"SANDBOX{secrets.token_urlsafe(40)}",
            unique_id=secrets.token_urlsafe(11),
            name=name,
            mime_type=mime_type,
            content=upload.content,
            path=f"{folder}/file_{len(self._by_id)}{PurePath(name).suffix}",
            size=size,
            seconds=seconds,
        )
        self.take(file)
        return file


def _check_size(upload: Upload, limit: int) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > limit:
        raise bad_request(f"file is too big: {len(upload.content)} bytes, at most {limit}")


def find_image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF or JPEG picture, or None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content.startswith(b"\xff\xd8"):
        return _find_jpeg_size(content)
    return None


def _find_jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the frame header, which holds height and width."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        # Frame headers are C0 to CF, but C4, C8 and CC mean something else.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(content[at + 5 : at + 7])
            return int.from_bytes(content[at + 7 : at + 9]), height
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
