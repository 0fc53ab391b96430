import { countsRoundingTo } from "../../statistics/consistent-counts.ts";
import { roundCount } from "../../statistics/round-count.ts";
import type { Policy } from "../policy.ts";
import { isFew } from "../protect-count.ts";
import type { CellState, CountCell, CountTable, PrintedField } from "./count-table.ts";

/** What is known of the estimates of a release while states are worked out, by index. */
export interface EstimateStates {
  /** Not shown, because of few people behind it or of what it would give away. */
  readonly isWithheld: (estimate: number) => boolean;
  /** Withheld for the sake of others. */
  readonly isComplementary: (estimate: number) => boolean;
  /** Exact counts that a printed one may stand for; undefined: as the policy rounds the exact count. */
  readonly rangeOf?: (
    estimate: number,
    field: PrintedField | undefined,
  ) => readonly [number, number] | undefined;
  /** What readers know of a count besides, such as from an earlier release. */
  readonly knownOf?: (
    estimate: number,
    field: PrintedField | undefined,
  ) => readonly [number, number] | undefined;
}

/** The state of each cell of a table: a count is shown where any estimate prints it. */
export function cellStates(
  table: CountTable,
  estimates: EstimateStates,
  policy: Policy,
): readonly CellState[] {
  return table.cells.map((cell) => cellState(table, cell, estimates, policy));
}

const SILENT: CellState = { kind: "silent" };

/**
 * The state of one cell, which depends on the estimates that count it and on no others.
 *
 * The symbol of a withheld count tells nothing: one that is small, one withheld for the sake of others, and a zero that
 * would give another away all have the same. A reader who takes one to be small for all that must still be left with
 * enough small numbers that it may be.
 */
export function cellState(
  table: CountTable,
  cell: CountCell,
  estimates: EstimateStates,
  policy: Policy,
): CellState {
  const { count, countedBy, printed } = cell;
  if (printed && countedBy.length === 0) return { kind: "shown", lower: count, upper: count };
  if (countedBy.length === 0) return SILENT;
  const isShown = countedBy.some((estimate) => !estimates.isWithheld(estimate));
  const known = knownRange(cell, estimates);
  if (isShown && printed) return secretIfSmall(within(shownRange(cell, estimates, policy), known), policy);
  // Out already, and not to be taken back.
  if (known !== undefined) return within(known, undefined);
  if (isShown) return SILENT;
  const role = roleOf(cell, estimates, policy);
  const most = mostOf(table, cell);
  // Where everybody is in the cell it is no secret of this table, but of the one that counts everybody.
  if (role === undefined || count === most) return SILENT;
  const withheld = { kind: "withheld", role, lower: 0, upper: most } as const;
  const { withholdUpTo } = policy;
  // What an earlier release tells cannot be taken back: beside one, no more than the criterion itself is asked.
  const isStrict = role === "primary" && withholdUpTo > 0 && estimates.knownOf === undefined;
  return isStrict ? { ...withheld, openUpTo: withholdUpTo } : withheld;
}

function roleOf(
  { count, countedBy, printed }: CountCell,
  { isComplementary, knownOf }: EstimateStates,
  policy: Policy,
): "primary" | "complementary" | undefined {
  if (isFew(count, policy)) return "primary";
  // Beside an earlier release, which may show it, a number withheld for others is judged by those that it protects.
  if (knownOf !== undefined) return undefined;
  return printed && countedBy.some(isComplementary) ? "complementary" : undefined;
}

/** No more than all who are taken to be known. */
function mostOf({ totalsKnown, counts, layers }: CountTable, { leaves }: CountCell): number {
  if (!totalsKnown) return Infinity;
  let all = 0;
  for (let at = 0; at < leaves.length; at++) {
    const start = (leaves[at] ?? 0) * layers;
    for (let layer = 0; layer < layers; layer++) all += counts[start + layer] ?? 0;
  }
  return all;
}

/** A rounded count that stands for few people only is to be worked out no better than it says. */
const secretIfSmall = (state: CellState, { describedFrom }: Policy): CellState =>
  state.kind === "shown" && state.lower >= 1 && state.lower < state.upper && state.upper < describedFrom
    ? { ...state, kind: "withheld", role: "primary" }
    : state;

type Range = readonly [number, number];

const intersect = ([a, b]: Range, [c, d]: Range): Range => [Math.max(a, c), Math.min(b, d)];

function within(range: Range | undefined, known: Range | undefined): CellState {
  const both = range === undefined || known === undefined ? (range ?? known) : intersect(range, known);
  if (both === undefined) return SILENT;
  const [lower, upper] = both;
  return { kind: "shown", lower, upper };
}

function shownRange(
  { count, countedBy, printedAs }: CountCell,
  { isWithheld, rangeOf }: EstimateStates,
  policy: Policy,
): Range | undefined {
  if (rangeOf === undefined) return rangeOfRounded(roundCount(count, policy), policy);
  let range: Range | undefined;
  for (const [at, estimate] of countedBy.entries()) {
    const one = isWithheld(estimate) ? undefined : rangeOf(estimate, printedAs?.[at]);
    if (one !== undefined) range = range === undefined ? one : intersect(range, one);
  }
  return range;
}

function knownRange({ countedBy, printedAs }: CountCell, { knownOf }: EstimateStates): Range | undefined {
  if (knownOf === undefined) return undefined;
  let range: Range | undefined;
  for (const [at, estimate] of countedBy.entries()) {
    const one = knownOf(estimate, printedAs?.[at]);
    if (one !== undefined) range = range === undefined ? one : intersect(range, one);
  }
  return range;
}

const memory = new WeakMap<Policy, Map<number, readonly [number, number]>>();

/** The counts that a printed one may stand for: all that the policy rounds to it, or none but itself. */
export function rangeOfRounded(printed: number, policy: Policy): readonly [number, number] {
  const known = memory.get(policy) ?? new Map<number, readonly [number, number]>();
  memory.set(policy, known);
  const found = known.get(printed);
  if (found !== undefined) return found;
  const counts = countsRoundingTo(printed, policy);
  const [least, most] = [counts[0], counts.at(-1)];
  const range = [least ?? printed, most ?? printed] as const;
  known.set(printed, range);
  return range;
}
