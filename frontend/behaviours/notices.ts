import { behaviour } from "../attach";
import { word } from "../words";

const SHOWN_FOR = 6000; // ms; hovering or focus keeps it

type Tone = "" | "ok" | "warn" | "bad";

/** Shows a sentence at the corner of the page for a while. */
export function notice(text: string, tone: Tone = ""): void {
  const place = document.querySelector<HTMLElement>("[data-notices]");
  if (!place || !text) return;
  const shown = document.createElement("div");
  shown.className = "notice-pop";
  shown.dataset["tone"] = tone;
  const sentence = document.createElement("p");
  sentence.textContent = text;
  shown.append(sentence);
  place.append(shown);
  fade(shown);
}

function fade(shown: HTMLElement): void {
  let timer = 0;
  const begin = () => (timer = window.setTimeout(() => shown.remove(), SHOWN_FOR));
  shown.addEventListener("mouseenter", () => clearTimeout(timer));
  shown.addEventListener("mouseleave", begin);
  begin();
}

behaviour("[data-notices] .notice-pop", fade);

// The server says it with `HX-Trigger: {"notice": {"text": …, "tone": …}}`.
document.addEventListener("notice", (event) => {
  const { text, tone } = (event as CustomEvent<{ text: string; tone: Tone }>).detail;
  notice(text, tone);
});

// A refusal comes as plain text; anything else that fails gets one sentence of ours.
document.addEventListener("htmx:response:error", (event) => {
  const { response, text } = (event as CustomEvent).detail.ctx as { response: Response; text?: string };
  if (response.status === 422 && !isPlain(response)) return; // the form itself shows what is wrong
  notice(isPlain(response) && text ? text : word("Something went wrong. What you typed is still here."), "bad");
});
document.addEventListener("htmx:error", () => notice(word("No connection. What you typed is still here."), "bad"));

function isPlain(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/plain") ?? false;
}
