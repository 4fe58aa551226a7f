// The reader: a document beside the answer, with the cited words in sight.

import { fragment, Refusal } from "./api.js";
import { $, $$, make, wantsCalm } from "./dom.js";

const wide = matchMedia("(min-width: 64.01rem)");
let opener = null;
let latest = 0;

export function prepareReader() {
  const dialog = $("[data-reader]");
  if (!dialog) {
    return;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-read]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && plain) {
      event.preventDefault();
      open(dialog, link);
    }
  });
  $("[data-reader-close]").addEventListener("click", () => dialog.close());
  document.addEventListener("keydown", (event) => {
    const busy = $("dialog:modal") || $("[data-result]")?.getAttribute("aria-busy") === "true";
    if (event.key === "Escape" && dialog.open && !busy) {
      dialog.close();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => {
    point(null);
    if (opener?.isConnected) {
      opener.focus({ preventScroll: true });
    }
  });
}

async function open(dialog, link) {
  const mine = ++latest;
  const body = $("[data-reader-body]");
  const address = new URL(link.href);
  opener = link;
  point(link);
  $("[data-reader-page]").href = link.href;
  let content;
  let title = link.dataset.title ?? $(".row-title", link)?.textContent ?? "Document";
  try {
    const id = address.pathname.match(/\/documents\/(\d+)$/)[1];
    content = await fragment(`documents/${id}/text${address.search}`);
    title = $("[data-title]", content)?.dataset.title ?? title;
  } catch (failure) {
    content = make(
      "div",
      { class: "failure", role: "alert" },
      make("strong", {}, failure instanceof Refusal ? failure.title : "It cannot be shown"),
      failure.message,
    );
  }
  if (mine !== latest) {
    return;
  }
  $("[data-reader-title]").textContent = title;
  body.replaceChildren(content);
  if (!dialog.open) {
    if (wide.matches) {
      dialog.show();
    } else {
      dialog.showModal();
    }
  }
  bringIntoSight($("#cited", body), body);
  body.focus({ preventScroll: true });
}

/** Scrolls the reader alone, so that the page behind it stays where it is. */
function bringIntoSight(cited, body) {
  const distance = cited
    ? cited.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop
    : 0;
  body.scrollTo({
    top: Math.max(0, distance - body.clientHeight / 3),
    behavior: wantsCalm() ? "instant" : "smooth",
  });
}

/** Shows which citation or line of the library the reader is open at. */
function point(link) {
  for (const row of $$(".row[data-open]")) {
    row.removeAttribute("data-open");
  }
  for (const cite of $$(".cite[aria-current]")) {
    cite.removeAttribute("aria-current");
  }
  if (link?.classList.contains("cite")) {
    link.setAttribute("aria-current", "true");
  }
  link?.closest(".row")?.setAttribute("data-open", "");
}
