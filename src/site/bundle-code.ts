import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { listSiteFiles } from "./site-files.ts";

/** Folder of the site's code: one file a page, and those that pages share. */
const CODE = "_code";
const COMPONENT = /\bimport\("((?:\.{1,2}\/)+_import\/[^"]+\.js)"\)/g;
const PRELOAD = /<link rel="modulepreload" href="(?:\.{1,2}\/)+_(?:import|node)\/[^"]+">\n?/g;
const ENTRY = "page:";
/** Framework's own code, which pages load by themselves. */
const OUTSIDE = /[\\/]_observablehq[\\/]/;
/** Libraries whose parts can be left out one by one. */
const SHAKEN =
  /[\\/](?:d3(?:-[a-z-]+)?|plot|isoformat|interval-tree-1d|binary-search-bounds)@|[\\/]_import[\\/]/;

/** The chart library and what it is made of: pages that draw no chart do not load it. */
const CHARTS = /[\\/](?:d3(?:-[a-z-]+)?|plot|isoformat|interval-tree-1d|binary-search-bounds)@/;

/** A written file of code, as far as it is used here. */
interface OutputChunk {
  readonly type: string;
  readonly fileName: string;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly code: string;
}

/** What is known of a module. */
type InfoOf = (id: string) => { readonly importedIds: readonly string[] } | null;

interface Bundler {
  rollup(options: object): Promise<{
    generate(options: object): Promise<{ readonly output: readonly OutputChunk[] }>;
    close(): Promise<void>;
  }>;
  readonly minify: (code: string) => Promise<string>;
}

/**
 * Puts the code of a freshly built site, a hundred small files a page, into three files a page at most: what pages share and
 * a browser keeps, with charts and without, and one of the page's own. What no page uses of a library is left out.
 *
 * The bundlers are those that Observable Framework brings. The same inputs give the same files.
 */
export async function bundleCode(dir: string): Promise<void> {
  const pages = new Map<string, { readonly html: string; readonly modules: readonly string[] }>();
  for (const file of await listSiteFiles(dir)) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(dir, file), "utf8");
    const paths = [...html.matchAll(COMPONENT)].map(([, path = ""]) => posix.join(posix.dirname(file), path));
    if (paths.length > 0) pages.set(file, { html, modules: [...new Set(paths)].sort() });
  }
  const entries = new Map([...pages.values()].map(({ modules }) => [modules.join("\n"), modules]));
  if (entries.size === 0) return;
  const chunks = await bundle(dir, [...entries.values()]);
  await mkdir(join(dir, CODE), { recursive: true });
  for (const { fileName, code } of chunks) await writeFile(join(dir, fileName), code);
  for (const [file, { html, modules }] of pages) {
    const index = [...entries.keys()].indexOf(modules.join("\n"));
    const own = chunks.find((chunk) => chunk.facadeModuleId === `${ENTRY}${index}`);
    if (own === undefined) throw new Error(`The code of ${file} was not bundled.`);
    await writeFile(
      join(dir, file),
      withBundle(html, file, modules, [own.fileName, ...own.imports.filter((name) => name.startsWith(CODE))]),
    );
  }
  await rm(join(dir, "_import", "components"), { recursive: true, force: true });
  await rm(join(dir, "_node"), { recursive: true, force: true });
}

/** Points a page to its bundle: the first file, which needs the others. */
function withBundle(
  html: string,
  file: string,
  modules: readonly string[],
  files: readonly string[],
): string {
  const here = posix.dirname(file);
  const seen = (target: string): string => {
    const path = posix.relative(here, target);
    return path.startsWith(".") ? path : `./${path}`;
  };
  const preloads = files.map((one) => `<link rel="modulepreload" href="${seen(one)}">\n`).join("");
  return html
    .replace(COMPONENT, (_, path: string) => {
      const place = modules.indexOf(posix.join(here, path));
      return `import("${seen(files[0] ?? "")}").then((page) => page.m${place})`;
    })
    .replace(PRELOAD, "")
    .replace('<script type="module">', () => `${preloads}<script type="module">`);
}

async function bundle(dir: string, entries: readonly (readonly string[])[]): Promise<readonly OutputChunk[]> {
  const { rollup, minify } = findBundler();
  const plugin = {
    name: "site",
    resolveId: (id: string, importer: string | undefined) => {
      if (id.startsWith(ENTRY)) return id;
      const path = id.startsWith(".") && importer !== undefined ? join(dirname(importer), id) : id;
      return OUTSIDE.test(path) ? { id: path, external: "relative" } : path;
    },
    load(id: string) {
      if (!id.startsWith(ENTRY)) return null;
      const modules = entries[Number(id.slice(ENTRY.length))] ?? [];
      return modules
        .map((path, place) => `export * as m${place} from ${JSON.stringify(join(dir, path))};`)
        .join("\n");
    },
    renderChunk: async (code: string) => ({ code: await minify(code), map: null }),
  };
  const users = new Map<string, number>();
  const drawing = new Map<string, boolean>();
  const built = await rollup({
    input: entries.map((_, place) => `${ENTRY}${place}`),
    plugins: [plugin],
    treeshake: { moduleSideEffects: (id: string) => !SHAKEN.test(id) },
    onwarn: () => undefined,
  });
  const { output } = await built.generate({
    format: "es",
    entryFileNames: `${CODE}/page.[hash].js`,
    chunkFileNames: ({ name }: { readonly name: string }) =>
      `${CODE}/${name === "charts" ? name : "shared"}.[hash].js`,
    manualChunks(id: string, { getModuleInfo }: { readonly getModuleInfo: InfoOf }) {
      if (id.startsWith(ENTRY)) return undefined;
      if (users.size === 0) countUsers(entries.length, getModuleInfo, users);
      if ((users.get(id) ?? 0) < 2) return undefined;
      return drawsCharts(id, getModuleInfo, drawing) ? "charts" : "shared";
    },
  });
  await built.close();
  return output.filter((one) => one.type === "chunk");
}

/** Whether a module is of the chart library or uses it, directly or through others. */
function drawsCharts(id: string, infoOf: InfoOf, known: Map<string, boolean>): boolean {
  const before = known.get(id);
  if (before !== undefined) return before;
  // What comes back to a module that is being looked at adds nothing to it.
  known.set(id, false);
  const draws =
    CHARTS.test(id) || (infoOf(id)?.importedIds ?? []).some((next) => drawsCharts(next, infoOf, known));
  known.set(id, draws);
  return draws;
}

/** How many pages use each module, directly or through others. */
function countUsers(pages: number, infoOf: InfoOf, users: Map<string, number>): void {
  for (let page = 0; page < pages; page++) {
    const seen = new Set<string>();
    const visit = (id: string): void => {
      if (seen.has(id)) return;
      seen.add(id);
      for (const next of infoOf(id)?.importedIds ?? []) visit(next);
    };
    visit(`${ENTRY}${page}`);
    for (const id of seen) users.set(id, (users.get(id) ?? 0) + 1);
  }
}

function findBundler(): Bundler {
  const require = createRequire(import.meta.url);
  const framework = createRequire(require.resolve("@observablehq/framework/package.json"));
  const { rollup } = framework("rollup") as Pick<Bundler, "rollup">;
  const esbuild = framework("esbuild") as {
    transform(code: string, options: object): Promise<{ readonly code: string }>;
  };
  return {
    rollup,
    minify: async (code) =>
      (await esbuild.transform(code, { minify: true, format: "esm", target: "es2022" })).code,
  };
}
