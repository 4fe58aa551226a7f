// An answer as it comes in: first its sources, then its words, then each sentence with citations.

import { events, Refusal } from "./api.js";
import { address, card, cite, quoted } from "./sources.js";
import { $$, make, plural, say } from "./dom.js";

export async function showAnswer(place, question, topK, signal, searchInstead) {
  const view = new Answer(place, question, searchInstead);
  const body = { question, ...(topK && { top_k: Number(topK) }) };
  try {
    for await (const { name, data } of events("rag/answer_question", body, signal)) {
      view.take(name, data);
    }
    view.end();
  } catch (failure) {
    if (!signal.aborted) {
      throw failure;
    }
    view.stopped();
  }
}

class Answer {
  constructor(place, question, searchInstead) {
    this.sources = [];
    this.sentences = [];
    this.complete = null;
    this.searchInstead = searchInstead;
    this.draft = make("span", { class: "draft" });
    this.text = make("div", { class: "answer" }, waiting("Looking through the documents"));
    this.told = make("p", { class: "told" });
    this.shelf = make("div");
    place.replaceChildren(
      make("h2", { class: "result-title" }, question),
      this.text,
      this.told,
      this.shelf,
    );
    place.addEventListener("mouseover", (event) => light(place, event));
    place.addEventListener("focusin", (event) => light(place, event));
  }

  take(name, data) {
    switch (name) {
      case "sources":
        this.sources = data.sources;
        if (this.sources.length > 0) {
          this.text.replaceChildren(waiting("Reading what was found"));
        }
        break;
      case "token":
        this.begin();
        this.draft.textContent = withoutNumbers(this.draft.textContent + data.text);
        break;
      case "sentence":
        this.begin();
        this.draft.replaceChildren();
        this.sentences.push(data);
        this.draft.before(this.sentence(data));
        break;
      case "done":
        this.complete = data;
        break;
      case "error":
        throw new Refusal(data.status ?? 503, data);
    }
  }

  begin() {
    if (!this.draft.isConnected) {
      this.text.replaceChildren(this.draft);
    }
  }

  end() {
    const done = this.complete;
    if (!done) {
      throw new Refusal(0, {
        title: "The answer broke off",
        detail: "The connection ended before the answer did; ask again.",
      });
    }
    this.draft.remove();
    this.sources = done.sources ?? this.sources;
    if (done.answered === false) {
      this.text.replaceChildren(silence(this.searchInstead));
      this.shelf.replaceChildren();
    } else {
      this.settle(done.sentences ?? []);
      this.showSources();
    }
    this.tell(done);
  }

  /** The finished answer is what counts; what streamed in already is left in its place. */
  settle(sentences) {
    const same =
      sentences.length === this.sentences.length &&
      sentences.every((sentence, i) => sentence.text === this.sentences[i].text);
    if (!same) {
      this.sentences = sentences;
      this.text.replaceChildren(...sentences.map((sentence) => this.sentence(sentence)));
    }
  }

  sentence(sentence) {
    const text = withoutNumbers(sentence.text).trim();
    const last = text.lastIndexOf(" ") + 1;
    const cites = sentence.citations
      .filter((number) => this.sources[number - 1])
      .map((number) => cite(number, this.sources[number - 1], sentence));
    return make(
      "span",
      { class: sentence.verbatim ? "sentence verbatim" : "sentence" },
      text.slice(0, last),
      make("span", { class: "tail" }, text.slice(last), ...cites),
      " ",
    );
  }

  showSources() {
    const cited = new Set(this.sentences.flatMap((sentence) => sentence.citations));
    const cards = this.sources.map((source, i) => {
      const spans = this.sentences
        .filter((sentence) => sentence.citations.includes(i + 1))
        .map((sentence) => quoted(sentence, source))
        .filter(Boolean);
      const facts = [
        source.page ? `page ${source.page}` : null,
        `similarity ${Number(source.similarity_score).toFixed(2)}`,
        cited.has(i + 1) ? null : "not cited",
      ];
      return make("li", {}, card(i + 1, source, spans, facts, null, cited.has(i + 1)));
    });
    this.shelf.replaceChildren(
      make("h3", { class: "sources-title" }, plural(cards.length, "source")),
      make("ul", { class: "sources" }, cards),
    );
  }

  tell(done) {
    const quoting = done.model_used?.startsWith("extractive");
    const parts = [
      quoting ? "Quoted word for word, no language model" : `Written by ${done.model_used}, checked`,
      duration(done.processing_time_ms),
      done.token_usage?.total_tokens ? plural(done.token_usage.total_tokens, "token") : null,
    ];
    this.told.replaceChildren(
      ...parts.filter(Boolean).map((part) => make("span", {}, part)),
      ...(done.answered === false
        ? []
        : [make("button", { type: "button", click: () => this.copy() }, "Copy with sources")]),
    );
    if (done.unanswered?.length > 0) {
      this.told.before(make("p", { class: "notice" }, open(done.unanswered)));
    }
    if (done.fallback) {
      this.told.after(make("p", { class: "notice" }, reason(done.fallback)));
    }
  }

  async copy() {
    const sentences = this.sentences.map(
      (sentence) =>
        withoutNumbers(sentence.text).trim() +
        sentence.citations.map((number) => ` [${number}]`).join(""),
    );
    const sources = this.sources.map(
      (source, i) =>
        `[${i + 1}] ${source.document_title}, ${new URL(address(source), location.href)}`,
    );
    await navigator.clipboard.writeText([...sentences, "", ...sources].join("\n"));
    say("Copied.");
  }

  stopped() {
    this.draft.remove();
    this.told.replaceChildren(make("span", {}, "Stopped."));
    if (this.sentences.length === 0) {
      this.text.replaceChildren(make("p", { class: "waiting" }, "Stopped before an answer came."));
    }
  }
}

/** The text without the [n] that stand in it; they become links. */
const withoutNumbers = (text) => text.replace(/\s*\[\d+\]/g, "");

const duration = (ms) =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

const reason = (fallback) =>
  `The language model gave no answer, so this one is quoted locally${
    typeof fallback === "string" ? `: ${fallback}` : ""
  }.`;

const open = (parts) => `The documents do not answer: ${parts.join(" \u00b7 ")}`;

const waiting = (text) =>
  make("p", { class: "waiting" }, make("span", { class: "pulse", "aria-hidden": "true" }), text);

const silence = (searchInstead) =>
  make(
    "div",
    { class: "silence" },
    make("p", { class: "silence-title" }, "Not found in the documents"),
    make("p", {}, "No passage answers this question, so there is no answer. Nothing was made up."),
    make(
      "button",
      { class: "button small", type: "button", click: searchInstead },
      "Show the nearest passages",
    ),
  );

/** Lights up the source of the citation under the pointer or the focus. */
function light(place, event) {
  const number = event.target.closest(".cite")?.dataset.number;
  for (const source of $$(".source", place)) {
    source.classList.toggle("lit", source.dataset.number === number);
  }
}
