"""Every dialogue of the bot as a script.

A line of a script says who does what: ``ada: text`` types, ``ada: [Label]`` presses the latest
button of that label (``[Label…]`` of one that begins so), ``ada: @ -36.85, 174.76`` shares a
location, ``root: file backs.md`` sends a short article, ``ada: vote 2`` answers the latest
question, and ``clock: 300`` lets seconds pass; ``⏎`` begins a new line. What stands above a line of
dashes only prepares the ground.
"""

from dataclasses import dataclass

from tests.support.built_in_course import COUNT, place_of

_RULE = "---"


@dataclass(frozen=True)
class Dialogue:
    """A script, and words that somebody must be able to read at its end."""

    script: str
    end: str

    def preparation(self) -> list[str]:
        """Return the lines above the dashes."""
        return _lines(self.script.partition(_RULE)[0]) if _RULE in self.script else []

    def steps(self) -> list[str]:
        """Return the lines of the dialogue itself."""
        return _lines(self.script.rpartition(_RULE)[2])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_ADA_JOINS = """
    ada: /start
    ada: 7:30
    ada: Berlin
    ada: [Berlin, Germany…]
"""
_ADA_HAS_A_MESSAGE = f"""{_ADA_JOINS}
    root: /schedule Closed on Fryday. in 5 min
    root: [Confirm]
    clock: 301
"""
_CHECK_TO_THE_RED_FLAGS = """
    ada: /check
    ada: [For me]
    ada: [Back or leg]
"""

DIALOGUES = {
    "joining by buttons": Dialogue(
        """
        ada: /start
        ada: [Read the first lesson]
        ada: [07:30]
        ada: [Type my city]
        ada: Auckland
        ada: [Auckland, New Zealand…]
        clock: 86400
        """,
        place_of(2),
    ),
    "joining with slips": Dialogue(
        """
        ada: /start
        ada: soon
        ada: 1930
        ada: Qwzxqwzx
        ada: 8pm
        ada: [Lesson at 20:00 instead]
        ada: Lyon
        clock: 86400
        """,
        "every day at 20:00, Paris time",
    ),
    "joining by location": Dialogue(
        """
        ben: /start
        ben: 8pm
        ben: [Share my location]
        ben: @ -36.85, 174.76
        """,
        place_of(1),
    ),
    "settings": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /settings
        ada: [Change time]
        ada: 6:45
        ada: [Settings]
        ada: [Change zone]
        ada: [Type my city]
        ada: Auckland
        ada: [Auckland, New Zealand…]
        ada: [Settings]
        ada: [Change days]
        ada: [Mon to Fri]
        ada: [Mon: on]
        ada: [Done]
        """,
        "Days: Tue, Wed, Thu, Fri",
    ),
    "a break": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /pause
        ada: yesterday
        ada: 2 weeks
        clock: 172800
        ada: /resume
        clock: 86400
        """,
        place_of(2),
    ),
    "being forgotten": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /privacy
        ada: [Delete all of it]
        ada: [No, keep it]
        ada: [What is kept]
        ada: [Delete all of it]
        ada: [Yes, delete]
        ada: /privacy
        """,
        "Nothing is kept about this chat.",
    ),
    "a lesson's question": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /lessons
        ada: [1. …]
        ada: [Quick question]
        ada: vote 1
        ada: /progress
        """,
        f"1 of {COUNT} lessons",
    ),
    "a symptom check to its end": Dialogue(
        f"""{_CHECK_TO_THE_RED_FLAGS}
        ada: [None of these]
        ada: [None of these]
        ada: [18 to 49]
        ada: [None of these]
        ada: [None of these]
        ada: [None of these]
        ada: [Less than 2 weeks]
        """,
        "Care at home, and watch",
    ),
    "a symptom check with a red flag": Dialogue(
        f"""{_CHECK_TO_THE_RED_FLAGS}
        ada: [Fainted, had a fit, confused]
        """,
        "Get emergency help now",
    ),
    "scheduling by typing": Dialogue(
        f"""{_ADA_JOINS}
        ---
        root: /schedule
        root: The clinic is closed on Friday.
        root: soon
        root: tomorrow 9:00 their time
        root: martians
        root: everyone
        root: [Instead of that day's lesson: no]
        root: [Dry run]
        root: [Confirm]
        clock: 86400
        """,
        "1 of 1 sent",
    ),
    "scheduling by buttons": Dialogue(
        f"""{_ADA_JOINS}
        ---
        root: /admin
        root: [Schedule]
        root: [Sore back, sore head: what helps]
        root: [3. …]
        root: [In one hour]
        root: [Back]
        root: [Tomorrow 9:00, their time]
        root: [Everyone]
        root: [Confirm]
        clock: 86400
        """,
        place_of(3),
    ),
    "scheduling and undoing": Dialogue(
        f"""{_ADA_JOINS}
        ---
        root: /schedule Oops. in 5 min
        root: [Confirm]
        clock: 30
        root: [Undo: send nothing]
        clock: 3600
        """,
        "Canceled. Nothing will be sent.",
    ),
    "moving": Dialogue(
        f"""{_ADA_JOINS}
        root: /schedule Good morning. tomorrow 9:00 their time
        root: [Confirm]
        ---
        clock: 61
        root: /scheduled
        root: [Move 1]
        root: soon
        root: tomorrow 12:00 Europe/Berlin
        root: [Yes, move number 1]
        clock: 100000
        """,
        "1 of 1 sent",
    ),
    "correcting": Dialogue(
        f"""{_ADA_HAS_A_MESSAGE}
        ---
        root: /correct
        root: [Number 1]
        root: Closed on Friday.
        root: [Correct them]
        """,
        "Closed on Friday.\n\n     Corrected.",
    ),
    "recalling": Dialogue(
        f"""{_ADA_HAS_A_MESSAGE}
        ---
        root: /recall
        root: [Number 1]
        root: [Delete them]
        """,
        "1 of 1 deleted",
    ),
    "bringing an article": Dialogue(
        """
        root: /import
        root: file backs.md
        root: [Make a draft]
        root: [About the course]
        root: [Source]
        root: NICE NG59, 2016
        root: [Look through it]
        root: [Edit]
        root: [Text]
        root: Rest helps for a day. Walk a little more every day.
        root: [Keep my wording]
        root: [Approve]
        root: [Approve]
        root: [Publish]
        root: [Yes, publish]
        ada: /start
        ada: [Sore backs]
        ada: [Read the first lesson]
        ada: [07:30]
        ada: Berlin
        ada: [Berlin, Germany…]
        """,
        "Lesson 1 of 2",
    ),
    "asking a quick question": Dialogue(
        """
        root: /import
        root: file backs.md
        root: [Make a draft]
        root: [Look through it]
        root: [Edit]
        root: [Quick question]
        root: What may help?
        root: Ice or heat
        root: Ice⏎Heat
        root: [2]
        root: It eases cramps.
        root: [Edit]
        root: [Quick question]
        root: [Why]
        root: Warm muscles relax.
        """,
        "Why: Warm muscles relax.",
    ),
    "a review by a second person": Dialogue(
        """
        ben: /start
        root: /admins invite reviewer
        ben: follows the link
        root: [Yes, give the seat]
        root: /import
        root: file backs.md
        root: [Make a draft]
        root: [About the course]
        root: [Source]
        root: NICE NG59, 2016
        ---
        ben: /admin
        ben: [Courses]
        ben: [Sore backs]
        ben: [Go on with the draft]
        ben: [Look through it]
        ben: [Approve]
        ben: [Approve]
        ben: [Sign the review]
        ben: Dr. Mara Klein
        ben: Dr. Mara Klein, neurologist
        ben: 1 March 2028
        ben: [Yes, sign]
        root: [Publish]
        root: [Yes, publish]
        ada: /start sore-backs
        """,
        "Reviewed by Dr. Mara Klein, neurologist,",
    ),
    "giving and taking a seat": Dialogue(
        """
        ben: /start
        ---
        root: /admins invite viewer sender
        ben: follows the link
        root: [Yes, give the seat]
        ben: /schedule Hello. in 1h
        root: /admins
        root: [Remove 1002]
        root: [Yes, take it]
        ben: [Confirm]
        ben: /admin
        root: /log
        """,
        "took the seat of 1002",
    ),
}
