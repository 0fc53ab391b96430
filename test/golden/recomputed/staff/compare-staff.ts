import { type StaffExact, staffKey } from "./staff-exact.ts";
import { exactly, FEWEST, type ShownFigure, shownAs, slackOf, TOO_SHORT, whyHidden } from "./staff-policy.ts";

/** A row of a release. */
export type StaffRow = Readonly<Record<string, unknown>> & {
  readonly measure: string;
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
};

/** How the figures of staff in a release compare with what was recomputed. */
export interface StaffComparison {
  /** Figures that are not what the policy makes of the recomputed ones, and cells that only one side has. */
  readonly wrong: readonly string[];
  readonly checked: number;
  /** Hidden by themselves, by reason. */
  readonly primary: ReadonlyMap<string, number>;
  /** Keys of cells that could be shown by themselves, and are not, for the sake of others. */
  readonly secondary: readonly string[];
}

const PARTS = ["numerator", "denominator", "n", "value", "lower", "upper"] as const;

/** Sets each released figure of staff against the recomputed one under the policy `nhs-england` as its text words it. */
export function compareStaff(
  released: readonly StaffRow[],
  exact: ReadonlyMap<string, StaffExact>,
): StaffComparison {
  const wrong: string[] = [];
  const primary = new Map<string, number>();
  const secondary: string[] = [];
  const seen = new Set<string>();
  let checked = 0;
  for (const row of released) {
    const key = staffKey(row.measure, row);
    seen.add(key);
    const found = exact.get(key);
    if (found === undefined) {
      wrong.push(`${key}: in the release, yet nothing was recomputed for it`);
      continue;
    }
    const reason = whyHidden(found);
    if (row.status === "published") {
      checked += 1;
      if (reason !== null) wrong.push(`${key}: shown, though it is of ${reason}`);
      else for (const fault of faultsOf(row, found)) wrong.push(`${key}: ${fault}`);
      continue;
    }
    const stands = PARTS.filter((part) => row[part] !== null);
    if (stands.length > 0) wrong.push(`${key}: ${String(row.status)}, yet ${stands.join(", ")} stand there`);
    const expected =
      found.kind === "not yet" ? "not_yet_observable" : isTooShort(found) ? "too_few" : "withheld";
    if (row.status !== expected) wrong.push(`${key}: is ${String(row.status)}, not ${expected}`);
    if (reason === null) secondary.push(key);
    else primary.set(reason, (primary.get(reason) ?? 0) + 1);
  }
  for (const key of exact.keys())
    if (!seen.has(key)) wrong.push(`${key}: recomputed, yet not in the release`);
  return { wrong, checked, primary, secondary };
}

/** Of many, and of five or more of whom it is known: that it cannot be given tells nothing of few. */
function isTooShort(exact: StaffExact): boolean {
  if (whyHidden(exact) !== TOO_SHORT || exact.staff < FEWEST.staff) return false;
  const ended =
    exact.kind === "lasting"
      ? exact.waits.filter((one) => one.ended).length
      : exact.kind === "staying"
        ? exact.left
        : 0;
  return ended >= FEWEST.answers;
}

/** Figures before protection that are not the recomputed ones: bands and steps hide much of what is wrong. */
export function unlikeExact(
  estimates: readonly StaffRow[],
  exact: ReadonlyMap<string, StaffExact>,
): readonly string[] {
  return estimates.flatMap((row) => {
    const key = staffKey(row.measure, row);
    const found = exact.get(key);
    if (found === undefined || row.status !== "published") return [];
    const [value, wanted] = [Number(row.value), exactly(found) ?? Number.NaN];
    const wrong = Math.abs(value - wanted) <= 1e-9 * Math.max(1, wanted) ? [] : [`${value}, not ${wanted}`];
    const counts = found.kind === "share" && (row.numerator !== found.x || row.denominator !== found.n);
    const share = counts
      ? [`${String(row.numerator)} of ${String(row.denominator)}, not ${found.x} of ${found.n}`]
      : [];
    const basis = row.staff as { readonly staff: number } | undefined;
    const staff =
      basis === undefined || basis.staff === found.staff
        ? []
        : [`of ${basis.staff} staff, not ${found.staff}`];
    return [...wrong, ...share, ...staff].map((fault) => `${key}: ${fault}`);
  });
}

function faultsOf(row: StaffRow, exact: StaffExact): readonly string[] {
  const [wanted, slack] = [shownAs(exact), slackOf(exact)];
  return PARTS.flatMap((part) => {
    const [shown, want] = [row[part], wanted[part]];
    if (want === null || shown === null)
      return shown === want ? [] : [`${part} is ${String(shown)}, not ${want}`];
    const off = Math.abs(Number(shown) - want);
    const isOutward = isLimitOfRate(part, exact) && !isAway(part, Number(shown), want);
    return off <= (slack[part] ?? 0) && !isOutward ? [] : [`${part} is ${String(shown)}, not ${want}`];
  });
}

/** Limits of a rate are rounded away from it. */
const isLimitOfRate = (part: keyof ShownFigure, { kind }: StaffExact): boolean =>
  kind === "rate" && (part === "lower" || part === "upper");
const isAway = (part: keyof ShownFigure, shown: number, exact: number): boolean =>
  part === "lower" ? shown <= exact + 1e-9 : shown >= exact - 1e-9;
