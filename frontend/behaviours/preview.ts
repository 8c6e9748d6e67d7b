import { behaviour } from "../attach";
import { send } from "../requests";
import { word } from "../words";

/** The Write and Preview tabs of a Markdown field; the server renders (`POST /previews`). */
behaviour("[data-editor]", (editor) => {
  const text = editor.querySelector("textarea");
  const shown = editor.querySelector<HTMLElement>("[data-preview]");
  const tabs = [...editor.querySelectorAll<HTMLElement>("[data-show]")];
  if (!text || !shown) return;
  const show = (name: string) => {
    for (const tab of tabs) {
      const isChosen = tab.dataset["show"] === name;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
    text.hidden = name === "preview";
    shown.hidden = !text.hidden;
    if (shown.hidden) text.focus();
    else void render(shown, text.value);
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => show(tab.dataset["show"] ?? "write"));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = tabs.find((one) => one !== tab);
      other?.click();
      other?.focus();
    });
  }
});

async function render(shown: HTMLElement, markdown: string): Promise<void> {
  if (!markdown.trim()) {
    shown.textContent = word("Nothing to show yet.");
    return;
  }
  try {
    const answer = await send(shown.dataset["preview"] ?? "", "POST", new URLSearchParams({ body: markdown }));
    if (!answer.ok) throw new Error(String(answer.status));
    shown.innerHTML = await answer.text(); // sanitised by the server, as everything that is stored
  } catch {
    shown.textContent = word("The preview could not be made. Your text is untouched.");
  }
}
