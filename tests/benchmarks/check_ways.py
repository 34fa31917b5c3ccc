"""Taps, words and heights of the commonest ways through the symptom check.

Run ``python -m tests.benchmarks.check_ways``.
"""

from lessons.symptom_checks.reader import load_built_in_check
from tests.support.check_ways import (
    LOG_PIXELS,
    WAYS,
    count_button_words,
    count_words,
    count_words_at_once,
    screen_pixels,
    walk_way,
)


def main() -> None:
    """Print a line for each way."""
    check = load_built_in_check()
    print(
        f"{'way':<28}{'taps':>5}{'screens':>9}{'words':>7}{'buttons':>9}{'at once':>9}"
        f"{'card':>6}{'tallest':>9}"
    )
    for name, wishes in WAYS.items():
        way = [screen for screen, _ in walk_way(check, wishes)]
        words, at_once = sum(map(count_words, way)), sum(map(count_words_at_once, way))
        buttons = sum(map(count_button_words, way))
        tallest = max(map(screen_pixels, way))
        print(
            f"{name:<28}{len(way) - 1:>5}{len(way):>9}{words:>7}{buttons:>9}{at_once:>9}"
            f"{count_words(way[-1]):>6}{tallest:>8.0f}"
        )
    print(f"A phone shows {LOG_PIXELS} pixels.")


if __name__ == "__main__":
    main()
