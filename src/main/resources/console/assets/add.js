// Adding documents: files, or a note that is written here.

import { json, upload } from "./api.js";
import { refresh } from "./library.js";
import { $, $$, make, plural, say } from "./dom.js";

export function prepareAdding() {
  const dialog = $("[data-add]");
  if (!dialog) {
    return;
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-add]")) {
      clear(dialog);
      dialog.showModal();
    }
  });
  $("[data-add-kind]").addEventListener("change", (event) => {
    $("[data-add-file]").hidden = event.target.value !== "file";
    $("[data-add-note]").hidden = event.target.value !== "note";
    if (event.target.value === "note") {
      $("#note-title").focus();
    }
  });
  prepareFiles(dialog);
  $("[data-add-note]").addEventListener("submit", (event) => {
    event.preventDefault();
    saveNote(dialog, event.target);
  });
}

function clear(dialog) {
  $$("form", dialog).forEach((form) => form.reset());
  $("[data-uploads]").replaceChildren();
  forgetFaults(dialog);
}

function prepareFiles(dialog) {
  const form = $("[data-add-file]");
  const input = $("input[type=file]", form);
  const drop = $("[data-drop]");
  input.addEventListener("change", () => {
    $("[data-uploads]").replaceChildren(...[...input.files].map(line));
    $("[data-fault]", form).textContent = "";
  });
  for (const [name, over] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
    drop.addEventListener(name, () => drop.toggleAttribute("data-over", over));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendFiles(dialog, form, [...input.files]);
  });
}

const line = (file) =>
  make(
    "li",
    {},
    make("span", { class: "upload-name" }, file.name),
    make("span", { class: "upload-state" }, size(file.size)),
  );

const size = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

async function sendFiles(dialog, form, files) {
  if (files.length === 0) {
    $("[data-fault]", form).textContent = "Choose at least one file.";
    return;
  }
  const submit = $("[type=submit]", form);
  submit.disabled = true;
  let added = 0;
  for (const [i, file] of files.entries()) {
    added += await sendFile(file, $("[data-uploads]").children[i]);
  }
  submit.disabled = false;
  if (added > 0) {
    refresh();
  }
  if (added === files.length) {
    dialog.close();
    say(`${plural(added, "document")} added.`);
  }
}

async function sendFile(file, place) {
  const state = $(".upload-state", place);
  $(".fault", place)?.remove();
  state.textContent = "Reading…";
  const body = new FormData();
  body.append("file", file);
  try {
    await upload("documents/upload", body);
    state.textContent = "Added";
    return 1;
  } catch (failure) {
    state.textContent = "Not added";
    place.append(make("p", { class: "fault" }, failure.message));
    return 0;
  }
}

async function saveNote(dialog, form) {
  forgetFaults(form);
  const submit = $("[type=submit]", form);
  submit.disabled = true;
  try {
    await json("POST", "documents", {
      title: form.elements.title.value,
      content: form.elements.content.value,
    });
    dialog.close();
    say("The note is saved.");
    refresh();
  } catch (failure) {
    showFaults(form, failure);
  } finally {
    submit.disabled = false;
  }
}

function forgetFaults(within) {
  $$("[data-fault], [data-fault-of]", within).forEach((place) => (place.textContent = ""));
  $$("[aria-invalid]", within).forEach((field) => field.removeAttribute("aria-invalid"));
}

/** Puts each fault beside its field, and what has no field at the end. */
function showFaults(form, failure) {
  const rest = [];
  for (const fault of failure.faults ?? []) {
    const place = $(`[data-fault-of="${CSS.escape(fault.field)}"]`, form);
    if (place) {
      place.textContent = `The ${fault.field === "content" ? "text" : "title"} ${fault.message}.`;
      form.elements[fault.field].setAttribute("aria-invalid", "true");
    } else {
      rest.push(`${fault.field} ${fault.message}`);
    }
  }
  if (!failure.faults?.length) {
    rest.push(failure.message);
  }
  $("[data-fault]", form).textContent = rest.join("; ");
  $("[aria-invalid]", form)?.focus();
}
