"""Groups on the page: made, spoken in by their members, and their members changed."""

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.server import RunningSandbox
from tests.browser.chat_page.acting import Bot, in_chat, keyboard, message

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def make_group(page: Page, title: str = "Back class") -> None:
    """Make a group of Ada, its admin, and Ben, on a phone."""
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("new-group").click()
    await page.get_by_test_id("group-title").fill(title)
    await page.get_by_test_id("save-group").click()
    await expect(page.locator("#bot-name")).to_have_text(title)


async def write(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()


async def test_a_group_is_made_and_its_members_speak_in_turn(page: Page, bot: Bot) -> None:
    await make_group(page)
    added = await bot.hear("my_chat_member")
    assert added["chat"]["title"] == "Back class"
    await expect(in_chat(page, "The group was made")).to_be_visible()
    await expect(page.locator("#chat-status")).to_have_text("2 people and the bot")
    for name in ("ada", "ben"):
        await page.get_by_test_id(f"speak-{name}").click()
        await write(page, f"/start {name}")
        told = await bot.hear("message")
        while "text" not in told:
            told = await bot.hear("message")
        assert (told["from"]["username"], told["text"]) == (name, f"/start {name}")
    own = page.locator(".message.from-person")
    await expect(own).to_have_count(1)
    await expect(page.locator(".message.from-other .sender")).to_contain_text("Ada")


async def test_a_press_and_an_answer_are_the_speakers(page: Page, bot: Bot) -> None:
    await make_group(page)
    chat_id = (await bot.hear("my_chat_member"))["chat"]["id"]
    asked = await bot.say("Begin?", chat_id, reply_markup=keyboard("Begin"))
    await page.get_by_test_id("speak-ben").click()
    await message(page, asked).get_by_test_id("inline-button").click()
    pressed = await bot.hear("callback_query")
    assert pressed["from"]["username"] == "ben"
    await bot.call("answerCallbackQuery", callback_query_id=pressed["id"])
    await message(page, asked).get_by_test_id("answer").click()
    await expect(page.get_by_test_id("answering")).to_contain_text("Begin?")
    await write(page, "Not yet")
    told = await bot.hear("message")
    while "text" not in told:
        told = await bot.hear("message")
    assert told["reply_to_message"]["message_id"] == asked
    await expect(page.get_by_test_id("answering")).to_be_hidden()


async def test_a_forced_answer_opens_for_whom_it_mentions(page: Page, bot: Bot) -> None:
    await make_group(page)
    chat_id = (await bot.hear("my_chat_member"))["chat"]["id"]
    for_ben = {"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 1002}}
    forced = {"force_reply": True, "selective": True, "input_field_placeholder": "7:45"}
    await bot.say("Ben, when?", chat_id, entities=[for_ben], reply_markup=forced)
    await expect(in_chat(page, "Ben, when?")).to_be_visible()
    await expect(page.get_by_test_id("answering")).to_be_hidden()
    await page.get_by_test_id("speak-ben").click()
    await expect(page.get_by_test_id("answering")).to_contain_text("Ben, when?")
    await expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "7:45")
    await page.get_by_test_id("speak-ada").click()
    await expect(page.get_by_test_id("answering")).to_be_hidden()


async def test_members_and_their_roles_change_and_the_bot_can_go(page: Page, bot: Bot) -> None:
    await make_group(page)
    await page.get_by_test_id("members").click()
    await page.get_by_test_id("role-ben").select_option("admin")
    await page.get_by_test_id("role-root").select_option("member")
    await page.get_by_test_id("role-bot").select_option("not in it")
    await page.get_by_test_id("save-group").click()
    await expect(page.get_by_test_id("speak-root")).to_be_visible()
    await expect(page.get_by_test_id("speak-ben")).to_contain_text("admin")
    await expect(page.locator("#chat-status")).to_have_text("3 people, no bot")
    await bot.hear("my_chat_member")
    assert (await bot.hear("my_chat_member"))["new_chat_member"]["status"] == "left"


async def test_a_group_without_people_or_a_name_is_refused_with_a_word(page: Page) -> None:
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("new-group").click()
    await page.get_by_test_id("group-title").fill(" ")
    await page.get_by_test_id("save-group").click()
    await expect(page.locator("#group-error")).to_contain_text("for example Back class")
    await page.get_by_test_id("group-title").fill("Nobody")
    for name in ("ada", "ben"):
        await page.get_by_test_id(f"role-{name}").select_option("not in it")
    await page.get_by_test_id("save-group").click()
    await expect(page.locator("#group-error")).to_contain_text("Somebody has to be")


async def test_a_group_made_elsewhere_appears_and_what_is_private_opens_with_who_tapped(
    page: Page, bot: Bot, sandbox: RunningSandbox
) -> None:
    body = {"type": "group", "title": "Made elsewhere", "members": ["ben"]}
    answer = await page.request.post(f"{sandbox.url}/sandbox/chats", data=body)
    assert answer.ok
    await page.get_by_test_id("group").click()
    chat_id = (await bot.hear("my_chat_member"))["chat"]["id"]
    username = (await bot.call("getMe"))["username"]
    link = {"text": "In private", "url": f"https://t.me/{username}?start=check"}
    said = await bot.say("Only there.", chat_id, reply_markup={"inline_keyboard": [[link]]})
    await message(page, said).get_by_test_id("inline-button").click()
    await expect(page.get_by_test_id("person-ben")).to_have_attribute("aria-pressed", "true")
    await page.get_by_test_id("start").click()
    told = await bot.hear("message")
    while "text" not in told:
        told = await bot.hear("message")
    assert (told["chat"]["type"], told["text"]) == ("private", "/start check")
