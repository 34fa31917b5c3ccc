// Deep links: `#start=payload` in the page's address, or the bot's own
// t.me link tapped in a message, put the payload behind the Start button.

const HASH = /^#start=([A-Za-z0-9_-]{1,64})$/;

/** The payload that waits to be started with, or null. */
export const waitingPayload = () => HASH.exec(window.location.hash)?.[1] ?? null;

export function forgetPayload() {
  history.replaceState(null, "", window.location.pathname);
}

/** Keep links to the bot itself inside the page; `username()` is the bot's, if known. */
export function catchDeepLinks(username) {
  document.addEventListener("click", (event) => {
    const href = event.target.closest("a[href]")?.href;
    const url = href ? new URL(href) : null;
    const payload = url?.searchParams.get("start");
    if (url?.host !== "t.me" || !payload || url.pathname.toLowerCase() !== `/${username()?.toLowerCase()}`) return;
    event.preventDefault();
    window.location.hash = `start=${payload}`;
  });
}
