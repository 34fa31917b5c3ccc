// What the page knows of one chat: of a person's private one with the bot, or of a group.

import { Unsent } from "./unsent.js";

export const capitalised = (name) => name[0].toUpperCase() + name.slice(1);

export class Chat {
  /** `address` is what the sandbox calls the chat by, `speaker` the person who writes in it. */
  constructor(address, label, speaker) {
    this.address = address;
    this.name = String(address);
    this.label = label;
    this.speaker = speaker;
    this.person = null; // in a private chat: `{id, name, language_code}`
    this.members = null; // in a group: what each person is, by name
    this.bot = "member"; // in a group: what the bot is
    this.votes = new Map(); // in a group: what each speaker chose, by speaker and message id
    this.messages = new Map(); // by message id
    this.lastChange = 0;
    this.isCurrent = false; // false until read, and again once the connection was lost
    this.unread = 0;
    this.isBlocked = false;
    this.wasForgotten = false; // true once the sandbox no longer knows what was said
    this.unsent = new Unsent(this.name);
  }

  /** What stands in the text field while another chat is shown, or the page loads again. */
  get draft() {
    return sessionStorage.getItem(`sandbox-draft-${this.name}`) ?? "";
  }

  set draft(text) {
    sessionStorage.setItem(`sandbox-draft-${this.name}`, text);
  }

  static ofPerson(person) {
    const chat = new Chat(person.name, capitalised(person.name), person.name);
    chat.person = person;
    return chat;
  }

  static ofGroup(card) {
    const chat = new Chat(card.chat_id, card.title, null);
    chat.takeCard(card);
    return chat;
  }

  get isGroup() {
    return this.members !== null;
  }

  /** Who can write in the group, its admins first. */
  get writers() {
    const present = Object.entries(this.members).filter(([, status]) => status !== "left" && status !== "kicked");
    return present.sort(([, a], [, b]) => Number(isAdmin(b)) - Number(isAdmin(a))).map(([name]) => name);
  }

  /** Returns whether anything has changed. */
  takeCard(card) {
    const isSame = JSON.stringify([this.members, this.bot]) === JSON.stringify([card.members, card.bot]);
    this.members = card.members;
    this.bot = card.bot;
    if (!this.writers.includes(this.speaker)) this.speaker = this.writers[0] ?? Object.keys(card.members)[0];
    return !isSame;
  }

  /**
   * Take in a batch of changes. After a gap the batch is the whole chat, and
   * what it does not mention is gone (the sandbox may have been restarted).
   * Returns how many messages of the bot are new to the reader.
   */
  absorb(batch) {
    const isWhole = !this.isCurrent;
    if (isWhole) {
      const present = new Set(batch.map((message) => message.message_id));
      this.wasForgotten = this.messages.size > 0 && ![...this.messages.keys()].some((id) => present.has(id));
      for (const id of this.messages.keys()) if (!present.has(id)) this.messages.delete(id);
    }
    let news = 0;
    for (const message of batch) {
      const id = message.message_id;
      this.lastChange = Math.max(this.lastChange, message.change);
      if (message.deleted) this.messages.delete(id);
      else {
        if (!isWhole && !this.messages.has(id) && isFromBot(message)) news += 1;
        this.messages.set(id, message);
      }
    }
    this.isCurrent = true;
    return news;
  }

  /** Take in what the person has just sent, before the batch that holds it too. */
  take(message) {
    if (!this.messages.has(message.message_id)) this.messages.set(message.message_id, message);
  }

  /** Read everything again at the next chance. */
  distrust() {
    this.isCurrent = false;
    this.lastChange = 0;
  }

  sorted() {
    return [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
  }
}

export const isAdmin = (status) => status === "creator" || status === "administrator";

// An anonymous admin seems to be a bot of Telegram's.
export const isFromBot = (message) => message.from?.is_bot === true && !message.sender_chat;

/** Whether the one who now writes in the chat wrote this message. */
export const isOwn = (chat, message) =>
  chat.isGroup ? message.from?.username === chat.speaker : !isFromBot(message);

const SERVICES = {
  group_chat_created: () => "The group was made",
  new_chat_members: (users) => `${users.map(({ first_name: name }) => name).join(", ")} joined`,
  left_chat_member: ({ first_name: name }) => `${name} left`,
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "The group became a supergroup",
  forum_topic_created: ({ name }) => `The topic “${name}” was opened`,
  forum_topic_closed: () => "The topic was closed",
  forum_topic_reopened: () => "The topic was opened again",
  general_forum_topic_hidden: () => "General was closed",
  general_forum_topic_unhidden: () => "General was opened again",
};

/** What happened in a group, for a message that nobody wrote; else null. */
export function serviceWords(message) {
  const kind = Object.keys(SERVICES).find((name) => message[name] !== undefined);
  return kind ? SERVICES[kind](message[kind]) : null;
}
