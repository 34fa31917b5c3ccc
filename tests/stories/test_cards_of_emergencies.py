"""Each emergency that somebody types is answered with what helps just then."""

from tests.support.conversation import Chat

CALL = "Call 112 now (in Germany)."
CARDS = {
    "cut my leg with the circular saw, blood is spurting": (
        (CALL, "Press hard on the wound"),
        ("glad that you wrote", "If you think of suicide"),
    ),
    "i cut again and its too deep, wont stop": (
        (CALL, "Press hard on the wound", "You matter"),
        ("out of reach",),
    ),
    "my friend is standing on the bridge, she wants to jump": (
        (CALL, "Call for them", "stay with them", "For them, and for you:"),
        ("You matter", "out of reach"),
    ),
    "my toddler swallowed a battery": (
        (CALL, "Stay with the child"),
        ("You matter", "If you think of suicide"),
    ),
    "carbon monoxide alarm is beeping and we all feel sick": (
        ("First go out into the open air", CALL),
        (),
    ),
    "there is a man in my house with a knife": (
        (CALL, "stay where you are hidden"),
        ("not your fault", "around the neck"),
    ),
    "oven cleaner splashed in my eye": ((CALL, "rinse at once"), ()),
    "i want to hurt my baby": ((CALL, "in the cot", "glad that you wrote"), ("out of reach",)),
    "how many paracetamol would it take": (
        ("glad that you wrote", "0800 111 0 111"),
        ("A lesson", "how much and when"),
    ),
    "🆘": ((CALL,), ()),
}


async def test_each_card_says_what_helps_and_nothing_beside_it(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for typed, (said, unsaid) in CARDS.items():
        shown = await ada.says(typed)
        wrong += [(typed, "lacks", part, shown) for part in said if part not in shown]
        wrong += [(typed, "has", part, shown) for part in unsaid if part in shown]
    assert wrong == []
