// Deleting a document, after asking.

import { json, path } from "./api.js";
import { refresh } from "./library.js";
import { $, say } from "./dom.js";

let id = null;

export function prepareRemoving() {
  const dialog = $("[data-confirm]");
  if (!dialog) {
    return;
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-delete]");
    if (button) {
      id = button.dataset.id;
      $("[data-confirm-name]").textContent = button.dataset.title;
      $("[data-fault]", dialog).textContent = "";
      dialog.showModal();
    }
  });
  $("[data-confirm-yes]").addEventListener("click", () => remove(dialog));
}

async function remove(dialog) {
  const button = $("[data-confirm-yes]");
  button.disabled = true;
  try {
    await json("DELETE", `documents/${id}`);
    dialog.close();
    if (!$("[data-library]")) {
      location.assign(path("console"));
      return;
    }
    closeReaderOf(id);
    await refresh();
    say("The document is deleted.");
    $("[data-open-add]").focus();
  } catch (failure) {
    $("[data-fault]", dialog).textContent = failure.message;
  } finally {
    button.disabled = false;
  }
}

function closeReaderOf(document) {
  if ($(`[data-reader-body] [data-id="${document}"]`)) {
    $("[data-reader]").close();
  }
}
