import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openPageWindow } from "./page-window.ts";

/** A page with what its cells show for an address without parameters. */
export interface DrawnPage {
  readonly document: Document;
  /** What each cell shows, by the cell's id; cells that show nothing are left out. */
  readonly cells: ReadonlyMap<string, readonly Node[]>;
  /** Names of the files that were read. */
  readonly read: readonly string[];
}

interface Cell {
  readonly id: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly body: (...inputs: readonly unknown[]) => unknown;
}

/** What `Generators.observe` makes of its argument: the values that it tells one after the other. */
interface Observed {
  readonly observe: (notify: (value: unknown) => void) => unknown;
}

type Importer = (path: string) => Promise<unknown>;

const PAGE_SCRIPT = /<script type="module">([\s\S]*?)<\/script>/;
const CODE_IMPORT = /^import (?:.* from )?"[^"]*";$/gm;

/**
 * Runs the cells of a built page outside a browser and gives what they show: the code that readers run, on the files that
 * they are given. Where a value is told again as more is read (`Generators.observe`), what depends on it is drawn again.
 *
 * The page's document becomes the global one, so that pages are drawn one after the other, never at once.
 *
 * @param dir the folder of the site
 * @param file path of the page below it, e.g. `projects/SPIP07.html`
 * @param widthOf room of a chart, in pixels
 * @throws Error where a cell fails or asks for something that only a browser has
 */
export async function drawPage(
  dir: string,
  file: string,
  widthOf: (element: Element) => number,
): Promise<DrawnPage> {
  const html = readFileSync(join(dir, file), "utf8");
  const window = openPageWindow(html, file.replace(/^.*\//, "./").replace(/^(?!\.)/, "./"));
  const { document } = window;
  const roots = findRoots(document);
  const cells = readCells(html, dir, file);
  const shown = new Map<string, Node[]>();
  const values = new Map<string, unknown>();
  /** Names of values that are told, how often any of them was, and how often when it was last drawn from. */
  const observed = new Set<string>();
  let told = 0;
  let drawn = 0;
  const given = (cell: Cell, name: string): unknown => {
    if (name === "display") return show(cell.id);
    const own = cells.builtins[name];
    if (own !== undefined) return own;
    if (!values.has(name)) throw new Error(`A cell asks for "${name}", which is there in a browser only.`);
    return values.get(name);
  };
  const show = (id: string) => {
    for (const node of shown.get(id) ?? []) node.parentNode?.removeChild(node);
    const nodes: Node[] = [];
    shown.set(id, nodes);
    return (value: unknown): unknown => {
      const node = isNode(value) ? value : document.createTextNode(String(value));
      const root = roots.get(id);
      for (const one of node.nodeType === 11 ? [...node.childNodes] : [node]) {
        nodes.push(one);
        root?.parentNode?.insertBefore(one, root);
      }
      return value;
    };
  };
  const keep = async (name: string, value: unknown): Promise<void> => {
    if (!isObserved(value)) return void values.set(name, value);
    observed.add(name);
    value.observe((next) => {
      told += 1;
      values.set(name, next);
    });
    await rest(() => told);
    drawn = told;
  };
  const ordered = inOrder(cells.defined);
  let toDraw = ordered;
  for (let round = 0; ; round++) {
    drawn = told;
    for (const cell of toDraw) {
      const result = await cell.body(...(cell.inputs ?? []).map((name) => given(cell, name)));
      for (const name of cell.outputs ?? [])
        await keep(name, (result as Readonly<Record<string, unknown>>)[name]);
    }
    if (round === 0) toDraw = dependentOn(observed, ordered);
    await rest(() => told);
    if (told === drawn) {
      // A part that is told of printing, or that it can be seen, stays as it is; figures that a drawing asks for are read.
      const before = cells.read.size;
      window.settle(widthOf);
      await rest(() => told);
      if (cells.read.size === before) break;
    }
    if (round === ROUNDS) throw new Error("It asks for more figures each time that it is drawn.");
  }
  return {
    document,
    cells: new Map([...shown].filter(([, nodes]) => nodes.length > 0)),
    read: [...cells.read],
  };
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "nodeType" in value;

/** More often than this no page is drawn again. */
const ROUNDS = 8;

const isObserved = (value: unknown): value is Observed =>
  typeof value === "object" && value !== null && "observe" in value;

/** Files are read at once, so what is still to be told is told before the queue of promises has been worked off twice. */
async function rest(told: () => number): Promise<void> {
  for (let before = -1; before !== told(); ) {
    before = told();
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The cells that use some values, or what is made of them, and tell none themselves. */
function dependentOn(names: ReadonlySet<string>, ordered: readonly Cell[]): readonly Cell[] {
  const changing = new Set(names);
  return ordered.filter((cell) => {
    const depends = (cell.inputs ?? []).some((name) => changing.has(name));
    const tells = (cell.outputs ?? []).some((name) => names.has(name));
    if (depends) for (const name of cell.outputs ?? []) changing.add(name);
    return depends && !tells;
  });
}

/** Reads the cells that a page defines, without running them. */
function readCells(
  html: string,
  dir: string,
  file: string,
): {
  readonly defined: readonly Cell[];
  readonly builtins: Readonly<Record<string, unknown>>;
  readonly read: ReadonlySet<string>;
} {
  const [, script = ""] = PAGE_SCRIPT.exec(html) ?? [];
  const defined: Cell[] = [];
  const base = pathToFileURL(join(dir, file));
  const files = new Map<string, string>();
  const importer: Importer = (path) => import(new URL(path, base).href);
  const code = script.replace(CODE_IMPORT, "").replaceAll(/\bimport\(/g, "importFile(");
  new Function("define", "registerFile", "importFile", code)(
    (cell: Cell) => defined.push(cell),
    (name: string, { path }: { readonly path: string }) => files.set(name, path),
    importer,
  );
  const read = new Set<string>();
  const builtins = {
    FileAttachment: (name: string) => attachment(name, files.get(name), base, read),
    Generators: { observe: (observe: Observed["observe"]): Observed => ({ observe }) },
  };
  return { defined, builtins, read };
}

function attachment(name: string, path: string | undefined, base: URL, names: Set<string>) {
  if (path === undefined) throw new Error(`The page has no file "${name}".`);
  const read = (): Buffer => {
    names.add(name);
    return readFileSync(new URL(path, base));
  };
  return {
    json: async (): Promise<unknown> => JSON.parse(read().toString("utf8")),
    text: async (): Promise<string> => read().toString("utf8"),
    arrayBuffer: async (): Promise<ArrayBuffer> => new Uint8Array(read()).buffer,
    url: async (): Promise<string> => path,
  };
}

/** Cells after those whose values they use, else in the order of the page. */
function inOrder(cells: readonly Cell[]): readonly Cell[] {
  const makers = new Map(cells.flatMap((cell) => (cell.outputs ?? []).map((name) => [name, cell] as const)));
  const ordered = new Set<Cell>();
  const visit = (cell: Cell): void => {
    if (ordered.has(cell)) return;
    for (const name of cell.inputs ?? []) {
      const maker = makers.get(name);
      if (maker !== undefined && maker !== cell) visit(maker);
    }
    ordered.add(cell);
  };
  for (const cell of cells) visit(cell);
  return [...ordered];
}

function findRoots(document: Document): ReadonlyMap<string, Node> {
  const roots = new Map<string, Node>();
  const walk = (node: Node): void => {
    const id = node.nodeType === 8 ? /^:([0-9a-f]{8}(?:-\d+)?):$/.exec(node.nodeValue ?? "")?.[1] : undefined;
    if (id !== undefined) roots.set(id, node);
    for (const child of node.childNodes) walk(child);
  };
  walk(document.body);
  return roots;
}
