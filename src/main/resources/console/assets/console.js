// Gives life to what stands on the page; each part looks for its own element and does without.

import { beginAsking } from "./ask.js";
import { keepLibrary } from "./library.js";
import { prepareReader } from "./reader.js";
import { prepareAdding } from "./add.js";
import { prepareRemoving } from "./remove.js";
import { prepareFacts } from "./facts.js";
import { $ } from "./dom.js";

prepareReader();
keepLibrary();
beginAsking();
prepareAdding();
prepareRemoving();
prepareFacts();

const isWriting = (target) => target.closest("input, textarea, select, dialog[open]") !== null;

document.addEventListener("keydown", (event) => {
  const question = $("#question");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "/" && plain && question && !isWriting(event.target)) {
    event.preventDefault();
    question.focus();
    question.select();
  }
});

for (const dialog of document.querySelectorAll("dialog.sheet")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) {
      dialog.close();
    }
  });
}

const cited = $(".page-document #cited");
if (cited && !location.hash) {
  cited.scrollIntoView({ block: "center" });
}
