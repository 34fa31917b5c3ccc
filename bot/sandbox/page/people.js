// The switcher between the ready-made people.

import { byId, el } from "./dom.js";

/** One button a person; `choose(chat)` is called with the chat of the one pressed. */
export function peopleSwitcher(chats, choose) {
  const row = byId("people");
  const parts = new Map(chats.map((chat) => [chat, personButton(chat, choose)]));
  row.replaceChildren(...[...parts.values()].map(({ button }) => button));

  return function update(shown) {
    for (const [chat, { button, badge, spoken }] of parts) {
      button.setAttribute("aria-pressed", String(chat === shown));
      badge.hidden = chat.unread === 0;
      badge.textContent = chat.unread;
      spoken.textContent = chat.unread ? `${chat.unread} unread` : "";
    }
  };
}

function personButton(chat, choose) {
  const badge = el("span", { class: "count", "data-testid": `unread-${chat.name}`, "aria-hidden": "true", hidden: true });
  const spoken = el("span", { class: "visually-hidden" });
  const button = el("button", {
    type: "button", class: "person", "data-testid": `person-${chat.name}`, "aria-pressed": "false",
    onclick: () => choose(chat),
  },
    el("span", { class: "avatar", "data-person": chat.name, "aria-hidden": "true" }, chat.label[0]),
    el("span", { class: "person-name" }, el("b", {}, chat.label), " ", el("small", {}, role(chat))),
    badge, spoken);
  return { button, badge, spoken };
}

function role({ name, person }) {
  const language = new Intl.DisplayNames(undefined, { type: "language" }).of(person.language_code);
  return `${name === "root" ? "admin" : "subscriber"}, ${language}`;
}
