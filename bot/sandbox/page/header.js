// Who the chat is with: name, picture and state above, what the bot can do in an empty chat.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { groupWords } from "./groups.js";

/** `shown()` is the chat on screen. Returns `{ask, show}`. */
export function chatHeader(shown) {
  const cards = new Map(); // what the bot says of itself, by person: each in their own language
  let isListening = true;
  let isConnected = null;

  function show(connected = isConnected) {
    isConnected = connected;
    const chat = shown();
    const card = cards.get(chat.speaker);
    const status = byId("chat-status");
    if (chat.isGroup || card) byId("bot-name").textContent = chat.isGroup ? chat.label : card.name;
    byId("bot-avatar").textContent = chat.isGroup ? [...chat.label][0] : "";
    byId("bot-avatar").classList.toggle("picture", !chat.isGroup);
    const isTrouble = isConnected === false || !isListening;
    status.classList.toggle("trouble", isTrouble);
    status.textContent = isConnected === null ? "connecting…"
      : !isConnected ? "no connection"
      : !isListening ? "the bot is not running"
      : chat.isGroup ? groupWords(chat) : "bot";
    byId("desk").hidden = chat.isGroup || !card?.has_desk;
    showEmpty(chat, card);
  }

  function showEmpty(chat, card) {
    const hasNothing = chat.messages.size === 0 && chat.unsent.letters.length === 0;
    byId("empty").hidden = !hasNothing || chat.isBlocked;
    byId("empty-title").textContent = !chat.isCurrent ? "Loading the chat…"
      : card?.description ? "What can this bot do?" : "No messages yet";
    byId("empty-text").textContent = !chat.isCurrent ? ""
      : card?.description || "This is where the conversation appears. Press Start to begin.";
  }

  /** Ask who the bot is and whether it is there. */
  async function ask() {
    const { speaker } = shown();
    const card = await api.bot(speaker);
    cards.set(speaker, card);
    isListening = card.is_listening;
    show();
  }

  return { ask: () => ask().catch(() => {}), show, username: () => cards.get(shown().speaker)?.username };
}
