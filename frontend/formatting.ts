// What the editor's tools do to Markdown: pure functions from one selection to the next.

export interface Selection {
  text: string;
  start: number;
  end: number;
}

type Tool = (before: Selection) => Selection;

/** Puts `mark` round the selection, or takes it away when it is there. */
export function wrap(mark: string, placeholder: string): Tool {
  return ({ text, start, end }) => {
    const chosen = text.slice(start, end);
    const outside = text.slice(start - mark.length, start) === mark && text.slice(end, end + mark.length) === mark;
    if (chosen && outside) {
      const bare = text.slice(0, start - mark.length) + chosen + text.slice(end + mark.length);
      return { text: bare, start: start - mark.length, end: end - mark.length };
    }
    const inner = chosen || placeholder;
    const next = text.slice(0, start) + mark + inner + mark + text.slice(end);
    return { text: next, start: start + mark.length, end: start + mark.length + inner.length };
  };
}

/** Begins each selected line with `sign(number)`, or takes it away when every line has it. */
export function lines(sign: (number: number) => string): Tool {
  return ({ text, start, end }) => {
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const to = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
    const block = text.slice(from, to).split("\n");
    const isMarked = block.every((line, index) => line.startsWith(sign(index + 1)));
    const changed = block.map((line, index) => (isMarked ? line.slice(sign(index + 1).length) : sign(index + 1) + line)).join("\n");
    return { text: text.slice(0, from) + changed + text.slice(to), start: from + (isMarked ? 0 : sign(1).length), end: from + changed.length };
  };
}

/** Makes the selection a link, with its address selected for typing over. */
export function link(placeholder: string): Tool {
  return ({ text, start, end }) => {
    const label = text.slice(start, end) || placeholder;
    const next = `${text.slice(0, start)}[${label}](https://)${text.slice(end)}`;
    const address = start + label.length + 3;
    return { text: next, start: address, end: address + "https://".length };
  };
}

/** Puts `block` on lines of its own after the selection. */
export function insert(block: string): Tool {
  return ({ text, end }) => {
    const before = text.slice(0, end);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const after = text.slice(end).startsWith("\n") ? "\n" : "\n\n";
    return { text: before + gap + block + after + text.slice(end), start: end + gap.length, end: end + gap.length + block.length };
  };
}
