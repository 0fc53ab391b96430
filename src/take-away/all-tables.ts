import { compareTables } from "./compare-tables.ts";
import { estimateLookup } from "./estimate-lookup.ts";
import { outcomeTables } from "./outcome-tables.ts";
import { programmeTables } from "./programme-tables.ts";
import { projectTables } from "./project-tables.ts";
import { reachTables } from "./reach-tables.ts";
import type { TakeAwayRelease } from "./read-release.ts";
import { referenceTables } from "./reference-tables.ts";
import type { TakeAwayTable } from "./take-away-table.ts";
import { workforceTables } from "./workforce-tables.ts";

/** Every table to take away of a release, in reading order; those it holds nothing for are left out. */
export function allTables(release: TakeAwayRelease): readonly TakeAwayTable[] {
  const { catalogue, compare, quality } = release;
  const source = { catalogue, lookup: estimateLookup(release.estimates) };
  const [headlines, time, ...pathway] = programmeTables(source);
  return [
    headlines,
    time,
    ...outcomeTables(source),
    ...reachTables(source),
    ...pathway,
    ...projectTables(source, release),
    ...compareTables(catalogue, compare),
    ...workforceTables(source),
    ...referenceTables(catalogue, quality),
  ].filter((table) => table !== null && table !== undefined);
}
