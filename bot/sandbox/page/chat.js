// What the page knows of one person's private chat with the bot.

export class Chat {
  /** `person` is `{id, name, language_code}`; the sandbox calls the chat by the person's name too. */
  constructor(person) {
    this.person = person;
    this.name = person.name;
    this.label = person.name[0].toUpperCase() + person.name.slice(1);
    this.messages = new Map(); // by message id
    this.lastChange = 0;
    this.isCurrent = false; // false until read, and again once the connection was lost
    this.unread = 0;
    this.isBlocked = false;
    this.draft = "";
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

  /** Read everything again at the next chance. */
  distrust() {
    this.isCurrent = false;
    this.lastChange = 0;
  }

  sorted() {
    return [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
  }
}

export const isFromBot = (message) => message.from?.is_bot === true;
