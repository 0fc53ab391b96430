import type { StaffComparison, StaffRow } from "./compare-staff.ts";
import { type StaffExact, type StaffPlace, staffKey } from "./staff-exact.ts";
import { averageOf, FEWEST, isOfFew } from "./staff-policy.ts";

/** A whole number that lies from one to another. */
interface Range {
  least: number;
  most: number;
}

type Exact = ReadonlyMap<string, StaffExact>;
type OfKind<K extends StaffExact["kind"]> = Extract<StaffExact, { kind: K }>;

const FEWEST_NUMBERS = 4;
/** One step between two answers of the burnout inventory. */
const STEP = 25;

/**
 * An attack on shares of staff with all their bands at once, by one who knows exactly how many staff each cell has:
 * of every cell at least four numbers must stay possible, or all, shown or not. A programme's staff who say yes are
 * those of its services, but for people who work in several.
 */
export function narrowedShares(released: readonly StaffRow[], exact: Exact): readonly string[] {
  const found: string[] = [];
  for (const { whole, parts } of familiesOf(released, exact, "share")) {
    const ranges = [whole, ...parts].map(({ row, figure: { n } }): Range => {
      if (row.status !== "published") return { least: 0, most: n };
      const counts = Array.from({ length: n + 1 }, (_, count) => count).filter((count) => {
        const share = count / n + 1e-9;
        return share >= Number(row.lower) && (Number(row.upper) === 1 || share < Number(row.upper) + 1e-9);
      });
      return { least: counts[0] ?? 0, most: counts.at(-1) ?? n };
    });
    const [top, ...rest] = ranges as [Range, ...Range[]];
    const heads = parts.reduce((sum, { figure }) => sum + figure.n, 0);
    // Staff of no service, and staff of several.
    const [missing, twice] = [Math.max(0, whole.figure.n - heads), Math.max(0, heads - whole.figure.n)];
    if (rest.length > 0)
      for (let round = 0; round < 20; round += 1) {
        const sum = (of: keyof Range) => rest.reduce((total, range) => total + range[of], 0);
        top.least = Math.max(top.least, sum("least") - twice);
        top.most = Math.min(top.most, sum("most") + missing);
        for (const range of rest) {
          const [least, most] = [sum("least") - range.least, sum("most") - range.most];
          range.least = Math.max(range.least, top.least - most - missing);
          range.most = Math.min(range.most, top.most - least + twice);
        }
      }
    for (const [at, { least, most }] of ranges.entries()) {
      const { row, figure } = [whole, ...parts][at] as (typeof parts)[number];
      const truth = figure.x >= least && figure.x <= most;
      if (!truth) found.push(`${keyOf(row)}: ${figure.x} is not from ${least} to ${most}`);
      if (most - least + 1 < Math.min(FEWEST_NUMBERS, figure.n + 1))
        found.push(`${keyOf(row)}: only from ${least} to ${most} of ${figure.n}`);
    }
  }
  return found;
}

/**
 * An attack on averages of staff: from the number who answered, the average and its limits, the spread is known, and
 * with it how far from the average one person can be; and so it is for those of a programme who are in no service
 * shown. Nobody's own score may be pinned to less than a step of the answers, of fewer than ten people nothing known.
 */
export function narrowedMeans(released: readonly StaffRow[], exact: Exact): readonly string[] {
  const found: string[] = [];
  for (const { whole, parts } of familiesOf(released, exact, "mean")) {
    const shown = parts.filter(({ row }) => row.status === "published");
    for (const { row, figure } of [whole, ...shown])
      if (row.status === "published") found.push(...pinned(keyOf(row), figure.values));
    if (whole.row.status !== "published" || shown.length === 0) continue;
    // Scores that are in no service shown: the others', each taken away once.
    const left = [...whole.figure.values];
    for (const { figure } of shown)
      for (const value of figure.values) {
        const at = left.findIndex((one) => Math.abs(one - value) < 1e-9);
        if (at >= 0) left.splice(at, 1);
      }
    if (left.length > 0) found.push(...pinned(`${keyOf(whole.row)} less its services`, left));
  }
  return found;
}

/**
 * An attack on sums over staff, such as days of sickness: the programme's less those of its services shown is nobody's,
 * or that of more than one or two people, of whom one could work out the other's.
 */
export function narrowedSums(released: readonly StaffRow[], exact: Exact): readonly string[] {
  return familiesOf(released, exact, "ratio").flatMap(({ whole, parts }) => {
    const shown = parts.filter(({ row }) => row.status === "published");
    if (whole.row.status !== "published" || shown.length === 0) return [];
    return (whole.figure.amounts ?? []).flatMap((amounts, at) => {
      const left = [...amounts];
      for (const { figure } of shown)
        for (const amount of figure.amounts?.[at] ?? []) {
          const own = left.findIndex((one) => Math.abs(one - amount) < 1e-9);
          if (own >= 0) left.splice(own, 1);
        }
      return left.length > 0 && isOfFew(left) ? [`${keyOf(whole.row)} less its services: of one or two`] : [];
    });
  });
}

function pinned(name: string, values: readonly number[]): readonly string[] {
  if (values.length < FEWEST.inAverage) return [`${name}: an average of ${values.length}`];
  const { n, value, limits } = averageOf({
    kind: "mean",
    staff: values.length,
    values,
    top: 100,
    decimals: 1,
  });
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const reach = Math.sqrt(variance) * ((n - 1) / Math.sqrt(n));
  const width = Math.min(100, value + reach) - Math.max(0, value - reach);
  return limits === null || width < STEP
    ? [`${name}: single scores are within ${width.toFixed(1)} points`]
    : [];
}

/**
 * Cells of staff that could be shown by themselves and are not: those for which no part or whole of theirs leaves too
 * few. Empty where each is kept back for the sake of a cell of few staff.
 */
export function needlesslyHidden(
  { secondary }: StaffComparison,
  released: readonly StaffRow[],
  exact: Exact,
) {
  const statusOf = new Map(released.map((row) => [keyOf(row), row]));
  return secondary.filter((key) => {
    const [own, row] = [exact.get(key), statusOf.get(key)];
    if (own === undefined || row === undefined || own.kind === "time" || own.kind === "rate") return false;
    // Its own parts, what it is itself part of, and the other parts of that: any of few staff is a reason.
    const isFew = (place: StaffPlace) => {
      const other = exact.get(staffKey(row.measure, place));
      return other !== undefined && other.staff > 0 && other.staff < FEWEST.staff;
    };
    const alongside = released.filter(
      (other) =>
        other.measure === row.measure &&
        ((other.area === row.area && other.period !== row.period) ||
          (other.area !== row.area && other.period === row.period)),
    );
    return !alongside.some(isFew);
  });
}

const keyOf = (row: StaffRow): string => staffKey(row.measure, row);

/** The programme's figure of each measure and period with those of its services. */
function familiesOf<K extends "share" | "mean" | "ratio">(
  released: readonly StaffRow[],
  exact: Exact,
  kind: K,
): readonly { readonly whole: Member<K>; readonly parts: readonly Member<K>[] }[] {
  const members = released.flatMap((row): readonly Member<K>[] => {
    const figure = exact.get(keyOf(row));
    return figure?.kind === kind ? [{ row, figure: figure as OfKind<K> }] : [];
  });
  return members
    .filter(({ row }) => row.area_type === "programme")
    .map((whole) => ({
      whole,
      parts: members.filter(
        ({ row }) =>
          row.area_type === "service" && row.measure === whole.row.measure && row.period === whole.row.period,
      ),
    }));
}

interface Member<K extends "share" | "mean" | "ratio"> {
  readonly row: StaffRow;
  readonly figure: OfKind<K>;
}
