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
//   desk                              opens the application's page for admins, where it has one
//   clock, advance-hour, advance-day, advance-next, theme, block, unblock, warnings
//   group                             a group in the switcher; new-group, members: open group-dialog
//   role-<name>, save-group           in group-dialog; speak-<name>: who writes; answer: reply to a message
//   tools                             unfolds clock and settings on a phone
//   unsent                            a message that waits until the sandbox answers
// The theme in force is data-theme on <html>. `#start=payload` in the address makes Start a deep link.

import * as api from "./api.js";
import { Chat, isFromBot } from "./chat.js";
import { sandboxClock } from "./clock.js";
import { composer } from "./composer.js";
import { catchDeepLinks, waitingPayload } from "./deeplink.js";
import { byId } from "./dom.js";
import { groupDialog, speakerRow } from "./groups.js";
import { chatHeader } from "./header.js";
import { replyKeyboard } from "./keyboards.js";
import { messageLog } from "./log.js";
import { alertDialog, attempt, notify, showConnection } from "./notices.js";
import { peopleSwitcher } from "./people.js";
import { follow } from "./sync.js";
import { deskButton, foldingTools, themeSwitch, warningList } from "./tools.js";

const PERSON_KEY = "sandbox-person"; // of this tab, so that two tabs can be two people
const RETRY_MS = 1_000;
const LOOK_EVERY_MS = 3_000;

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

function run(people) {
  const chats = people.map(Chat.ofPerson);
  let shown = chats.find((chat) => chat.name === sessionStorage.getItem(PERSON_KEY)) ?? chats[0];
  let isConnected = null;

  const header = chatHeader(() => shown);
  const clock = sandboxClock(chats, () => shown, async (move) => {
    const newest = () => shown.sorted().findLast(isFromBot)?.message_id;
    const before = newest();
    const answer = await move();
    await sync.catchUp();
    if (newest() !== before) log.showNewest();
    return answer;
  });
  const warnings = warningList();
  const writing = composer(() => shown, { sent, waiting: () => log.update(shown), setBlocked });
  const actions = { send: writing.send, chooseLocation: writing.chooseLocation, notify, now: clock.now, press, vote, mine, answer: writing.answer };
  const log = messageLog(actions);
  const updateKeyboard = replyKeyboard(actions);
  const updatePeople = peopleSwitcher(chats, choose);
  const updateSpeakers = speakerRow(speak);
  const sync = follow(chats, () => shown, { onBatch, onConnection });

  function sent() {
    log.toBottom();
    log.awaitAnswer();
    showChat();
  }

  async function press(message, callbackData) {
    log.awaitAnswer();
    const answer = await attempt(() => api.press(shown, message.message_id, callbackData));
    if (!answer?.answer) return;
    if (answer.alert) alertDialog(answer.answer);
    else notify(answer.answer);
  }

  async function vote(message, options) {
    const chat = shown;
    const key = `${chat.speaker} ${message.message_id}`;
    const before = chat.votes.get(key);
    chat.votes.set(key, options); // the poll may be drawn anew before the answer is here
    if (!(await attempt(() => api.vote(chat, message.message_id, options)))) chat.votes.set(key, before ?? []);
  }

  /** Which options of a poll the speaker has chosen. */
  function mine({ message_id: id, poll }) {
    if (shown.isGroup) return shown.votes.get(`${shown.speaker} ${id}`) ?? [];
    // Nobody but this person can vote in a chat between a person and a bot.
    return poll.options.flatMap(({ voter_count: count }, index) => (count > 0 ? [index] : []));
  }

  function speak(name) {
    shown.speaker = name;
    writing.answer(null);
    showChat();
    byId("text").focus();
  }

  async function setBlocked(isBlocked) {
    const chat = shown;
    if (!(await attempt(() => api.setBlocked(chat, isBlocked)))) return;
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
    byId("block").hidden = shown.isGroup;
    updateSpeakers(shown);
    header.show();
    clock.tell();
  }

  function choose(chat) {
    if (chat === shown) return;
    writing.change(shown, chat);
    shown = chat;
    shown.unread = 0;
    sessionStorage.setItem(PERSON_KEY, chat.name);
    byId("tools-toggle").setAttribute("aria-expanded", "false");
    sync.look();
    showChat();
    header.ask();
  }

  function onBatch(chat, news) {
    if (chat.wasForgotten) {
      chat.wasForgotten = false;
      notify("The sandbox was started anew and has not kept its chats. It keeps them beside a file in DATABASE_URL.");
    }
    if (chat === shown) {
      showChat(news);
      clock.ask();
    } else {
      chat.unread += news;
      updatePeople(shown);
    }
  }

  function onConnection(isThere) {
    if (isThere === isConnected) return;
    isConnected = isThere;
    showConnection(isThere);
    header.show(isThere);
    if (!isThere) return;
    for (const chat of chats) if (chat.unsent.letters.length > 0) writing.flush(chat);
    header.ask();
    // Perhaps another sandbox on the same port.
    warnings.restart();
    clock.ask();
    attempt(findChats);
  }

  /** Take in who has blocked the bot, and the groups that there are. */
  async function findChats() {
    let isNew = false;
    for (const card of await api.chats()) {
      const chat = chats.find(({ address, person }) => address === card.chat_id || person?.id === card.id);
      if (chat?.person) {
        isNew = isNew || chat.isBlocked !== (card.bot === "kicked");
        chat.isBlocked = card.bot === "kicked";
      } else if (chat) isNew = chat.takeCard(card) || isNew;
      else if (["group", "supergroup"].includes(card.type) && card.migrated_to === undefined) {
        chats.push(Chat.ofGroup(card));
        isNew = true;
      }
    }
    if (isNew) showChat();
  }

  setInterval(() => {
    findChats().catch(() => {});
    header.ask();
  }, LOOK_EVERY_MS);
  groupDialog(people.map(({ name }) => name), () => shown, async (chatId) => {
    await attempt(findChats);
    choose(chats.find(({ address }) => address === chatId));
  });
  // What is private opens with the one who tapped it.
  window.addEventListener("hashchange", () => {
    if (waitingPayload() && shown.isGroup) choose(chats.find(({ name }) => name === shown.speaker));
  });
  catchDeepLinks(header.username);
  deskButton(() => shown.speaker);
  byId("block").addEventListener("click", () => setBlocked(!shown.isBlocked));
  showChat();
}

themeSwitch();
foldingTools();
run(await findPeople());
