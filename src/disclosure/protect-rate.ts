import { countsRoundingTo } from "../statistics/consistent-counts.ts";
import { countLimits } from "../statistics/count-interval.ts";
import { roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import { hidden, WITHHELD_NOTE } from "./hide-estimate.ts";
import type { Policy } from "./policy.ts";
import { isSmall, protectCount } from "./protect-count.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";
import { restsOnOne } from "./staff-basis.ts";

/** Decimals of the denominator of a rate, such as full-time equivalents times years. */
const DENOMINATOR_DECIMALS = 3;

/** Below this released count a rate says that it was worked out from a rounded number. */
const FEW_EVENTS = 50;
const ROUNDED_NOTE = "Worked out from a rounded number: the interval allows for the rounding.";

/**
 * A rate from its released count and the denominator shown: (numerator ÷ denominator) × per. Its limits are the lowest
 * and the highest limit of all counts that round to the released one, so they hold those of the exact count.
 *
 * Withheld where the count is small, or where the denominator is the working time of one worker, or nearly.
 * Without exposure, or where it rounds to nothing, there is no rate: `too_few`.
 * Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69; Garwood (1936) below 10.
 */
export function protectRate(
  estimate: ReleasedEstimate,
  { per = 1, staff, decimals }: Pick<ExactEstimate, "per" | "staff" | "decimals">,
  policy: Policy,
): ReleasedEstimate {
  const events = estimate.numerator ?? 0;
  const oneWorker = staff !== undefined && restsOnOne(staff, policy.staff);
  const denominator = roundedOrNull(estimate.denominator, DENOMINATOR_DECIMALS) ?? 0;
  const nameless = { ...estimate, n: null };
  if (isSmall(events, policy) || oneWorker) return hidden(nameless, "withheld", WITHHELD_NOTE, policy);
  if (denominator === 0) return hidden(nameless, "too_few", "Nothing to divide by.", policy);
  const count = protectCount(events, policy) ?? 0;
  const level = estimate.level ?? 0.95;
  const limits = countsRoundingTo(count, policy).map((one) => countLimits(one, level));
  const half = policy.roundTo > 1 ? 0.5 * 10 ** -DENOMINATOR_DECIMALS : 0;
  const lower = (Math.min(...limits.map((one) => one.lower)) / (denominator + half)) * per;
  const upper = (Math.max(...limits.map((one) => one.upper)) / (denominator - half)) * per;
  return {
    ...estimate,
    numerator: count,
    denominator,
    n: count,
    value: roundedOrNull((count / denominator) * per, decimals),
    lower: roundOutwards(lower, decimals, Math.floor),
    upper: roundOutwards(upper, decimals, Math.ceil),
    level,
    note:
      policy.roundTo > 1 && count < FEW_EVENTS ? `${estimate.note} ${ROUNDED_NOTE}`.trim() : estimate.note,
  };
}
