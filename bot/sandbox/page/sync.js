// Keeps the chats current: a waiting request for the chat on screen, a short
// look now and then at the others. One waiting request a tab leaves room among
// the six connections that a browser opens to one server.

import * as api from "./api.js";

const WAIT_SECONDS = 25;
const OTHERS_EVERY_MS = 2_000;
const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 8_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Follow the chats for as long as the page lives.
 *
 * `shown()` is the chat on screen. `onBatch(chat, news)` is called after each
 * change, `onConnection(isConnected)` whenever the sandbox is found or lost.
 * Returns `{look, catchUp}`: call `look` when another chat comes on screen.
 */
export function follow(chats, shown, { onBatch, onConnection }) {
  let waiting = new AbortController();

  async function read(chat, waitSeconds) {
    // An empty chat must answer at once too, so the first read never waits.
    const patience = chat.isCurrent ? waitSeconds : 0;
    const wasCurrent = chat.isCurrent;
    const batch = await api.messages(chat, chat.lastChange, patience, waiting.signal);
    if (wasCurrent !== chat.isCurrent) return; // distrusted meanwhile: the answer is of the past
    const news = chat.absorb(batch);
    if (batch.length > 0 || !wasCurrent) onBatch(chat, news);
  }

  async function followShown() {
    let retryMs = RETRY_FIRST_MS;
    for (;;) {
      try {
        await read(shown(), WAIT_SECONDS);
        onConnection(true);
        retryMs = RETRY_FIRST_MS;
      } catch (error) {
        if (error.name === "AbortError") continue;
        onConnection(false);
        for (const chat of chats) chat.distrust();
        await sleep(retryMs);
        retryMs = Math.min(retryMs * 2, RETRY_MOST_MS);
      }
    }
  }

  async function followOthers() {
    for (;;) {
      for (const chat of chats) {
        // A failure here is a failure there, where it is told and mended.
        if (chat !== shown()) await read(chat, 0).catch(() => {});
      }
      await sleep(OTHERS_EVERY_MS);
    }
  }

  followShown();
  followOthers();
  return {
    /** Take in all that is there by now in the chat shown. */
    catchUp: () => read(shown(), 0),
    look() {
      waiting.abort();
      waiting = new AbortController();
    },
  };
}
