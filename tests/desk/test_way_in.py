"""How an admin comes to the desk: by a button in the chat, or in the sandbox beside it."""

from tests.support.conversation import Chat, World, open_world
from tests.support.desk import somebody_at


async def test_the_list_of_courses_opens_the_desk_within_telegram(database_url: str) -> None:
    url = "https://bot.example.org/desk"
    async with open_world(database_url, desk_url=url, desk_listen=("127.0.0.1", 0)) as world:
        root = world.chat("root")
        await root.says("/admin")
        assert "[Open the desk]" in await root.presses("Courses")
        *_, message = [
            one
            for one in await world.get("chats/root/messages", after=0, wait=0)
            if one["from"]["is_bot"]
        ]
        buttons = [one for row in message["reply_markup"]["inline_keyboard"] for one in row]
        [button] = [one for one in buttons if one["text"] == "Open the desk"]
        assert button["web_app"] == {"url": f"{url}/"}


async def test_where_there_is_no_desk_no_button_leads_to_one(database_url: str) -> None:
    async with open_world(database_url) as world:
        root = world.chat("root")
        await root.says("/admin")
        assert "Open the desk" not in await root.presses("Courses")
        assert not (await world.get("bot", **{"from": "root"}))["has_desk"]
        async with world.http.get(f"{world.url}/sandbox/desk?from=root") as answer:
            assert answer.status == 409
            assert "has no desk" in (await answer.json())["error"]


async def test_the_sandbox_tells_where_the_desk_is_after_a_restart_too(
    world: World, root: Chat
) -> None:
    assert (await world.get("bot", **{"from": "root"}))["has_desk"]
    await world.stop()
    assert not (await world.get("bot", **{"from": "root"}))["has_desk"]
    await world.start()
    async with somebody_at(world) as seat:
        assert "It opens from the chat" in (await seat.opens("/")).words


async def test_an_address_with_a_path_has_all_its_pages_below_it(database_url: str) -> None:
    """As behind a reverse proxy that passes one path on."""
    async with open_world(
        database_url, desk_url="http://127.0.0.1:1/desk", desk_listen=("127.0.0.1", 0)
    ) as world:
        found = await world.get("desk", **{"from": "root"})
        assert found["url"].startswith("http://127.0.0.1:1/desk/#tgWebAppData=")
