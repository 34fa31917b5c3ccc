// Groups: made, joined and spoken in.

import * as api from "./api.js";
import { capitalised, isAdmin } from "./chat.js";
import { byId, el } from "./dom.js";
import { attempt } from "./notices.js";

const ROLES = [["administrator", "admin"], ["member", "member"], ["left", "not in it"]];

const roleOf = (status) => (isAdmin(status) ? "administrator" : status === "left" || status === "kicked" ? "left" : "member");

/**
 * The dialog that makes a group, or changes who is in one. `names` are the people there are,
 * `shown()` is the chat on screen, `changed(chatId)` is called when the sandbox has done it.
 */
export function groupDialog(names, shown, changed) {
  const dialog = byId("group-dialog");
  const title = byId("group-title");
  const error = byId("group-error");
  let selects = new Map(); // by person's name, or "bot"
  let edited = null;

  function open(group) {
    edited = group;
    byId("group-dialog-title").textContent = group ? `Members of ${group.label}` : "New group";
    byId("group-title-field").hidden = Boolean(group);
    title.value = group ? group.label : "Back class";
    error.textContent = "";
    const current = group ? { ...group.members, bot: group.bot } : { [names[0]]: "administrator", [names[1]]: "member" };
    selects = new Map([...names, ...(group ? ["bot"] : [])].map((name) => [name, roleSelect(name, roleOf(current[name] ?? "left"))]));
    byId("group-members").replaceChildren(...[...selects].map(([name, select]) =>
      el("label", {}, el("span", {}, name === "bot" ? "The bot" : capitalised(name)), select)));
    dialog.showModal();
  }

  function roleSelect(name, chosen) {
    return el("select", { "data-testid": `role-${name}` },
      ...ROLES.map(([status, words]) => el("option", { value: status, selected: status === chosen }, words)));
  }

  const withRole = (status) => names.filter((name) => selects.get(name).value === status);

  async function make() {
    const card = await attempt(() => api.addGroup(title.value.trim(), withRole("member"), withRole("administrator")));
    return card?.chat_id;
  }

  async function change() {
    const by = edited.speaker;
    for (const [who, { value: status }] of selects) {
      const before = roleOf(who === "bot" ? edited.bot : edited.members[who] ?? "left");
      if (status !== before && !(await attempt(() => api.setMember(edited, who, status, by)))) break;
    }
    return edited.address;
  }

  byId("group-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = !title.value.trim() ? "A group has a name, for example Back class."
      : withRole("left").length === names.length ? "Somebody has to be in the group." : "";
    error.textContent = problem;
    if (problem) return;
    dialog.close();
    const chatId = await (edited ? change() : make());
    if (chatId !== undefined) changed(chatId);
  });
  byId("group-cancel").addEventListener("click", () => dialog.close());
  byId("new-group").addEventListener("click", () => open(null));
  byId("members").addEventListener("click", () => open(shown()));
}

/** Who speaks in the group shown; `choose(name)` is called with the one pressed. */
export function speakerRow(choose) {
  const row = byId("speakers");
  let drawn = ""; // drawn anew only when it changes, so that the keyboard keeps its place
  return function update(chat) {
    byId("speaker-row").hidden = !chat.isGroup;
    const key = JSON.stringify([chat.name, chat.speaker, chat.members]);
    if (!chat.isGroup || key === drawn) return;
    drawn = key;
    row.replaceChildren(...chat.writers.map((name) => el("button", {
      type: "button", class: "speaker", "data-testid": `speak-${name}`, "aria-pressed": String(name === chat.speaker),
      onclick: () => choose(name),
    }, capitalised(name), isAdmin(chat.members[name]) && el("small", {}, " admin"))));
  };
}

/** What stands under the group's name. */
export function groupWords(chat) {
  const people = chat.writers.length;
  const bot = roleOf(chat.bot) === "left" ? ", no bot" : isAdmin(chat.bot) ? ", bot is admin" : " and the bot";
  return `${people} ${people === 1 ? "person" : "people"}${bot}`;
}
