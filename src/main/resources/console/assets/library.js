// The library: how far the documents are, looked after while anything is on its way.

import { fragment, json } from "./api.js";
import { $, $$, make, plural, say } from "./dom.js";

const BUSY = 1500;
const IDLE = 15000;
const STEP = 30;

let known = "";
let shown = STEP;
let timer;

/** Looks again at once, because something was just added or removed. */
export function refresh() {
  known = "";
  return look();
}

export function keepLibrary() {
  const library = $("[data-library]");
  if (!library) {
    return;
  }
  offerMore();
  look();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      look();
    }
  });
  library.addEventListener("click", (event) => {
    const button = event.target.closest("[data-embed]");
    if (button) {
      embed(button);
    }
  });
}

async function look() {
  clearTimeout(timer);
  let wait = IDLE;
  try {
    const stats = await json("GET", "rag/stats");
    wait = stats.pending_documents > 0 ? BUSY : IDLE;
    tell(stats);
    const state = [
      stats.total_documents,
      stats.total_embeddings,
      stats.pending_documents,
      stats.failed_documents,
    ].join();
    if (state !== known) {
      await redraw();
      known = state;
    }
  } catch (failure) {
    $("[data-progress-text]").textContent = failure.title ?? "The state is not known";
  }
  if (!document.hidden) {
    timer = setTimeout(look, wait);
  }
}

function tell(stats) {
  const { total_documents: total, pending_documents: pending, failed_documents: failed } = stats;
  const bar = $("[data-progress-bar]");
  bar.max = Math.max(1, total);
  bar.value = total - pending;
  bar.toggleAttribute("data-done", pending === 0);
  const parts =
    pending > 0
      ? [`${total - pending} of ${plural(total, "document")} ready, ${pending} waiting`]
      : [plural(total, "document"), plural(stats.total_embeddings, "passage")];
  if (failed > 0) {
    parts.push(`${failed} failed`);
  }
  const text = parts.join(" · ");
  const place = $("[data-progress-text]");
  if (place.textContent !== text) {
    place.textContent = text;
  }
  if (pending === 0 && known !== "" && known.split(",")[2] !== "0") {
    $("[data-library-status]").textContent = `All ${plural(total, "document")} are ready.`;
  }
}

/** Takes the new lines over, touching only those that changed. */
async function redraw() {
  const place = $("[data-rows]");
  const fresh = await fragment(`library?limit=${shown}`);
  const list = $(".rows", place);
  const next = $(".rows", fresh);
  if (!list || !next) {
    place.replaceChildren(fresh);
  } else {
    const old = new Map($$(".row", list).map((row) => [row.dataset.id, row]));
    const rows = $$(".row", next).map((row) => {
      const present = old.get(row.dataset.id);
      row.toggleAttribute("data-open", present?.hasAttribute("data-open") ?? false);
      return present?.isEqualNode(row) ? present : row;
    });
    const same =
      rows.length === list.children.length && rows.every((row, i) => row === list.children[i]);
    if (!same) {
      list.replaceChildren(...rows);
    }
    list.dataset.more = next.dataset.more;
  }
  offerMore();
}

function offerMore() {
  const place = $("[data-rows]");
  $(".more", place)?.remove();
  if ($(".rows", place)?.dataset.more === "true") {
    place.append(make("button", { class: "button small more", type: "button", click: more }, "Show more"));
  }
}

async function more() {
  const first = shown;
  shown += STEP;
  await redraw();
  $$(".row-link")[first]?.focus();
}

async function embed(button) {
  button.disabled = true;
  try {
    await json("POST", `rag/embed_document/${button.dataset.id}?force=true`);
    say("The document is ready.");
  } catch (failure) {
    say(failure.message);
  }
  button.disabled = false;
  refresh();
}
