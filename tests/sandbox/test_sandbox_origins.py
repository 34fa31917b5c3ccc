"""A page of another origin that is open beside the sandbox does nothing in it and reads nothing."""

import pytest
from aiohttp import WSServerHandshakeError

from tests.support.sandbox_client import SandboxClient

EVIL = "http://evil.example"


def doors(sandbox: SandboxClient) -> list[tuple[str, str]]:
    """Every kind of address: the chats, the bot's, the clock's, the page's."""
    return [
        ("POST", f"{sandbox.sandbox.url}/sandbox/chats/root/messages"),
        ("GET", f"{sandbox.sandbox.url}/sandbox/chats/ada/messages"),
        ("GET", f"{sandbox.sandbox.url}/sandbox/people"),
        ("POST", f"{sandbox.sandbox.url}/sandbox/clock"),
        ("POST", sandbox.method_url("getMe")),
        ("GET", f"{sandbox.sandbox.url}/file/bot{sandbox.sandbox.token}/x"),
        ("GET", f"{sandbox.sandbox.url}/page/index.html"),
    ]


async def test_foreign_origins_and_hosts_are_refused_at_all_doors(sandbox: SandboxClient) -> None:
    own = f"127.0.0.1:{sandbox.sandbox.port}"
    refused = [
        (403, {"Origin": EVIL}),
        (403, {"Origin": "null"}),
        (403, {"Origin": "http://127.0.0.1:3000"}),
        (403, {"Origin": f"https://{own}"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (403, {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "iframe"}),
        (421, {"Host": "evil.example"}),
        (421, {"Host": f"evil.example:{sandbox.sandbox.port}", "Origin": EVIL}),
        (421, {"Host": "127.0.0.1.evil.example"}),
    ]
    wrong = []
    body = {"from": "root", "text": "MARK"}
    for method, url in doors(sandbox):
        for status, headers in refused:
            async with sandbox.http.request(method, url, headers=headers, json=body) as response:
                if response.status != status:
                    wrong.append((method, url, headers, response.status))
    assert wrong == []
    assert "MARK" not in str(await sandbox.ask("chats/root/messages"))


async def test_programs_and_the_own_page_come_in(sandbox: SandboxClient) -> None:
    port = sandbox.sandbox.port
    accepted: list[dict[str, str]] = [
        {},
        {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"},
        {"Host": "127.0.0.1:9000", "Origin": "http://127.0.0.1:9000"},
        {"Origin": f"http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ]
    url = f"{sandbox.sandbox.url}/sandbox/people"
    for headers in accepted:
        async with sandbox.http.get(url, headers=headers) as response:
            assert response.status == 200, headers
    by_a_link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    async with sandbox.http.get(f"{sandbox.sandbox.url}/", headers=by_a_link) as response:
        assert response.status == 200


async def test_a_foreign_page_opens_no_control_channel(sandbox: SandboxClient) -> None:
    url = f"{sandbox.sandbox.url}/sandbox/control"
    for headers, status in (({"Origin": EVIL}, 403), ({"Host": "evil.example"}, 421)):
        with pytest.raises(WSServerHandshakeError, match=str(status)):
            await sandbox.http.ws_connect(url, headers=headers)
    assert (await sandbox.ask("clock"))["application"] is False
    async with sandbox.http.ws_connect(url) as socket:
        assert (await socket.receive_json())["type"] == "clock"
