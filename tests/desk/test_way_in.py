"""How an admin comes to the desk: by a button in the chat, or in the sandbox beside it."""

import re

from tests.support.conversation import Chat, World, open_world
from tests.support.desk import seat_of, somebody_at
from tests.support.health import find_free_port


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
    port = find_free_port()
    url = f"http://127.0.0.1:{port}/desk"
    async with open_world(
        database_url, desk_url=f"{url}/", desk_listen=("127.0.0.1", port)
    ) as world:
        found = await world.get("desk", **{"from": "root"})
        assert found["url"].startswith(f"{url}/#tgWebAppData=")
        async with seat_of(world, "root") as seat:
            page = await seat.opens("/")
            assert page.status == 200
            links = set(re.findall(r'(?:href|action)="([^"#]+)', page.html))
            assert [link for link in links if not link.startswith("/desk/")] == []
            assert next(iter(seat.http.cookie_jar))["path"] == "/desk"
            draft = await seat.sends("/courses/l5-s1-and-headaches/edit")
            assert draft.path == "/drafts/l5-s1-and-headaches"
            async with seat.http.get(f"{url}/static/desk.css") as answer:
                assert answer.status == 200
            async with seat.http.get(f"http://127.0.0.1:{port}/") as answer:
                assert answer.status == 404
