import { behaviour } from "../attach";

const WAIT = 350; // ms after the last key
const SHORTEST = 8; // characters; less says too little to find anything by

/**
 * Shows what is similar to a text: `data-query` of the panel, or what is typed into the field that
 * names the panel in `data-similar-to`. The panel stays hidden as long as nothing is found.
 */
behaviour("[data-similar][data-query]", (panel) => void show(panel, panel.dataset["query"] ?? ""));

behaviour("[data-similar-to]", (field) => {
  const panel = document.querySelector<HTMLElement>(field.dataset["similarTo"] ?? "");
  if (!panel || !(field instanceof HTMLInputElement)) return;
  let timer = 0;
  const look = () => void show(panel, field.value);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT);
  });
  if (field.value) look();
});

async function show(panel: HTMLElement, text: string): Promise<void> {
  const list = panel.querySelector<HTMLElement>("[data-similar-list]");
  if (!list) return;
  const html = text.trim().length < SHORTEST ? "" : await ask(panel, text.trim());
  if (panel.dataset["asked"] && panel.dataset["asked"] !== text.trim()) return; // an older question's answer
  list.innerHTML = html; // made and escaped by the server
  panel.hidden = !html.trim();
}

async function ask(panel: HTMLElement, text: string): Promise<string> {
  panel.dataset["asked"] = text;
  const query = new URLSearchParams({ q: text, without: panel.dataset["without"] ?? "" });
  try {
    const answer = await fetch(`${panel.dataset["similar"]}?${query}`, { headers: { Accept: "text/html" } });
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; // it is an offer; without it the form works as before
  }
}
