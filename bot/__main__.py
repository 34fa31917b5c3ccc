"""``python -m bot``."""

import gc
import sys

if sys.platform == "win32":
    # Before anything is loaded that Windows lacks.
    sys.exit(
        "Lesson a Day runs on Linux and macOS, not on Windows itself. On Windows use WSL "
        "(wsl --install), and start it there in the same way."
    )

# Nearly everything that comes about while modules load stays: looking for garbage among it again
# and again would take an eighth of the start.
gc.disable()

from bot.cli.main import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
