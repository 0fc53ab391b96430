import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { policies } from "../disclosure/policy.ts";
import type { EarlierRelease } from "../disclosure/previous-figures.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { sha256 } from "../files/sha256.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { ESTIMATE_COLUMNS, ESTIMATE_FIGURES } from "./estimates-table.ts";
import { readCsvCells } from "./read-csv-cells.ts";

/** An earlier release as its readers have it. */
export interface PreviousRelease extends EarlierRelease {
  /** SHA-256 of its table of figures. */
  readonly sha256: string;
}

/** Where a release, its folder's parent or a built site keeps a file of the release; names in a site carry a hash. */
const PLACES = ["", "downloads", "data", "data/downloads", "reports/data", "reports/data/downloads"];
const SITE_PLACES = ["_file/data", "_file/data/downloads"];

/**
 * Reads a release that is published already: from its data folder, from the site built of it, or from a downloaded
 * estimates.csv. Without a manifest beside it, its programme is taken to be this one, its policy to be that of now.
 *
 * @throws CodedError `PREVIOUS_NOT_FOUND`, `PREVIOUS_UNREADABLE`, `PREVIOUS_OTHER_PROGRAMME`.
 */
export function readPreviousRelease(path: string, programme: string): PreviousRelease {
  const table = findFile(path, "estimates", "csv");
  if (table === undefined) {
    throw problem(
      path,
      "PREVIOUS_NOT_FOUND",
      "there is no estimates.csv of an earlier release.",
      "Give --previous the release's data folder, the folder of its site, or its downloaded estimates.csv.",
    );
  }
  const text = readFileSync(table, "utf8");
  const fingerprint = sha256(text);
  const manifest = readManifest(path);
  if (manifest !== undefined && manifest.programme !== programme) {
    throw problem(
      path,
      "PREVIOUS_OTHER_PROGRAMME",
      `this is a release of programme "${manifest.programme}", not of "${programme}".`,
      "Give --previous an earlier release of the same programme, or leave it out.",
    );
  }
  return {
    id: manifest?.release_id ?? fingerprint.slice(0, 12),
    sha256: fingerprint,
    policy: Object.values(policies).find(({ id }) => id === manifest?.policy) ?? null,
    estimates: readEstimates(text, path),
  };
}

function findFile(path: string, name: string, extension: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (statSync(path).isFile()) {
    if (path.endsWith(`.${extension}`)) return path;
    // Of a table within a release folder, the manifest beside that folder's tables.
    return [".", ".."].map((up) => join(dirname(path), up, `${name}.${extension}`)).find(existsSync);
  }
  const plain = PLACES.map((place) => join(path, place, `${name}.${extension}`)).find(existsSync);
  if (plain !== undefined) return plain;
  const hashed = new RegExp(`^${name}\\.[0-9a-f]+\\.${extension}$`);
  for (const folder of SITE_PLACES.map((place) => join(path, place)).filter(existsSync)) {
    const file = readdirSync(folder).find((one) => hashed.test(one));
    if (file !== undefined) return join(folder, file);
  }
  return undefined;
}

interface ReadManifest {
  readonly release_id: string;
  readonly programme: string;
  readonly policy: string;
}

/** What an earlier version of the program wrote may hold less or more than a manifest of now. */
function readManifest(path: string): ReadManifest | undefined {
  const file = findFile(path, "manifest", "json");
  if (file === undefined) return undefined;
  const { release_id, programme, policy } = parsed(file, path) as Partial<ReadManifest>;
  if (release_id === undefined || programme === undefined || policy === undefined) throw unreadable(path);
  return { release_id, programme, policy };
}

function parsed(file: string, path: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw unreadable(path);
  }
}

function readEstimates(text: string, path: string): readonly ReleasedEstimate[] {
  const [header = [], ...rows] = cellsOf(text, path);
  const places = ESTIMATE_COLUMNS.map((name) => ({ name, at: header.indexOf(name) }));
  if (places.some(({ at }) => at === -1)) throw unreadable(path);
  return rows.map((row) => {
    const cells = places.map(({ name, at }) => {
      const cell = row[at] ?? "";
      if (!(ESTIMATE_FIGURES as readonly string[]).includes(name)) return [name, cell];
      if (cell !== "" && !Number.isFinite(Number(cell))) throw unreadable(path);
      return [name, cell === "" ? null : Number(cell)];
    });
    return Object.fromEntries(cells) as ReleasedEstimate;
  });
}

function cellsOf(text: string, path: string): ReturnType<typeof readCsvCells> {
  try {
    return readCsvCells(text);
  } catch {
    throw unreadable(path);
  }
}

const unreadable = (path: string): CodedError =>
  problem(
    path,
    "PREVIOUS_UNREADABLE",
    "its estimates.csv or manifest.json is not as this program writes them.",
    "Give --previous the files as they were published, not opened and saved by another program.",
  );

const problem = (path: string, code: string, what: string, remedy: string): CodedError =>
  new CodedError({ code, place: { file: path }, what, remedy, exit: EXIT.usage });
