// What the sandbox refuses says what a program gave and what is accepted; here
// it becomes what a person has to know.

const WORDS = [
  [/application left the control channel|application failed to advance/,
    () => "The bot stopped while the clock was moving. Start it again, then press once more."],
  [/^next_lesson given/, () => "There is no lesson to come in this chat."],
  [/has blocked the bot/, () => "You blocked this bot. Unblock it to write to it."],
  [/the bot is not in chat/, () => "The bot is not in this group any more."],
  [/is not in chat/, () => "This person is not in the group any more."],
  [/there is no message/, () => "This message is gone."],
  [/may not send (.+) in chat/, (what) => `In this group you may not send ${what}.`],
  [/topic .+ is closed/, () => "This topic is closed. Only admins write here."],
  [/became supergroup/, () => "This group became a supergroup. Choose it in the list above."],
  [/the poll is closed/, () => "This poll is closed."],
  [/takes one vote/, () => "You have voted. This poll takes no second vote."],
  [/file must be non-empty/, () => "This file is empty. Choose another one."],
  [/file is too big: \d+ bytes, at most (\d+)/,
    (most) => `This file is too big. The most is ${Math.round(most / 1_048_576)} MB.`],
];

/** Words for a refusal; one that is not known keeps its own. */
export function inWords(status, text) {
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(text);
    if (found) return words(...found.slice(1));
  }
  return status >= 500 ? `Something went wrong in the sandbox. Its terminal says more. (${text})` : text;
}
