import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { type Fineness, LEAF_NAMES, type LeafRow, leafColumns } from "./leaf-rows.ts";

/** People counted once in each cell: where each was, and how many were in just these leaves. */
export interface PersonLeaves {
  /** People who were in one leaf only, by leaf and `layer`. */
  readonly single: readonly (LeafRow & { readonly people: number })[];
  /** One row a further person and leaf, in the order of `person`. */
  readonly several: readonly (LeafRow & { readonly person: number })[];
}

/**
 * Leaves of people rather than of rows: `person` is a column that numbers them, `layer` an expression that is the same
 * for all rows of a person.
 */
export async function personLeaves(
  query: Query,
  {
    programme,
    table,
    person,
    layer,
    fineness = "whole",
  }: Readonly<Record<"table" | "person" | "layer", string>> & {
    readonly programme: Programme;
    readonly fineness?: Fineness;
  },
): Promise<PersonLeaves> {
  const leaves = `WITH leaf AS (SELECT DISTINCT ${leafColumns(programme, fineness)}, ${layer} AS layer, ${person} AS person FROM ${table}),
    held AS (SELECT person, count(*) AS held FROM leaf GROUP BY person)`;
  const columns = [...LEAF_NAMES, "layer"].map((name) => `f.${name}`).join(", ");
  const from = "FROM leaf AS f JOIN held AS h ON h.person = f.person";
  return {
    single: await query(
      `${leaves} SELECT ${columns}, count(*) AS people ${from} WHERE h.held = 1 GROUP BY ${columns} ORDER BY ${columns}`,
    ),
    several: await query(
      `${leaves} SELECT ${columns}, f.person AS person ${from} WHERE h.held > 1 ORDER BY person, ${columns}`,
    ),
  };
}
