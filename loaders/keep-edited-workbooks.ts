import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { sha256 } from "../src/files/sha256.ts";
import { readPreviousReport } from "./ingest-report-previous.ts";

/** Folder below `quarantine/` for workbooks that somebody has edited and not put back. */
const EDITED = "edited";

/**
 * Path of a workbook that a user names: as it stands, else below the state folder or its quarantine,
 * where the command was not run from there.
 */
export function findWorkbook(state: string, path: string): string {
  const places = [path, join(state, path), join(state, "quarantine", path)];
  return places.find((place) => existsSync(place)) ?? path;
}

/** Names of the workbooks in a folder; none where it does not exist. */
const workbooks = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /^[^~.].*\.xlsx$/.test(name)) : [];

/** Names of the workbooks of rows to correct. */
export const quarantineWorkbooks = (state: string): readonly string[] => workbooks(join(state, "quarantine"));

/**
 * An ingest writes its quarantine anew. Workbooks of the one before that were edited since, and are not put back now, are
 * copied into the new one, so that nobody's work is lost.
 *
 * @param state the state folder; `next` the folder that takes its place
 * @param from workbooks that are put back now
 * @returns names of the workbooks kept, below `quarantine/`
 */
export function keepEditedWorkbooks(
  state: string,
  next: string,
  from: readonly string[] = [],
): readonly string[] {
  const folder = join(state, "quarantine");
  if (!existsSync(folder)) return [];
  const written = new Map(
    (readPreviousReport(state)?.files ?? []).flatMap(({ quarantine }) =>
      quarantine?.sha256 === undefined ? [] : [[quarantine.workbook, quarantine.sha256] as const],
    ),
  );
  const putBack = new Set(from.map((path) => resolve(findWorkbook(state, path))));
  const edited = [
    ...workbooks(folder)
      .map((name) => join(folder, name))
      .filter((path) => {
        const hash = written.get(basename(path));
        return hash !== undefined && hash !== sha256(readFileSync(path));
      }),
    ...workbooks(join(folder, EDITED)).map((name) => join(folder, EDITED, name)),
  ].filter((path) => !putBack.has(resolve(path)));
  const to = join(next, "quarantine", EDITED);
  return edited.map((path) => {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    const name = freeName(to, basename(path));
    cpSync(path, join(to, name));
    return `${EDITED}/${name}`;
  });
}

function freeName(folder: string, name: string): string {
  const stem = name.replace(/\.xlsx$/, "");
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem}-${n}.xlsx`;
    if (!existsSync(join(folder, candidate))) return candidate;
  }
}
