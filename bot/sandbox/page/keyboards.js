// Inline keyboards under a message, and the reply keyboard below the composer.

import { isFromBot } from "./chat.js";
import { byId, el, icon, link } from "./dom.js";
import { copyText } from "./notices.js";

/** The rows of an inline keyboard. `actions` has `press`, `send` and `notify`. */
export function inlineKeyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "Buttons" },
    ...rows.map((row) => el("div", { class: "button-row" },
      ...row.map((button) => inlineButton(message, button, actions)))));
}

function inlineButton(message, button, actions) {
  const attributes = { class: "inline-button", "data-testid": "inline-button", "data-style": button.style };
  if (button.url) return link(button.url, attributes, button.text, icon("out"));
  const node = el("button", { type: "button", ...attributes }, button.text);
  if (button.copy_text) {
    node.append(icon("copy"));
    node.addEventListener("click", () => copyText(button.copy_text.text));
  } else if (button.callback_data !== undefined) {
    node.addEventListener("click", async () => {
      if (node.getAttribute("aria-busy") === "true") return;
      node.setAttribute("aria-busy", "true");
      await actions.press(message, button.callback_data);
      node.removeAttribute("aria-busy");
    });
  } else {
    node.addEventListener("click", () => actions.notify("The sandbox has no such kind of button."));
  }
  return node;
}

/**
 * The message whose reply markup now rules the composer: the bot's newest
 * with a reply keyboard, its removal or a forced reply; null when none does.
 */
function rulingMessage(chat) {
  return chat.sorted().findLast(({ reply_markup: markup }) =>
    markup && (markup.keyboard || markup.remove_keyboard || markup.force_reply)) ?? null;
}

/** The reply keyboard of the chat shown. */
export function replyKeyboard(actions) {
  const panel = byId("reply-keyboard");
  const toggle = byId("keyboard-toggle");
  const field = byId("text");
  let shownFor = null; // the message and chat whose keyboard is built

  function open(isOpen) {
    panel.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
  }

  function button(description, chat, message) {
    const { text, request_location: wantsPlace } = description;
    const isPlainText = Object.keys(description).every((key) => ["text", "style", "icon_custom_emoji_id"].includes(key));
    return el("button", {
      type: "button",
      class: "reply-button",
      "data-testid": "reply-button",
      "data-style": description.style,
      onclick: async () => {
        if (message.reply_markup.one_time_keyboard) {
          open(false);
          field.focus();
        }
        if (wantsPlace) actions.chooseLocation();
        else if (isPlainText) await actions.send(text);
        else actions.notify("The sandbox has no such kind of button.");
      },
    }, text);
  }

  toggle.addEventListener("click", () => open(panel.hidden));

  return function update(chat) {
    const message = rulingMessage(chat);
    const key = message && `${chat.name} ${chat.speaker} ${message.message_id} ${message.change}`;
    if (key === shownFor) return;
    shownFor = key;
    const markup = message?.reply_markup ?? {};
    // A selective one is for whom it mentions.
    const names = (message?.entities ?? []).flatMap(({ user }) => (user ? [user.username] : []));
    const isForSpeaker = !markup.selective || names.length === 0 || names.includes(chat.speaker);
    field.placeholder = (isForSpeaker && markup.input_field_placeholder) || "Message";
    toggle.hidden = !markup.keyboard;
    open(Boolean(markup.keyboard));
    panel.replaceChildren(...(markup.keyboard ?? []).map((row) => el("div", { class: "button-row" },
      ...row.map((each) => button(typeof each === "string" ? { text: each } : each, chat, message)))));
    const isNewest = message === chat.sorted().findLast(isFromBot);
    if (markup.force_reply && isForSpeaker && isNewest) actions.answer(message);
  };
}
