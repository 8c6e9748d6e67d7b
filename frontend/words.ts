// What behaviours say, in the language of the page: ui/words.py puts it there.

let catalogue: Record<string, string> | undefined;

/** `text` in the reader's language; each %s or %d is replaced by the next of `values`. */
export function word(text: string, ...values: (string | number)[]): string {
  catalogue ??= JSON.parse(document.getElementById("words")?.textContent || "{}") as Record<string, string>;
  const rest = [...values];
  return (catalogue[text] ?? text).replaceAll(/%[sd]/g, () => String(rest.shift() ?? ""));
}
