"""``python -m bot``."""

import gc

# Nearly everything that comes about while modules load stays: looking for garbage among it again
# and again would take an eighth of the start.
gc.disable()

from bot.cli.main import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
