import { behaviour } from "../attach";
import { send } from "../requests";
import { word } from "../words";

const WAIT = 1200; // ms after the last key
const PREFIX = "draft:";
const BESIDE = ["title", "tags", "audience", "note"];

/**
 * Keeps what is typed: at once in this browser, soon after on the server (`PUT /drafts/<key>`).
 * The draft of a form that was sent is forgotten.
 */
behaviour("[data-draft]", (place) => {
  const key = place.dataset["draft"] ?? "";
  const text = place.querySelector("textarea");
  if (!key || !text) return;
  const say = (words: string) => {
    const state = place.querySelector(".editor-state");
    if (state) state.textContent = words;
  };
  restore(key, text, say);
  if ("draftLater" in place.dataset) text.addEventListener("focus", () => void fetched(key, text, say), { once: true });
  let timer = 0;
  text.addEventListener("input", () => {
    localStorage.setItem(PREFIX + key, text.value);
    clearTimeout(timer);
    timer = window.setTimeout(() => void keep(key, text, say), WAIT);
  });
  text.form?.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.removeItem(PREFIX + key);
  });
  text.form?.addEventListener("htmx:response:error", () => localStorage.setItem(PREFIX + key, text.value));
});

function restore(key: string, text: HTMLTextAreaElement, say: (words: string) => void): void {
  const kept = localStorage.getItem(PREFIX + key);
  if (!kept || kept === text.value || text.value !== text.defaultValue) return;
  text.value = kept;
  say(word("Draft restored"));
}

/** A form that waits behind a word asks for its draft only when somebody begins to write. */
async function fetched(key: string, text: HTMLTextAreaElement, say: (words: string) => void): Promise<void> {
  if (text.value) return;
  try {
    const answer = await fetch(`/drafts/${key}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return; // there is none
    const { fields } = (await answer.json()) as { fields: { body?: string } };
    if (!fields.body || text.value) return;
    text.value = fields.body;
    say(word("Draft restored"));
  } catch {
    // without a connection one begins anew
  }
}

async function keep(key: string, text: HTMLTextAreaElement, say: (words: string) => void): Promise<void> {
  say(word("Saving …"));
  const kept = text.value;
  try {
    const answer = await send(`/drafts/${key}`, "POST", fields(text));
    if (!answer.ok) throw new Error(String(answer.status));
    if (localStorage.getItem(PREFIX + key) === kept) localStorage.removeItem(PREFIX + key); // the server has it
    say(word("Saved"));
    text.form?.dispatchEvent(new CustomEvent("lorehouse:kept"));
  } catch {
    say(word("Not saved. It is kept in this browser."));
  }
}

/** What the draft holds: the text, the fields beside it, and the address where it goes on. */
function fields(text: HTMLTextAreaElement): URLSearchParams {
  const given = text.form ? new FormData(text.form) : new FormData();
  const sent = new URLSearchParams({ body: text.value, address: location.pathname });
  for (const name of BESIDE) if (given.has(name)) sent.set(name, String(given.get(name)));
  return sent;
}
