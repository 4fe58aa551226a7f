// The one door to the service: JSON, fragments of pages, and streams of events.

const root = document.documentElement.dataset.root ?? "/";

export const path = (rest) => root + rest;

/** Shows the service that a request comes from a page of its own. */
const pageToken = document.querySelector('meta[name="page-token"]')?.content;

/** What the service refused, in its own words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(sentence(problem.detail) || `The service answered with status ${status}.`);
    this.status = status;
    this.title = problem.title ?? "That did not work";
    this.faults = problem.errors ?? [];
  }
}

const sentence = (text) =>
  text ? text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".") : "";

async function reach(address, options) {
  let response;
  try {
    const headers = { ...options.headers, ...(pageToken && { "X-CSRF-Token": pageToken }) };
    response = await fetch(path(address), { ...options, headers, credentials: "same-origin" });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Refusal(0, {
      title: "The service cannot be reached",
      detail: "Check that it is running, then try again.",
    });
  }
  if (response.status === 401) {
    const here = location.pathname + location.search;
    location.assign(path(`console/login?to=${encodeURIComponent(here)}`));
  }
  if (!response.ok) {
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

export async function json(method, address, body, signal) {
  const response = await reach(`api/v1/${address}`, {
    method,
    signal,
    headers: {
      Accept: "application/json",
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.json();
}

export async function upload(address, form) {
  const response = await reach(`api/v1/${address}`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: form,
  });
  return response.json();
}

/** A part of a page, as a document fragment. */
export async function fragment(address) {
  const response = await reach(`console/${address}`, { headers: { Accept: "text/html" } });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return template.content;
}

/** Posts a body and gives each server-sent event that comes back as { name, data }. */
export async function* events(address, body, signal) {
  const response = await reach(`api/v1/${address}`, {
    method: "POST",
    signal,
    headers: { Accept: "text/event-stream", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? "\n\n" : value.replaceAll("\r\n", "\n");
      let end;
      while ((end = rest.indexOf("\n\n")) >= 0) {
        const event = parsed(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (event) {
          yield event;
        }
      }
      if (done) {
        return;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parsed(block) {
  let name = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) {
      name = line.slice(6).trim();
    } else if (line.startsWith("data:")) {
      data.push(line.slice(5).replace(/^ /, ""));
    }
  }
  if (data.length === 0) {
    return null;
  }
  const text = data.join("\n");
  try {
    return { name, data: JSON.parse(text) };
  } catch {
    return { name, data: text };
  }
}
