"""No core dumps: memory holds what people wrote and answered, and the token."""

from contextlib import suppress

try:
    import resource
except ImportError:  # There is none for Windows, which writes no core files either.
    resource = None  # type: ignore[assignment]

# Too short for any file; and one, unlike none, also keeps Linux from handing the memory to a
# program that collects dumps (fs/coredump.c).
_BYTES = 1


def forbid_core_dumps() -> None:
    """From now on this process and those it starts leave no core file."""
    if resource is not None:
        # A limit may be below already, and cannot be raised.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (_BYTES, _BYTES))
