"""What a press, a double tap or a new message does to the focus, and what a screen reader hears."""

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.server import RunningSandbox
from tests.browser.chat_page.acting import ADA, Bot, in_chat, keyboard, message

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

LONG = "\n".join(f"Line {number}" for number in range(60))


async def test_a_second_enter_answers_nothing_wherever_the_next_question_comes(
    page: Page, bot: Bot
) -> None:
    first = await bot.say("When?", reply_markup=keyboard("08:00", "19:00"))
    await message(page, first).get_by_role("button", name="08:00").press("Enter")
    query = await bot.hear("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    await bot.call("editMessageText", chat_id=ADA, message_id=first, text="Good, 08:00.")
    second = await bot.say("Where? /settings", reply_markup=keyboard("Yes, the same", "No"))
    await expect(message(page, second)).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(message(page, second).get_by_text("/settings")).to_be_focused()
    # Neither a press nor a command has left meanwhile: the next that the bot hears is this.
    await page.get_by_test_id("composer").fill("after all")
    await page.get_by_test_id("composer").press("Enter")
    assert (await bot.hear("message"))["text"] == "after all"


async def test_two_presses_of_one_button_are_one(page: Page, bot: Bot) -> None:
    asked = await bot.say("Begin?", reply_markup=keyboard("Begin"))
    button = message(page, asked).get_by_role("button", name="Begin")
    await button.dblclick()
    query = await bot.hear("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Yes")
    await expect(page.get_by_test_id("toast")).to_have_text("Yes")
    updates = await bot.call("getUpdates", offset=-1, timeout=0)
    assert [each["callback_query"]["id"] for each in updates] == [query["id"]]


async def test_a_double_tap_on_start_chooses_no_button_of_the_answer(
    page: Page, sandbox: RunningSandbox, new_bot: Bot
) -> None:
    start = await page.get_by_test_id("start").bounding_box()
    assert start is not None
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    await page.mouse.click(x, y)
    await new_bot.hear("message")
    rows = [[{"text": f"{hour}:00", "callback_data": str(hour)}] for hour in range(12, 20)]
    asked = await new_bot.say("When?", reply_markup={"inline_keyboard": rows})
    await expect(message(page, asked).get_by_role("button", name="19:00")).to_be_in_viewport()
    await expect(page.get_by_test_id("start")).to_be_hidden()
    await page.mouse.click(x, y)
    await page.get_by_test_id("composer").fill("after all")
    await page.get_by_test_id("composer").press("Enter")
    updates = await new_bot.call("getUpdates", offset=2, timeout=10)
    assert [each["message"]["text"] for each in updates] == ["after all"]


async def test_a_screen_reader_hears_a_new_message_once_and_an_old_one_never(
    page: Page, bot: Bot
) -> None:
    await bot.say("Before the page")
    await page.reload()
    await expect(in_chat(page, "Before the page")).to_be_visible()
    await bot.say("One question", reply_markup=keyboard("Yes", "No"))
    heard = page.locator("#heard")
    await expect(heard).to_contain_text("Sandbox Bot: One question 2 buttons")
    assert await heard.locator("p").count() == 1
    # Nothing else on the way to the message speaks by itself.
    live = "[aria-live], [role=log], [role=status], [role=alert]"
    spoken = page.locator(live).filter(has_text="One question")
    assert await spoken.evaluate_all("all => all.map((each) => each.id)") == ["heard"]


async def test_what_a_press_brings_is_shown_from_its_start(page: Page, bot: Bot) -> None:
    asked = await bot.say("More?", reply_markup=keyboard("More"))
    await bot.say(LONG)
    await expect(in_chat(page, "Line 59")).to_be_attached()
    await message(page, asked).get_by_role("button").scroll_into_view_if_needed()
    await message(page, asked).get_by_role("button").click()
    query = await bot.hear("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    await bot.say("Here is more")
    await expect(in_chat(page, "Here is more")).to_be_in_viewport()


async def test_a_tap_on_code_copies_it_and_says_so(page: Page, bot: Bot) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await bot.say("Say: <code>My arm is numb.</code>", parse_mode="HTML")
    await page.get_by_role("button", name="My arm is numb.").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "My arm is numb."
