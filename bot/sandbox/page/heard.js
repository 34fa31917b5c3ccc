// What a screen reader says of the conversation: each message of the bot once,
// in a live region beside the log, which is drawn anew too often to be one.

import { byId, el } from "./dom.js";

const HEARD_MS = 10_000;

/** Say a message of the bot. */
export function say(node) {
  const region = byId("heard");
  const parts = node.querySelectorAll(".bubble > .text, .bubble > .poll, .bubble > .file-card");
  const buttons = node.querySelectorAll(".inline-keyboard .inline-button").length;
  const line = el("p", {},
    `${node.querySelector(".bubble > span").textContent}${[...parts].map((part) => part.innerText).join("\n")}`,
    buttons > 0 && ` ${buttons} ${buttons === 1 ? "button" : "buttons"}`);
  region.append(line);
  setTimeout(() => line.remove(), HEARD_MS); // whoever reads on by themselves finds it once, in the log
}
