// Polls and quizzes inside a message.

import { el } from "./dom.js";
import { textNodes } from "./entities.js";

export function pollNodes(message, actions) {
  const { poll } = message;
  const isQuiz = poll.type === "quiz";
  const mine = actions.mine(message);
  const hasVoted = mine.length > 0;
  const isOpen = !poll.is_closed && !hasVoted;
  const kind = [poll.is_anonymous ? "Anonymous" : null, isQuiz ? "quiz" : "poll"].filter(Boolean).join(" ");
  const box = el("div", { class: "poll", "data-testid": "poll", "data-voted": String(hasVoted) },
    el("p", { class: "poll-question" }, ...textNodes(poll.question, poll.question_entities, actions)),
    el("p", { class: "poll-kind" }, poll.is_closed ? "Final results" : kind[0].toUpperCase() + kind.slice(1)),
    isOpen ? ballot(message, actions) : results(message, mine));
  if (!isOpen && isQuiz && poll.explanation) {
    box.append(el("p", { class: "explanation", "data-testid": "explanation" },
      ...textNodes(poll.explanation, poll.explanation_entities, actions)));
  }
  if (hasVoted && !poll.is_closed && poll.allows_revoting) {
    box.append(el("button", {
      type: "button", class: "poll-action", "data-testid": "retract", onclick: () => actions.vote(message, []),
    }, "Retract vote"));
  }
  box.append(el("p", { class: "poll-total" }, voterCount(poll.total_voter_count, isQuiz)));
  return box;
}

function voterCount(count, isQuiz) {
  const noun = isQuiz ? "answer" : "vote";
  return count === 0 ? `No ${noun}s yet` : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function ballot(message, actions) {
  const { poll } = message;
  const optionText = (option) => textNodes(option.text, option.text_entities, actions);
  if (!poll.allows_multiple_answers) {
    return el("div", { class: "poll-options" }, ...poll.options.map((option, index) =>
      el("button", {
        type: "button", class: "poll-option", "data-testid": "poll-option", onclick: () => actions.vote(message, [index]),
      }, ...optionText(option))));
  }
  const chosen = new Set();
  const submit = el("button", {
    type: "button", class: "poll-action", "data-testid": "poll-submit", disabled: true,
    onclick: () => actions.vote(message, [...chosen].sort((a, b) => a - b)),
  }, "Vote");
  const boxes = poll.options.map((option, index) => {
    const box = el("button", {
      type: "button", class: "poll-option", "data-testid": "poll-option", role: "checkbox", "aria-checked": "false",
    }, ...optionText(option));
    box.addEventListener("click", () => {
      if (!chosen.delete(index)) chosen.add(index);
      box.setAttribute("aria-checked", String(chosen.has(index)));
      submit.disabled = chosen.size === 0;
    });
    return box;
  });
  return el("div", { class: "poll-options" }, ...boxes, submit);
}

function results({ poll }, mine) {
  const right = new Set(poll.correct_option_ids ?? []);
  return el("ul", { class: "poll-options" }, ...poll.options.map((option, index) => {
    const isMine = mine.includes(index);
    const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
    const verdict = right.has(index) ? "correct" : isMine && right.size > 0 ? "wrong" : "";
    const notes = [isMine ? "your answer" : null, verdict || null].filter(Boolean).join(", ");
    const bar = el("span", { class: "poll-bar" });
    bar.style.setProperty("--share", `${share}%`);
    return el("li", { class: `poll-result ${verdict} ${isMine ? "mine" : ""}`, "data-testid": "poll-option" },
      el("span", { class: "poll-share" }, `${share}%`),
      el("span", { class: "poll-text" }, option.text,
        notes && el("span", { class: "visually-hidden" }, ` (${notes})`)),
      el("span", { class: "poll-mark", "aria-hidden": "true" }, verdict === "wrong" ? "✗" : verdict || isMine ? "✓" : ""),
      bar);
  }));
}
