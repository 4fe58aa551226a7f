// What an answer or a search points at, as links into documents.

import { path } from "./api.js";
import { make, marked } from "./dom.js";

const title = (source) => source.document_title || `Document ${source.document_id}`;

/** Where the sentence stands in the passage's text, as [start, end]; null when it is not quoted. */
export function quoted(sentence, source) {
  const words = sentence.text
    .replace(/\s*\[\d+\]/g, "")
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = words[0] && new RegExp(words.join("\\s+")).exec(source.chunk_text);
  return found ? [found.index, found.index + found[0].length] : null;
}

/** The address of a source, at the words of a sentence when they are quoted from it. */
export function address(source, span) {
  const query = new URLSearchParams({ passage: source.chunk_index });
  if (span) {
    query.set("from", span[0]);
    query.set("to", span[1]);
  }
  return `${path("console/documents/")}${source.document_id}?${query}#cited`;
}

/** A citation's number, as a link to the cited words. */
export const cite = (number, source, sentence) =>
  make(
    "a",
    {
      class: "cite",
      href: address(source, quoted(sentence, source)),
      "data-read": true,
      "data-title": title(source),
      "data-number": number,
      "aria-label": `Source ${number}: ${title(source)}`,
      title: title(source),
    },
    String(number),
  );

/** A card for a passage; spans of its text are marked, and `extra` stands below. */
export function card(number, source, spans, facts, extra = null, cited = true) {
  return make(
    "a",
    {
      class: cited ? "source" : "source uncited",
      href: address(source, spans.length === 1 ? spans[0] : null),
      "data-read": true,
      "data-title": title(source),
      "data-number": number,
    },
    make("span", { class: "source-number", "aria-hidden": "true" }, String(number)),
    make(
      "span",
      {},
      make(
        "span",
        { class: "source-head" },
        make("span", { class: "source-title" }, title(source)),
        make("span", { class: "source-facts" }, facts.filter(Boolean).join(" · ")),
      ),
      make("span", { class: "source-text" }, excerpt(source.chunk_text, spans)),
      extra,
    ),
  );
}

const BEFORE = 90;

/** The text from shortly before the first marked words, so that they are in sight. */
function excerpt(text, spans) {
  const first = spans.length ? Math.min(...spans.map((span) => span[0])) : 0;
  const cut = first > BEFORE * 1.5 ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const rest = text.slice(cut);
  const moved = spans.map(([start, end]) => [start - cut, end - cut]);
  return [cut > 0 ? "… " : "", ...marked(rest, moved)];
}
