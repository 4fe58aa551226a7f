// The question box: sends what is asked, one thing at a time, and lets it be stopped.

import { showAnswer } from "./answer.js";
import { showPassages } from "./passages.js";
import { Refusal } from "./api.js";
import { $, $$, make } from "./dom.js";

let running = null;

export function beginAsking() {
  const form = $("[data-ask]");
  if (!form) {
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) {
      stop();
    } else {
      run(form);
    }
  });
  form.elements.question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      stop();
      run(form);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && running && !$("dialog:modal")) {
      stop();
    }
  });
  $("[data-kind]").addEventListener("change", () => choose(form));
  for (const suggestion of $$("[data-suggestion]")) {
    suggestion.addEventListener("click", () => askAbout(form, suggestion.textContent));
  }
  choose(form);
}

function choose(form) {
  const kind = form.elements.kind.value;
  $$("[data-for]", form).forEach((choice) => (choice.hidden = choice.dataset.for !== kind));
  if (!running) {
    $("[data-send-text]", form).textContent = kind === "ask" ? "Ask" : "Search";
  }
}

function askAbout(form, question) {
  form.elements.question.value = question;
  form.elements.kind.value = "ask";
  choose(form);
  stop();
  run(form);
}

function stop() {
  running?.abort();
  running = null;
}

async function run(form) {
  const question = form.elements.question.value.trim();
  const fault = $("[data-fault]", form);
  const kind = form.elements.kind.value;
  fault.textContent = "";
  form.elements.question.removeAttribute("aria-invalid");
  if (question.length < (kind === "ask" ? 5 : 1)) {
    fault.textContent =
      kind === "ask" ? "A question has at least five characters." : "Say what to look for.";
    form.elements.question.setAttribute("aria-invalid", "true");
    form.elements.question.focus();
    return;
  }
  $(".suggestions")?.remove();
  const mine = new AbortController();
  running = mine;
  const place = $("[data-result]");
  place.setAttribute("aria-busy", "true");
  $("[data-send-text]", form).textContent = "Stop";
  try {
    if (kind === "ask") {
      await showAnswer(place, question, form.elements.top_k.value, mine.signal, () => {
        form.elements.kind.value = "search";
        choose(form);
        run(form);
      });
    } else {
      await showPassages(place, question, form.elements.mode.value, mine.signal);
    }
  } catch (failure) {
    if (running === mine || !mine.signal.aborted) {
      place.replaceChildren(refusal(failure));
    }
  } finally {
    if (running === mine || running === null) {
      running = null;
      place.setAttribute("aria-busy", "false");
      choose(form);
    }
  }
}

const refusal = (failure) =>
  make(
    "div",
    { class: "failure", role: "alert" },
    make("strong", {}, failure instanceof Refusal ? failure.title : "That did not work"),
    failure instanceof Refusal ? failure.message : "The page met an error of its own.",
  );
