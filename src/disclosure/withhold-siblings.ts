import type { ExactEstimate } from "./protect-estimates.ts";

/** Characteristics of which a person may have several: their groups do not add up to a total. */
const MANY_PER_PERSON = new Set(["cohort"]);

/** A group of a table: its category, how many it holds, exactly, and whether it is withheld. */
interface Child {
  readonly category: string;
  readonly count: number;
  hidden: boolean;
}

/**
 * Finds the groups that must be withheld so that no withheld one can be worked out from the total of its table.
 *
 * Where the withheld groups of a table hold 1 to `withholdUpTo` together, the smallest published group that is not
 * zero is withheld too (of several alike the first by category), until they hold more or nothing is published. A table
 * is one measure that counts, or one instrument's people with both scores, in one area and period by one
 * characteristic; by two, the groups of each category of either are tables as well. Sums with other tables are not
 * looked at: that is the work of an audit of all tables together.
 *
 * Gives a test for whether an estimate stands for such a group. All measures of an instrument share the cell, since
 * each tells how many people it rests on. Takes time in proportion to the number of estimates.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3 (secondary suppression).
 */
export function siblingsToWithhold(
  estimates: readonly ExactEstimate[],
  withholdUpTo: number,
): (estimate: ExactEstimate) => boolean {
  if (withholdUpTo === 0) return () => false;
  const isSmall = (count: number) => count >= 1 && count <= withholdUpTo;
  const tables = new Map<string, Map<string, Child>>();
  for (const estimate of estimates) {
    const count = baseOf(estimate);
    if (count === null || count === 0) continue;
    const key = tableKey(estimate);
    const table = tables.get(key) ?? new Map<string, Child>();
    if (table.size === 0) tables.set(key, table);
    table.set(estimate.category, { category: estimate.category, count, hidden: isSmall(count) });
  }
  const chosen = new Map<string, ReadonlySet<string>>();
  for (const [key, table] of tables) {
    // In a fixed order: by two characteristics what is withheld in one row decides over the next.
    const children = [...table.values()].sort((a, b) => (a.category < b.category ? -1 : 1));
    const siblings = hideSiblings(children, withholdUpTo);
    if (siblings.size > 0) chosen.set(key, siblings);
  }
  return (estimate) => isChild(estimate) && chosen.get(tableKey(estimate))?.has(estimate.category) === true;
}

/** Whom the group's cell counts; null for an estimate that does not decide. */
function baseOf(estimate: ExactEstimate): number | null {
  if (!isChild(estimate)) return null;
  if (estimate.instrument === "") return estimate.kind === "count" ? (estimate.value ?? 0) : null;
  return estimate.measure === "mean_change" ? (estimate.n ?? 0) : null;
}

function isChild({ breakdown }: ExactEstimate): boolean {
  return breakdown !== "none" && !breakdown.split("*").some((part) => MANY_PER_PERSON.has(part));
}

function tableKey(estimate: ExactEstimate): string {
  const { measure, instrument, area_type, area, period_type, period, breakdown } = estimate;
  const figures = instrument === "" ? measure : "";
  return [figures, instrument, area_type, area, period_type, period, breakdown].join("|");
}

/** The categories withheld on top of the small ones. */
function hideSiblings(children: readonly Child[], withholdUpTo: number): ReadonlySet<string> {
  const siblings = new Set<string>();
  const rows = marginsOf(children);
  for (let changed = true; changed; ) {
    changed = false;
    for (const row of rows) {
      for (let next = siblingOf(row, withholdUpTo); next !== undefined; next = siblingOf(row, withholdUpTo)) {
        next.hidden = true;
        siblings.add(next.category);
        changed = true;
      }
    }
  }
  return siblings;
}

/** All groups; and, by two characteristics, those of each category of either. */
function marginsOf(children: readonly Child[]): readonly (readonly Child[])[] {
  const margins = new Map<string, Child[]>();
  for (const child of children) {
    const parts = child.category.split("*");
    const rows = parts.length < 2 ? [] : parts.map((part, index) => `${index}|${part}`);
    for (const row of rows) margins.set(row, [...(margins.get(row) ?? []), child]);
  }
  return [children, ...margins.values()];
}

/** The group of a row to withhold next; undefined where what is withheld is safe, or nothing is published. */
function siblingOf(row: readonly Child[], withholdUpTo: number): Child | undefined {
  const hidden = row.reduce((sum, child) => sum + (child.hidden ? child.count : 0), 0);
  if (hidden === 0 || hidden > withholdUpTo) return undefined;
  return row
    .filter((child) => !child.hidden)
    .sort((a, b) => a.count - b.count || (a.category < b.category ? -1 : 1))[0];
}
