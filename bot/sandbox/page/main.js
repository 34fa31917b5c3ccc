// The chat page of the sandbox.
//
// Stable hooks for browser tests, all `data-testid` unless said otherwise:
//   sandbox-badge                     the word that is always in sight
//   person-ada, person-ben, person-root   the switcher (aria-pressed); unread-<name> their badges
//   messages                          the log; a message is .message.from-bot or .message.from-person
//                                     with data-message-id
//   inline-button, reply-button       a button of either keyboard, its label as text
//   poll, poll-option, poll-submit, retract, explanation   inside a message
//   document, place, spoiler, expandable-quote             inside a message
//   composer, send, start, attach, location                writing
//   command-menu, command-option, keyboard-toggle, reply-keyboard
//   place-choice, latitude, longitude, share-location      in location-dialog
//   toast, alert, offline             what the page says itself; jump: to the newest message
//   clock, advance-hour, advance-day, advance-next, theme, block, unblock, warnings
//   tools                             unfolds clock and settings on a phone
// The theme in force is data-theme on <html>. `#start=payload` in the address makes Start a deep link.

import * as api from "./api.js";
import { Chat, isFromBot } from "./chat.js";
import { sandboxClock } from "./clock.js";
import { composer } from "./composer.js";
import { catchDeepLinks } from "./deeplink.js";
import { byId } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { messageLog } from "./log.js";
import { alertDialog, attempt, notify, showConnection } from "./notices.js";
import { peopleSwitcher } from "./people.js";
import { follow } from "./sync.js";
import { foldingTools, themeSwitch, warningList } from "./tools.js";

const PERSON_KEY = "sandbox-person"; // of this tab, so that two tabs can be two people
const RETRY_MS = 1_000;

async function findPeople() {
  for (;;) {
    try {
      return await api.people();
    } catch {
      showConnection(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const botOf = (chat) => chat.sorted().findLast(isFromBot)?.from;

function showBot(chat) {
  const bot = botOf(chat);
  if (!bot) return;
  byId("bot-name").textContent = bot.first_name;
  byId("bot-avatar").textContent = [...bot.first_name][0];
}

function run(people) {
  const chats = people.map((person) => new Chat(person));
  let shown = chats.find((chat) => chat.name === sessionStorage.getItem(PERSON_KEY)) ?? chats[0];
  let isConnected = null;

  const clock = sandboxClock();
  const warnings = warningList();
  const writing = composer(() => shown, { sent: () => log.toBottom(), setBlocked });
  const actions = { send: writing.send, chooseLocation: writing.chooseLocation, notify, now: clock.now, press, vote };
  const log = messageLog(actions);
  const updateKeyboard = replyKeyboard(actions);
  const updatePeople = peopleSwitcher(chats, choose);
  const sync = follow(chats, () => shown, { onBatch, onConnection });

  async function press(message, callbackData) {
    const answer = await attempt(() => api.press(shown.name, message.message_id, callbackData));
    if (!answer?.answer) return;
    if (answer.alert) alertDialog(answer.answer);
    else notify(answer.answer);
  }

  function vote(message, options) {
    return attempt(() => api.vote(shown.name, message.message_id, options));
  }

  async function setBlocked(isBlocked) {
    const chat = shown;
    if (!(await attempt(() => api.setBlocked(chat.name, isBlocked)))) return;
    chat.isBlocked = isBlocked;
    showChat();
    if (!isBlocked) byId("text").focus();
  }

  function showChat(news) {
    log.update(shown, news);
    updateKeyboard(shown);
    updatePeople(shown);
    writing.update();
    byId("block").setAttribute("aria-checked", String(shown.isBlocked));
    showBot(shown);
  }

  function choose(chat) {
    if (chat === shown) return;
    writing.change(shown, chat);
    shown = chat;
    shown.unread = 0;
    sessionStorage.setItem(PERSON_KEY, chat.name);
    sync.look();
    showChat();
  }

  function onBatch(chat, news) {
    if (chat === shown) {
      showChat(news);
      if (news > 0) clock.ask();
    } else {
      chat.unread += news;
      updatePeople(shown);
    }
  }

  function onConnection(isThere) {
    if (isThere === isConnected) return;
    isConnected = isThere;
    showConnection(isThere);
    if (!isThere) return;
    // Perhaps another sandbox on the same port.
    warnings.restart();
    clock.ask();
    attempt(findBlocks);
  }

  async function findBlocks() {
    const cards = await api.chats();
    for (const chat of chats) chat.isBlocked = cards.find(({ id }) => id === chat.person.id)?.bot === "kicked";
    showChat();
  }

  catchDeepLinks(() => botOf(shown)?.username);
  byId("block").addEventListener("click", () => setBlocked(!shown.isBlocked));
  showChat();
}

themeSwitch();
foldingTools();
run(await findPeople());
