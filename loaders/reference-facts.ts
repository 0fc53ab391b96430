import { join } from "node:path";
import type { ColumnMeta } from "../src/model/canonical/column.ts";
import { canonical, canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import { type CodeList, loadCodeLists } from "../src/model/code-list.ts";
import { loadProfile, shippedProfiles } from "./load-profile.ts";

/** A column of the canonical model, with the code lists that its values come from: none for a text or a number. */
export interface ReferenceColumn extends ColumnMeta {
  readonly name: string;
  readonly codes: readonly string[];
}

/** A table of the canonical model, in words. */
export interface ReferenceTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ReferenceColumn[];
}

/** What the data dictionary tells of the model: its tables, and the shipped code lists by id. */
export function referenceFacts(): {
  readonly tables: readonly ReferenceTable[];
  readonly lists: readonly CodeList[];
} {
  const lists = [...loadCodeLists(join(import.meta.dirname, "../data/reference/code-lists")).values()];
  const codes = listsOfFields();
  const tables = canonicalTables.map((name) => ({
    name,
    description: canonical[name].description ?? "",
    columns: canonicalColumns(name).map((column) => ({
      ...column,
      codes: [...(codes.get(`${name}.${column.name}`) ?? [])],
    })),
  }));
  return { tables, lists };
}

/** Fields of a mapping whose values are stored in a column of another name. */
const STORED_AS: Readonly<Record<string, string>> = {
  "person.age_band": "person.age_band_recorded",
  "person.cohorts": "cohort.cohort",
  "referral.reasons": "reason.reason",
};

/** Which code lists a column is read by: as the shipped profiles say. */
function listsOfFields(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const id of shippedProfiles()) {
    for (const [table, mappings] of Object.entries(loadProfile(id, "").profile.tables)) {
      for (const [field, { codes }] of mappings.flatMap((mapping) => Object.entries(mapping.fields))) {
        const column = STORED_AS[`${table}.${field}`] ?? `${table}.${field}`;
        if (codes !== undefined) found.set(column, (found.get(column) ?? new Set()).add(codes));
      }
    }
  }
  return found;
}
