"""Whoever has only the text can tap through the check: by words, by numbers, one line a tap."""

from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli.main import cli
from tests.support.symptom_check_people import CHECK


def walk(file: Path | str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["check", "walk", str(file)], input=typed)


def test_every_screen_on_the_way_is_printed_with_its_end(tmp_path: Path) -> None:
    file = tmp_path / "taps.txt"
    file.write_text("# what I tried\nmy face: for me; 1; FACE, arm, speech, balance\n\nFor me; 2\n")
    told = walk(file).output
    assert told.index("=== my face") < told.index("END emergency_now") < told.index("=== 4")
    for screen in ("area", "urgent"):
        assert CHECK.get_screen(screen).ask.strip() in told
    assert "> Back or leg" in told
    assert told.count("END ") == 1


def test_a_tap_that_is_no_button_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "taps.txt"
    file.write_text("For me\nFor me; Toothache\n")
    refused = walk(file)
    assert refused.exit_code == 2
    assert f'{file}:2: "Toothache" is no button of this screen. Accepted: ' in refused.output


def test_one_check_is_walked_from_the_keyboard_and_asks_again() -> None:
    told = walk("-", "For me\nToothache\nUrgent signs\n1\nWhy?\n2\n").output
    assert '"Toothache" is no button' in told
    assert "Do so for any of these" in told
    assert CHECK.get_screen("urgent").why in told
    assert told.endswith("END emergency_now\n")
