// Collects the icons that templates and Python name, from Lucide, into icons.json.
// A name is any quoted word that Lucide knows: a few too many are kept, none is missed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

const HERE = import.meta.dirname;
const ROOMS = resolve(HERE, "../lorehouse");
const LUCIDE = join(HERE, "node_modules/lucide-static/icons");

export function icons(): Plugin {
  return {
    name: "icons",
    buildStart() {
      for (const file of sources()) this.addWatchFile(file);
    },
    generateBundle() {
      const shapes = Object.fromEntries(named(sources()).map((name) => [name, shapesOf(name)]));
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(shapes) });
    },
  };
}

function sources(): string[] {
  const files = readdirSync(ROOMS, { recursive: true, encoding: "utf8" });
  return files.filter((file) => /\.(html|py)$/.test(file)).map((file) => join(ROOMS, file));
}

/** The icons named in `files`, sorted. */
export function named(files: string[]): string[] {
  const words = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/["']([a-z0-9]+(?:-[a-z0-9]+)*)["']/g)]);
  const names = new Set(words.map((match) => match[1] as string));
  return [...names].filter((name) => existsSync(join(LUCIDE, `${name}.svg`))).sort();
}

/** What is inside the icon's <svg>, on one line. */
export function shapesOf(name: string): string {
  const svg = readFileSync(join(LUCIDE, `${name}.svg`), "utf8");
  const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return inside.replaceAll(/\s+/g, " ").replaceAll(" />", "/>").trim();
}
