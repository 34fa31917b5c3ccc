// The switcher between the ready-made people and the groups.

import { byId, el } from "./dom.js";

/** One button a chat; `choose(chat)` is called with the one pressed. New chats get theirs too. */
export function peopleSwitcher(chats, choose) {
  const parts = new Map();

  function addMissing() {
    for (const chat of chats) {
      if (parts.has(chat)) continue;
      parts.set(chat, chatButton(chat, choose));
      byId(chat.isGroup ? "groups" : "people").append(parts.get(chat).button);
    }
    byId("groups").hidden = !chats.some((chat) => chat.isGroup);
  }

  return function update(shown) {
    addMissing();
    for (const [chat, { button, badge, spoken }] of parts) {
      button.setAttribute("aria-pressed", String(chat === shown));
      badge.hidden = chat.unread === 0;
      badge.textContent = chat.unread;
      spoken.textContent = chat.unread ? `${chat.unread} unread` : "";
    }
  };
}

function chatButton(chat, choose) {
  const badge = el("span", { class: "count", "data-testid": `unread-${chat.name}`, "aria-hidden": "true", hidden: true });
  const spoken = el("span", { class: "visually-hidden" });
  const button = el("button", {
    type: "button", class: chat.isGroup ? "person group" : "person", "aria-pressed": "false",
    "data-testid": chat.isGroup ? "group" : `person-${chat.name}`,
    onclick: () => choose(chat),
  },
    el("span", { class: "avatar", "data-person": chat.name, "aria-hidden": "true" }, [...chat.label][0]),
    el("span", { class: "person-name" }, el("b", {}, chat.label), " ", el("small", {}, ...role(chat))),
    badge, spoken);
  return { button, badge, spoken };
}

function role({ name, person, isGroup }) {
  if (isGroup) return ["group"];
  const language = new Intl.DisplayNames(undefined, { type: "language" }).of(person.language_code);
  return [name === "root" ? "admin" : "subscriber", el("span", { class: "language" }, `, ${language}`)];
}
