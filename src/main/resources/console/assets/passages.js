// A search for passages, with the reasons for their rank.

import { json } from "./api.js";
import { card } from "./sources.js";
import { make, plural } from "./dom.js";

const MOST = 20;

export async function showPassages(place, query, mode, signal) {
  const status = make(
    "p",
    { class: "waiting" },
    make("span", { class: "pulse", "aria-hidden": "true" }),
    "Searching",
  );
  place.replaceChildren(make("h2", { class: "result-title" }, query), status);
  let found;
  try {
    found = await json("POST", "rag/search", { query, mode, top_k: MOST }, signal);
  } catch (failure) {
    if (!signal.aborted) {
      throw failure;
    }
    status.replaceChildren("Stopped.");
    return;
  }
  if (found.passages.length === 0) {
    status.replaceWith(
      make(
        "div",
        { class: "silence" },
        make("p", { class: "silence-title" }, "No passage fits"),
        make("p", {}, "Try other words, or search by words and meaning."),
      ),
    );
    return;
  }
  const words = wordsOf(query);
  status.className = "told";
  status.replaceChildren(
    `${plural(found.passages.length, "passage")}, best first` +
      (found.truncated ? "; there are more" : ""),
  );
  place.append(
    make(
      "ol",
      { class: "sources passages" },
      found.passages.map((passage, i) =>
        make(
          "li",
          {},
          card(
            i + 1,
            passage,
            occurrences(words, passage.chunk_text),
            [passage.page ? `page ${passage.page}` : null],
            legs(passage.legs ?? {}),
          ),
        ),
      ),
    ),
  );
}

const legs = ({ lexical, dense }) =>
  make("span", { class: "legs" }, leg("Words", lexical, 1), leg("Meaning", dense, 3));

const leg = (name, found, digits) =>
  found
    ? make(
        "span",
        { class: "leg" },
        `${name} `,
        make("strong", {}, `#${found.rank}`),
        ` (${found.score.toFixed(digits)})`,
      )
    : make("span", { class: "leg none" }, `${name} –`);

const COMMON = new Set(
  "the and for with was were are is of in on at to a an or what when which who how why did does do has have had be by from that this".split(
    " ",
  ),
);

const wordsOf = (query) =>
  [...query.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)]
    .map((match) => match[0])
    .filter((word) => word.length > 1 && !COMMON.has(word));

/** Where the words of the query begin words of the text. */
function occurrences(words, text) {
  const stems = words.map((word) => (word.length > 5 ? word.slice(0, -2) : word));
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter((match) => stems.some((stem) => match[0].toLowerCase().startsWith(stem)))
    .map((match) => [match.index, match.index + match[0].length]);
}
