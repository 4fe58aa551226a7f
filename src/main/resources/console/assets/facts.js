// The facts of a note: another reader reads it without leaving the page, and a fact leads to its words.

import { fragment } from "./api.js";
import { $, $$, wantsCalm } from "./dom.js";

export function prepareFacts() {
  const form = $("[data-readers]");
  if (!form) {
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    read(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".fact-head a");
    const words = link && document.getElementById(link.hash.slice(1));
    if (words) {
      event.preventDefault();
      point(words);
    }
  });
}

async function read(form, button) {
  const id = form.action.match(/documents\/(\d+)\/facts/)[1];
  const state = $("[data-readers-state]");
  const facts = $("[data-facts]");
  const buttons = $$("button", form);
  buttons.forEach((each) => (each.disabled = true));
  facts.setAttribute("aria-busy", "true");
  state.textContent = `${button.textContent} reads the note…`;
  try {
    const address = `documents/${id}/facts?model=${encodeURIComponent(button.value)}`;
    const page = await fragment(address);
    facts.replaceWith($("[data-facts]", page));
    for (const each of buttons) {
      each.setAttribute("aria-pressed", String(each === button));
    }
    history.replaceState(null, "", `?model=${encodeURIComponent(button.value)}`);
    state.textContent = "Read again.";
  } catch (failure) {
    facts.removeAttribute("aria-busy");
    state.textContent = failure.message;
  } finally {
    buttons.forEach((each) => (each.disabled = false));
    button.focus();
  }
}

/** Brings the words into sight and keeps them marked until others are asked for. */
function point(words) {
  $$(".mention.here, .planned.here").forEach((old) => old.classList.remove("here"));
  words.classList.add("here");
  words.scrollIntoView({ block: "center", behavior: wantsCalm() ? "instant" : "smooth" });
}
