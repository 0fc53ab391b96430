import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { listSiteFiles } from "../../src/site/site-files.ts";

const FILES: Readonly<Record<string, string>> = {
  "package.json": '{"type":"module","private":true}\n',
  "observablehq.config.ts": `export default {
  root: "reports", output: process.env.WHAT_MATTERS_OUT ?? "dist", title: "Tiny", globalStylesheets: [],
  style: "style.css", sidebar: false, toc: false, pager: false, footer: "",
};
`,
  "reports/style.css": "body { color: #111; background: #fff; }\n",
  "reports/data/one.json": '{"word":"hello"}\n',
  "reports/components/shout.ts": `import { mean } from "d3-array";
export function shout(word: string): string {
  return \`\${word.toUpperCase()} \${mean([1, 3])}\`;
}
`,
  "reports/index.md": `# Tiny

See [the notes](./notes#second).

\`\`\`js
import { shout } from "./components/shout.js";
const data = await FileAttachment("./data/one.json").json();
display(shout(data.word));
\`\`\`
`,
  "reports/notes.md": "# Notes\n\n## Second\n",
};

/** A checkout of two pages, in a temporary folder, that shares this checkout's node_modules. */
export interface TinyProject {
  readonly checkout: string;
  readonly out: string;
  /** Writes a file of the checkout. */
  write(file: string, text: string): Promise<void>;
  /** Adds text to the end of a file. */
  append(file: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a tiny project that builds without fault. */
export async function makeTinyProject(): Promise<TinyProject> {
  const dir = await mkdtemp(join(tmpdir(), "what-matters-tiny-"));
  const checkout = join(dir, "checkout");
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(checkout, file)), { recursive: true });
    await writeFile(join(checkout, file), text);
  };
  for (const [file, text] of Object.entries(FILES)) await write(file, text);
  await symlink(resolve("node_modules"), join(checkout, "node_modules"), "dir");
  return {
    checkout,
    out: join(dir, "site"),
    write,
    append: async (file, text) => write(file, `${await readFile(join(checkout, file), "utf8")}${text}`),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Hashes every file of a folder: equal prints, equal folders. */
export async function fingerprint(dir: string): Promise<Readonly<Record<string, string>>> {
  const prints: Record<string, string> = {};
  for (const file of await listSiteFiles(dir)) {
    prints[file] = createHash("sha256")
      .update(await readFile(join(dir, file)))
      .digest("hex");
  }
  return prints;
}
