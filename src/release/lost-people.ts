import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import type { Instrument } from "../model/programme.ts";
import { lostFollowUpBounds, meanIfLostUnchanged } from "../statistics/lost-follow-up-bounds.ts";
import { studentCritical } from "../statistics/student-t.ts";
import { tippingPoint } from "../statistics/tipping-point.ts";

/** Released figures of one instrument in one cell that those lost could change. */
interface LostCell {
  readonly change: ReleasedEstimate;
  readonly rate: ReleasedEstimate | undefined;
  readonly improved: ReleasedEstimate | undefined;
}

const PERIODS: ReadonlySet<string> = new Set(["all", "window"]);
const AREAS: ReadonlySet<string> = new Set(["programme", "project", "service"]);
const ONLY_PAIRS = "The source holds only people with both scores, so nobody is known to be lost.";

/**
 * Adds what those lost could do to a finding, worked out from released figures alone: `tipping_point`, by how many points
 * they would have to differ from those followed up before the interval of everybody's change includes none;
 * `change_if_lost_unchanged`; and `share_improved_bounds`, from nobody lost improving to all of them improving.
 * Where a figure that they need is not shown, neither are they.
 */
export function withLostPeople(
  released: Released<readonly ReleasedEstimate[]>,
  instruments: readonly Instrument[],
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const added = protectEstimates(new Unreleased(lostPeople(released.value, instruments)), policy);
  return released.map((rows) => [...rows, ...added.value]);
}

function lostPeople(
  released: readonly ReleasedEstimate[],
  instruments: readonly Instrument[],
): readonly ExactEstimate[] {
  const at = new Map(
    released
      .filter(({ measure, breakdown }) => breakdown === "none" && BESIDE.has(measure))
      .map((row) => [keyOf(row, row.measure), row]),
  );
  const decimals = new Map(instruments.map((one) => [one.id, Math.max(1, one.decimals)]));
  return released.flatMap((change) => {
    const { measure, area_type, period_type, breakdown, instrument } = change;
    const isIn = breakdown === "none" && PERIODS.has(period_type) && AREAS.has(area_type);
    if (measure !== "mean_change" || !isIn) return [];
    const cell = {
      change,
      rate: at.get(keyOf(change, "follow_up_rate")),
      improved: at.get(keyOf(change, "share_improved")),
    };
    const shown = decimals.get(instrument) ?? 1;
    return [tipping(cell, shown), unchanged(cell, shown), bounds(cell)];
  });
}

/** Figures that a change is set beside. */
const BESIDE: ReadonlySet<string> = new Set(["follow_up_rate", "share_improved"]);

const keyOf = (row: ReleasedEstimate, measure: string): string =>
  [measure, row.instrument, row.area_type, row.area, row.period_type, row.period, row.breakdown].join("|");

/** The figure of a cell without a value, for the reason of the first figure that is missing, if any is. */
function base(
  { change, rate, improved }: LostCell,
  measure: string,
  method: string,
  needs: readonly ("rate" | "improved")[] = ["rate"],
): ExactEstimate {
  const all = [change, ...needs.map((one) => (one === "rate" ? rate : improved))];
  const missing = all.find((one) => one?.status !== "published");
  const status = missing === undefined && all.includes(undefined) ? "not_available" : missing?.status;
  return {
    ...change,
    measure,
    method,
    numerator: null,
    denominator: null,
    n: null,
    value: null,
    lower: null,
    upper: null,
    level: null,
    status: status ?? "published",
    note: status === undefined ? "" : status === "not_available" ? ONLY_PAIRS : (missing?.note ?? ""),
    kind: "published",
    decimals: 2,
  };
}

/** People due who were lost, and those followed up, as released. */
const lostOf = ({ rate }: LostCell) => ({
  followed: rate?.numerator ?? 0,
  lost: (rate?.denominator ?? 0) - (rate?.numerator ?? 0),
});

function tipping(cell: LostCell, decimals: number): ExactEstimate {
  const row = { ...base(cell, "tipping_point", "tipping-point"), decimals };
  if (row.status !== "published") return row;
  const { value, lower, upper, level, n } = cell.change;
  const { followed, lost } = lostOf(cell);
  const none = (note: string): ExactEstimate => ({ ...row, status: "not_available", note });
  if (value === null || lower === null || upper === null || upper <= lower || (n ?? 0) < 2)
    return none("The average change has no interval.");
  const critical = studentCritical((n ?? 2) - 1, level ?? 0.95);
  const mean = {
    n: followed,
    mean: value,
    sd: null,
    standardError: (upper - lower) / 2 / critical,
    lower,
    upper,
    level: level ?? 0.95,
    reason: null,
  };
  const { limitIsZeroShareUncertain, reason } = tippingPoint(mean, lost);
  if (reason === "includes_zero")
    return none("The interval of the average change includes no change already.");
  if (reason !== null) return none("Nobody due was lost, as far as rounded numbers tell.");
  return { ...row, value: limitIsZeroShareUncertain };
}

function unchanged(cell: LostCell, decimals: number): ExactEstimate {
  const row = { ...base(cell, "change_if_lost_unchanged", "lost-unchanged"), decimals };
  if (row.status !== "published") return row;
  const { followed, lost } = lostOf(cell);
  const of = (mean: number | null) => meanIfLostUnchanged(mean, followed, lost);
  const { value, lower, upper, level } = cell.change;
  return {
    ...row,
    value: of(value),
    lower: of(lower),
    upper: of(upper),
    level: lower === null ? null : level,
  };
}

function bounds(cell: LostCell): ExactEstimate {
  const row = base(cell, "share_improved_bounds", "lost-follow-up-bounds", ["rate", "improved"]);
  if (row.status !== "published") return row;
  const { numerator, denominator, value, level } = cell.improved ?? cell.change;
  const { lost } = lostOf(cell);
  const { lower, upper } = lostFollowUpBounds(numerator ?? 0, denominator ?? 0, lost, level ?? 0.95);
  const outwards = (limit: number | null, round: (value: number) => number) =>
    limit === null ? null : round(limit * 100) / 100;
  return {
    ...row,
    value,
    lower: outwards(lower, Math.floor),
    upper: outwards(upper, Math.ceil),
    level: level ?? 0.95,
  };
}
