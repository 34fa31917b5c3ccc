// What a person has written and the sandbox has not taken yet: shown as waiting,
// sent again in its order when the sandbox is back, kept when the page loads again.

import * as api from "./api.js";

export class Unsent {
  constructor(chatName) {
    this.key = `sandbox-unsent-${chatName}`;
    this.letters = JSON.parse(sessionStorage.getItem(this.key) ?? "[]"); // each `{id, text, from, replyTo}`
    this.isSending = false;
  }

  /** Returns the letter, which `send` will send. */
  add(text, from, replyTo) {
    const letter = { id: crypto.randomUUID(), text, from, replyTo };
    this.letters.push(letter);
    this.keep();
    return letter;
  }

  keep() {
    sessionStorage.setItem(this.key, JSON.stringify(this.letters));
  }

  /**
   * Send all that waits; `sent(message)` is called for each. A refused letter is dropped and its
   * error thrown; where nobody answers, the rest waits and Unreachable is thrown.
   */
  async send(chat, sent) {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.letters.length > 0) {
        const [letter] = this.letters;
        let message;
        try {
          message = await api.sendText({ ...chat, speaker: letter.from }, letter.text, letter.replyTo);
        } catch (error) {
          if (!(error instanceof api.Unreachable)) this.drop(letter);
          error.letter = letter;
          throw error;
        }
        this.drop(letter);
        sent(message);
      }
    } finally {
      this.isSending = false;
    }
  }

  drop(letter) {
    this.letters = this.letters.filter((each) => each !== letter);
    this.keep();
  }
}
