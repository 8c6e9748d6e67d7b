// Bundles behaviours and styles into the two files every page loads, app.js and app.css.
// Django's manifest storage adds the content hash to their names, so Vite does not.
import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { icons } from "./icons.ts";

const islands = ["editor"].filter((name) => existsSync(`islands/${name}.ts`));

export default defineConfig({
  base: "./",
  plugins: [icons()],
  build: {
    outDir: "../lorehouse/ui/static/lorehouse",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    rollupOptions: {
      input: Object.fromEntries([["app", "app.ts"], ["service-worker", "service-worker.ts"], ...islands.map((name) => [name, `islands/${name}.ts`])]),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
  test: { environment: "happy-dom", include: ["**/*.test.ts"], passWithNoTests: false },
});
