import { behaviour } from "../attach";
import { type Group, matching, Results, type Sign } from "../palette";
import { word } from "../words";
import { isTyping } from "./keys";

const WAIT = 120; // ms after the last key before the house is asked

/** Search and commands in one dialog: Ctrl-K, `/`, or a click on a search field. Moving the focus there opens nothing. */
behaviour("[data-palette]", (element) => {
  const dialog = element as HTMLDialogElement;
  const input = dialog.querySelector<HTMLInputElement>("input")!;
  const commands = JSON.parse(dialog.querySelector("[data-commands]")?.textContent || "[]");
  const results = new Results(dialog.querySelector<HTMLElement>('[role="listbox"]')!, input, dialog.querySelector<HTMLElement>(".palette-count")!);
  let timer = 0;
  let asked: AbortController | undefined;

  const refresh = () => {
    const query = input.value.trim();
    const own: Group[] = [{ label: word(query ? "Commands" : "Go to"), results: matching(commands, query) }];
    if (!query) return results.show(own);
    own.push({ label: "", results: [{ label: word("Search everywhere for “%s”", query), url: `/search/?q=${encodeURIComponent(query)}`, kind: "search", detail: "" }] });
    results.show(own);
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      asked?.abort();
      asked = new AbortController();
      const found = await suggest(dialog.dataset["palette"] ?? "", query, asked.signal);
      if (found && input.value.trim() === query) results.show([...found, ...own]);
    }, WAIT);
  };
  const open = (words = "") => {
    if (dialog.open) return;
    input.value = words;
    dialog.showModal();
    refresh();
    void icons(dialog).then((sign) => {
      results.sign = sign;
      if (input.value === words) refresh();
    });
  };

  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => results.key(event));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.addEventListener("keydown", (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (!isCommand && (event.key !== "/" || isTyping(event.target))) return;
    event.preventDefault();
    open();
  });
  for (const opener of document.querySelectorAll<HTMLElement>("[data-palette-opener]")) {
    const field = opener.querySelector("input");
    if (field?.defaultValue) continue; // editing a query on the search page
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    // Whoever comes by Tab goes on by Tab; whoever types is taken there with what was typed.
    field?.addEventListener("input", (event) => {
      if ((event as InputEvent).isComposing) return;
      open(field.value);
      field.value = "";
    });
  }
});

/** How each kind of result is marked: the house's own icons, fetched once and kept by the browser. */
async function icons(dialog: HTMLElement): Promise<Sign> {
  const named = JSON.parse(dialog.dataset["signs"] ?? "{}") as Record<string, string>;
  try {
    const answer = await fetch(dialog.dataset["icons"] ?? "");
    const shapes = (await answer.json()) as Record<string, string>;
    return (kind) => shapes[named[kind] ?? kind];
  } catch {
    return () => undefined; // icons are decoration
  }
}

async function suggest(address: string, query: string, signal: AbortSignal): Promise<Group[] | undefined> {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal, headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { groups: Group[] }).groups : [];
  } catch {
    return undefined; // a newer question is on its way, or there is no connection: the commands stay
  }
}
