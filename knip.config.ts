import type { KnipConfig } from "knip";

/** Pages are Markdown with code cells: their imports count. */
const config: KnipConfig = {
  entry: [
    "src/cli/main.ts",
    "observablehq.config.ts",
    "reports/**/*.md",
    "test/**/*.test.ts",
    "test/e2e/screenshots.ts",
    "test/bench/costs/run.ts",
    "test/bench/costs/cost-stage.ts",
  ],
  project: ["src/**/*.{ts,mjs}", "loaders/**/*.ts", "reports/**/*.{ts,md}", "test/**/*.ts"],
  // Read printed sheets back and cut the network off, where they are installed.
  ignoreBinaries: ["pdftoppm", "pdftotext", "unshare"],
  // Plot brings its charts on d3.
  ignoreDependencies: ["d3"],
  ignoreExportsUsedInFile: true,
  compilers: {
    md: (text: string) =>
      [...text.matchAll(/^```js[^\n]*\n([\s\S]*?)^```/gm)].map((match) => match[1]).join("\n"),
  },
};

export default config;
