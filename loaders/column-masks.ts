import type { Profile } from "../src/model/profile.ts";
import { columnFinder } from "./cell-sql.ts";
import type { RowPlan } from "./field-plan.ts";
import type { StagedTable } from "./read/staged.ts";

/**
 * Whether the cells of a column may be shown to the people who mend them: `shown` where the mapping reads it and it
 * identifies nobody, or the profile calls it safe; `identifying` where the profile says so; `unmapped` where nothing
 * is known of it, so that it may hold anything.
 */
export type ColumnMask = "shown" | "identifying" | "unmapped";

/** The mask of each column of a staged file, in order. A column that identifies people for one purpose is masked for all. */
export function columnMasks(
  staged: StagedTable,
  profile: Profile,
  plans: readonly RowPlan[],
): readonly ColumnMask[] {
  const find = columnFinder(staged, profile);
  const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
  const spellings = (column: string) => [column, ...(profile.synonyms[column] ?? [])].map(plain);
  const fields = plans.flatMap((plan) => plan.fields);
  const read = (wanted: (field: RowPlan["fields"][number]) => boolean) =>
    fields
      .filter(wanted)
      .flatMap((field) => [...field.columns, ...field.sum])
      .flatMap((column) => find(column)?.name ?? []);
  const { person } = profile;
  const identifying = new Set([
    ...read((field) => field.identifying || field.staff).map(plain),
    ...profile.identifying.flatMap(spellings),
    ...[person?.nhs_number, person?.local_id].flatMap((one) => (one === undefined ? [] : spellings(one))),
  ]);
  const shown = new Set([...read(() => true).map(plain), ...profile.safe.flatMap(spellings)]);
  return staged.columns.map((column) => {
    const name = plain(column);
    return identifying.has(name) ? "identifying" : shown.has(name) ? "shown" : "unmapped";
  });
}
