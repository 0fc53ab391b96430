import type { Cell } from "../measures/cell.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { rounded, roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import { roundedWilson } from "../statistics/rounded-wilson.ts";
import { hidden, WITHHELD_NOTE } from "./hide-estimate.ts";
import type { Policy } from "./policy.ts";
import { isFew, isSmall, protectCount } from "./protect-count.ts";
import { protectRate } from "./protect-rate.ts";
import {
  protectCapacity,
  protectQuantile,
  protectStaffCount,
  protectStaffCurve,
  protectStaffEvents,
  protectStaffMean,
  protectStaffQuantile,
  protectStaffShare,
  tooFewStaff,
} from "./protect-staff.ts";
import { Released, Unreleased } from "./sealed.ts";
import type { StaffBasis } from "./staff-basis.ts";
import { withSummedTotals } from "./sum-of-parts.ts";
import { isTellingShare, tellingGroups } from "./telling-shares.ts";
import { partsToWithhold } from "./withhold-parts.ts";
import { remaindersToWithhold } from "./withhold-remainders.ts";
import { stagesToWithhold } from "./withhold-stages.ts";
import { trainingToWithhold } from "./withhold-training.ts";
import { changesOfHiddenAverages } from "./withhold-wave-changes.ts";

/** How an estimate is protected: by its kind. */
export type EstimateKind =
  | "count"
  | "proportion"
  | "mean"
  | "band"
  | "rate"
  | "quantile"
  | "staff_share"
  | "staff_mean"
  | "staff_quantile"
  | "staff_count"
  | "staff_rate"
  | "staff_gap"
  | "staff_curve"
  | "capacity"
  | "published";

/** An exact estimate of a cell, before disclosure control. */
export type ExactEstimate = Cell &
  Estimate & {
    readonly kind: EstimateKind;
    /** Decimals to which the value and its limits are shown; proportions follow the policy. */
    readonly decimals: number;
    /** Scale of a rate: value = numerator ÷ denominator × per, 1 where absent. */
    readonly per?: number;
    /** Kinds `staff_quantile`, `staff_rate` and `staff_gap`: the value and its limits are shown as multiples of this. */
    readonly step?: number;
    /** Referrals or people behind counts that are of something else, such as contacts: withheld where any is small. */
    readonly people?: readonly number[];
    /** Of how many rounded counts each count of a share is the sum; 1 where absent. */
    readonly parts?: number;
    /** The group that a difference is set against, of which it tells as much as of its own. */
    readonly against?: string;
    /** Kinds that begin with `staff_`, `capacity`, and rates for each full-time equivalent. */
    readonly staff?: StaffBasis;
  };

/** An estimate as published. */
export type ReleasedEstimate = Cell & Estimate;

const ROUNDED_NOTE = "Worked out from rounded numbers of few people: the interval allows for the rounding.";

/** Below this released denominator a share says that it was worked out from rounded numbers. */
const FEW_PEOPLE = 50;

/**
 * Applies a policy to every estimate: counts are withheld or rounded, proportions are worked out anew from the rounded
 * counts with limits that allow for the rounding, means need more people than are withheld and a spread, and nothing
 * carries more digits than shown. `together` are estimates, by index, that would give others away (`planSuppression`).
 */
export function protectEstimates(
  sealed: Unreleased<readonly ExactEstimate[]>,
  policy: Policy,
  together: ReadonlySet<number> = new Set(),
): Released<readonly ReleasedEstimate[]> {
  const all = Unreleased.open(sealed);
  const released = protectedAlone(sealed, policy).map((row, index) =>
    // That nobody is there may give others away too.
    together.has(index) && row.status !== "not_available" ? withheld(row, policy) : row,
  );
  const isTellingChange = policy.staff.fewest > 0 ? changesOfHiddenAverages(all, released) : new Set();
  const rows = released.map((row, index) =>
    isTellingChange.has(index) && row.status === "published" ? withheld(row, policy) : row,
  );
  return Released.mark(withSummedTotals(all, rows, policy));
}

interface Alone {
  readonly policy: Policy;
  readonly rows: readonly ReleasedEstimate[];
}

/** Estimates as they are protected whatever is withheld together, worked out once for both times they are asked for. */
const aloneOf = new WeakMap<Unreleased<readonly ExactEstimate[]>, Alone>();

function protectedAlone(
  sealed: Unreleased<readonly ExactEstimate[]>,
  policy: Policy,
): readonly ReleasedEstimate[] {
  const known = aloneOf.get(sealed);
  if (known?.policy === policy) return known.rows;
  const all = Unreleased.open(sealed);
  const isRemainder = remaindersToWithhold(all, policy.staff);
  const isStage = stagesToWithhold(all, policy.withholdUpTo);
  const isReason = partsToWithhold(all, policy);
  const isTraining = trainingToWithhold(all, policy.staff);
  const unspread = cellsWithoutSpread(all, policy);
  const isTellingGroup = tellingGroups(all, policy);
  const rows = all.map((exact) => {
    const row = protectEstimate(exact, policy);
    const isWithheld =
      isRemainder(exact) ||
      isStage(exact) ||
      isTraining(exact) ||
      isReason(exact) ||
      isTellingShare(exact, policy) ||
      (unspread.size > 0 && tellsOfSpread(exact) && unspread.has(cellKey(exact)));
    if (isWithheld && row.status === "published") return withheld(row, policy);
    // That a group has nobody tells of the one that has everybody.
    return isTellingGroup(exact) && (row.status === "published" || row.status === "too_few")
      ? withheld(row, policy)
      : row;
  });
  aloneOf.set(sealed, { policy, rows });
  return rows;
}

const withheld = (row: ReleasedEstimate, policy: Policy): ReleasedEstimate =>
  hidden(row, "withheld", WITHHELD_NOTE, policy);

/**
 * Cells where a mean is the score, or the change, of every single person in it. All means of the cell are withheld:
 * that before, that after, the change and the change expected can be worked out from each other.
 */
function cellsWithoutSpread(estimates: readonly ExactEstimate[], policy: Policy): ReadonlySet<string> {
  const cells = new Set<string>();
  if (policy.describedFrom === 0) return cells;
  for (const estimate of estimates) {
    const { kind, status, value, lower } = estimate;
    if (kind === "mean" && status === "published" && value !== null && lower === null) {
      cells.add(cellKey(estimate));
    }
  }
  return cells;
}

const tellsOfSpread = ({ kind }: ExactEstimate): boolean =>
  kind === "mean" || kind === "band" || kind === "quantile";

function cellKey(cell: Cell): string {
  const { measure, instrument, area_type, area, period_type, period, breakdown, category } = cell;
  // Without an instrument, means that can be worked out from each other have the same name but for the end.
  const family = instrument === "" ? measure.replace(/_(before|after|change)$/, "") : instrument;
  return [family, area_type, area, period_type, period, breakdown, category].join("|");
}

/** An estimate without what only its protection goes by. */
const figuresOf = ({
  measure,
  instrument,
  area_type,
  area,
  period_type,
  period,
  breakdown,
  category,
  numerator,
  denominator,
  n,
  value,
  lower,
  upper,
  level,
  method,
  status,
  note,
}: ExactEstimate): ReleasedEstimate => ({
  measure,
  instrument,
  area_type,
  area,
  period_type,
  period,
  breakdown,
  category,
  numerator,
  denominator,
  n,
  value,
  lower,
  upper,
  level,
  method,
  status,
  note,
});

function protectEstimate(exact: ExactEstimate, policy: Policy): ReleasedEstimate {
  const { kind, decimals, parts, people, staff } = exact;
  const estimate = figuresOf(exact);
  if (estimate.status !== "published" && kind !== "count") {
    // How many staff there are is not shown, and of few not even that none of them answered.
    if (staff === undefined) return hidden(estimate, estimate.status, estimate.note, policy);
    const few = estimate.status === "too_few" && staff.staff > 0 && tooFewStaff(staff, policy);
    return hidden(
      { ...estimate, n: estimate.n === 0 ? 0 : null },
      few ? "withheld" : estimate.status,
      few ? WITHHELD_NOTE : estimate.note,
      policy,
    );
  }
  if (people?.some((count) => isFew(count, policy)) === true) return withheld(estimate, policy);
  switch (kind) {
    case "rate":
      return protectRate(estimate, exact, policy);
    case "quantile":
      return protectQuantile(estimate, exact, policy);
    case "staff_share":
      return protectStaffShare(estimate, exact, policy);
    case "staff_mean":
      return protectStaffMean(estimate, exact, policy);
    case "staff_rate":
    case "staff_gap":
      return protectStaffEvents(estimate, exact, policy);
    case "staff_curve":
      return protectStaffCurve(estimate, exact, policy);
    case "staff_quantile":
      return protectStaffQuantile(estimate, exact, policy);
    case "staff_count":
      return protectStaffCount(estimate, policy);
    case "capacity":
      return protectCapacity(estimate, exact, policy);
    case "published":
      return {
        ...estimate,
        ...rounded(estimate, decimals),
        numerator: roundedOrNull(estimate.numerator, decimals),
        denominator: roundedOrNull(estimate.denominator, 0),
      };
    case "count": {
      const count = protectCount(estimate.value ?? 0, policy);
      if (count === null) return withheld(estimate, policy);
      return { ...estimate, value: count, n: count };
    }
    case "proportion":
      return protectProportion(estimate, parts ?? 1, policy);
    case "mean":
    case "band": {
      if (isFew(estimate.n ?? 0, policy)) return withheld(estimate, policy);
      return { ...estimate, n: protectCount(estimate.n ?? 0, policy), ...rounded(estimate, decimals) };
    }
  }
}

function protectProportion(estimate: ReleasedEstimate, parts: number, policy: Policy): ReleasedEstimate {
  const x = estimate.numerator ?? 0;
  const n = estimate.denominator ?? 0;
  if (isFew(n, policy) || [x, n, n - x].some((count) => isSmall(count, policy)))
    return withheld(estimate, policy);
  const denominator = protectCount(n, policy) ?? 0;
  const numerator = protectCount(x, policy) ?? 0;
  const { roundTo, rounding, withholdUpTo } = policy;
  const level = estimate.level ?? 0.95;
  const released = { x: numerator, n: denominator, roundTo, rounding, withholdUpTo, parts };
  const share = roundedWilson({ ...released, level });
  const decimals = denominator >= policy.decimalsFrom ? 3 : 2;
  return {
    ...estimate,
    numerator,
    denominator,
    n: denominator,
    value: roundedOrNull(share.value, decimals),
    lower: share.lower === null ? null : roundOutwards(share.lower, decimals, Math.floor),
    upper: share.upper === null ? null : roundOutwards(share.upper, decimals, Math.ceil),
    note: roundTo > 1 && denominator < FEW_PEOPLE ? `${estimate.note} ${ROUNDED_NOTE}`.trim() : estimate.note,
  };
}
