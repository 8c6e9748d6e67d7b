import { behaviour } from "../attach";
import { send } from "../requests";
import { word } from "../words";
import { notice } from "./notices";

/** Files pasted, dropped or chosen in a Markdown field go to the server, their Markdown into the text. */
behaviour("[data-editor]", (editor) => {
  const text = editor.querySelector("textarea");
  const input = editor.querySelector<HTMLInputElement>("[data-upload]");
  if (!text || !input) return;
  const take = (files: FileList | null | undefined): boolean => {
    for (const file of files ?? []) void upload(file, text, input.dataset["upload"] ?? "");
    return Boolean(files?.length);
  };
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  text.addEventListener("paste", (event) => take(event.clipboardData?.files) && event.preventDefault());
  editor.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    editor.dataset["dragging"] = "";
  });
  editor.addEventListener("dragleave", () => delete editor.dataset["dragging"]);
  editor.addEventListener("drop", (event) => {
    delete editor.dataset["dragging"];
    if (take(event.dataTransfer?.files)) event.preventDefault();
  });
});

async function upload(file: File, text: HTMLTextAreaElement, address: string): Promise<void> {
  const holder = `![${word("Uploading …")} ${file.name}]()`;
  put(text, holder);
  const form = new FormData();
  form.append("file", file);
  try {
    const answer = await send(address, "POST", form);
    if (!answer.ok) throw new Error((await answer.text()) || word("The file could not be uploaded."));
    const { markdown } = (await answer.json()) as { markdown: string };
    swap(text, holder, markdown);
  } catch (reason) {
    swap(text, holder, "");
    notice(reason instanceof Error && reason.message ? reason.message : word("The file could not be uploaded."), "bad");
  }
}

function put(text: HTMLTextAreaElement, words: string): void {
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function swap(text: HTMLTextAreaElement, old: string, words: string): void {
  text.value = text.value.replace(old, () => words);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
