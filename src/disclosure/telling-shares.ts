import type { Cell } from "../measures/cell.ts";
import { tellingShare } from "../measures/library.ts";
import type { PolicyRules } from "./policy.ts";
import type { ExactEstimate } from "./protect-estimates.ts";

/** Characteristics that are private whoever has them: health, and ethnic origin. */
const PRIVATE = new Set(["cohort", "ethnic_group", "ethnic_category", "baseline_level"]);
/** Characteristics of which a person may have several: their groups do not add up to a total. */
const MANY_PER_PERSON = new Set(["cohort"]);
/** Categories of people of whom it is not known, which tell nothing of them. */
const NOT_TOLD = new Set(["not_known", "not_stated", "suppressed"]);

/**
 * True for a share of everybody, or of nobody, that tells something private of each person of its cell, such as that all
 * of them were referred at a crisis: group disclosure. The measure library says of which shares that holds. The whole
 * programme over the whole time is exempt: it is nobody's neighbourhood.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 5.2 (group disclosure).
 */
export function isTellingShare(estimate: ExactEstimate, { describedFrom }: PolicyRules): boolean {
  const { measure, kind, numerator, denominator } = estimate;
  if (describedFrom === 0 || kind !== "proportion" || isWholeProgramme(estimate)) return false;
  const telling = tellingShare(measure);
  if (telling === undefined || denominator === null || denominator === 0) return false;
  return numerator === (telling === "all" ? denominator : 0);
}

/**
 * Finds the groups by a private characteristic that hold everybody of a cell smaller than the whole programme: that a
 * person was referred there would tell which group they are of. Where a person is in one group only, so would the other
 * groups of the cell, which hold nobody. Takes time in proportion to the number of estimates.
 */
export function tellingGroups(
  estimates: readonly ExactEstimate[],
  { describedFrom }: Pick<PolicyRules, "describedFrom">,
): (estimate: ExactEstimate) => boolean {
  if (describedFrom === 0) return () => false;
  // Only cells of which a figure by a private characteristic is given are asked for.
  const [measures, places] = [new Set<string>(), new Set<string>()];
  for (const { breakdown, measure, area_type } of estimates) {
    if (!PRIVATE.has(breakdown)) continue;
    measures.add(measure);
    places.add(area_type);
  }
  const wholes = new Map<string, number>();
  for (const estimate of estimates) {
    const { breakdown, measure, area_type } = estimate;
    if (breakdown === "none" && measures.has(measure) && places.has(area_type))
      wholes.set(cellKey(estimate), peopleOf(estimate));
  }
  const isTelling = (estimate: ExactEstimate): boolean => {
    const { breakdown, category } = estimate;
    if (!PRIVATE.has(breakdown) || NOT_TOLD.has(category) || isWholeProgramme(estimate)) return false;
    const people = peopleOf(estimate);
    return people > 0 && people === wholes.get(cellKey(estimate));
  };
  const tables = new Set(estimates.filter(isTelling).map(tableKey));
  return (estimate) => {
    if (!PRIVATE.has(estimate.breakdown)) return false;
    if (MANY_PER_PERSON.has(estimate.breakdown)) return isTelling(estimate);
    return tables.size > 0 && tables.has(tableKey(estimate));
  };
}

/**
 * Adds the groups without anybody to cells of which one private group holds everybody, for disclosure control to
 * withhold them together: a group that stands alone tells as much as its number.
 */
export function withEmptyGroups(estimates: readonly ExactEstimate[]): readonly ExactEstimate[] {
  const isTelling = tellingGroups(estimates, { describedFrom: 1 });
  const telling = estimates.filter(
    (estimate) => !MANY_PER_PERSON.has(estimate.breakdown) && peopleOf(estimate) !== 0 && isTelling(estimate),
  );
  if (telling.length === 0) return estimates;
  const tables = new Set(telling.map(tableKey));
  const categories = new Map<string, Set<string>>();
  const held = new Set<string>();
  for (const estimate of estimates) {
    const { breakdown, category } = estimate;
    if (!PRIVATE.has(breakdown)) continue;
    categories.set(breakdown, (categories.get(breakdown) ?? new Set()).add(category));
    const table = tableKey(estimate);
    if (tables.has(table)) held.add(`${table}|${category}`);
  }
  const added = telling.flatMap((estimate) =>
    [...(categories.get(estimate.breakdown) ?? [])]
      .filter((category) => !held.has(`${tableKey(estimate)}|${category}`))
      .sort()
      .map((category) => emptyOf(estimate, category)),
  );
  return added.length === 0 ? estimates : [...estimates, ...added];
}

/** The same figure of a group that has nobody. */
function emptyOf(estimate: ExactEstimate, category: string): ExactEstimate {
  const isCount = estimate.kind === "count";
  const zero = (count: number | null) => (count === null ? null : 0);
  return {
    ...estimate,
    category,
    n: 0,
    numerator: zero(estimate.numerator),
    denominator: zero(estimate.denominator),
    value: isCount ? 0 : null,
    lower: null,
    upper: null,
    level: null,
    status: isCount || estimate.status !== "published" ? estimate.status : "too_few",
    note: isCount ? estimate.note : "",
  };
}

const isWholeProgramme = ({ area_type, period_type }: Cell): boolean =>
  area_type === "programme" && period_type === "all";

const peopleOf = ({ n, value }: ExactEstimate): number => n ?? value ?? 0;

const cellKey = ({ measure, instrument, area_type, area, period_type, period }: Cell): string =>
  [measure, instrument, area_type, area, period_type, period].join("|");

const tableKey = (cell: Cell): string => `${cellKey(cell)}|${cell.breakdown}`;
