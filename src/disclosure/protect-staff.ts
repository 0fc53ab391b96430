import { roundCount } from "../statistics/round-count.ts";
import { rounded, roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import { hidden, WITHHELD_NOTE } from "./hide-estimate.ts";
import type { Policy } from "./policy.ts";
import { protectCount } from "./protect-count.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";
import { restsOnFew } from "./rests-on-few.ts";
import { restsOnOne, type StaffBasis } from "./staff-basis.ts";

const BAND_NOTE = "Shown as a band: an exact share of few staff would tell of single people.";
const ONE_WORKER_NOTE =
  "All or nearly all one link worker’s time: only up to how many full-time equivalents it is is shown.";

const FEW_LEFT_NOTE = "Shown as a band: fewer than ten left between this mark and the one before.";

type Basis = Pick<ExactEstimate, "per" | "step" | "staff" | "decimals">;

/** True where so few staff, or so few who answered, are behind a figure that it must not be shown. */
export function tooFewStaff(basis: StaffBasis | undefined, { staff }: Policy): boolean {
  const people = basis?.staff ?? 0;
  return people < staff.fewest || (basis?.respondents ?? people) < staff.fewestAnswers;
}

/** The band that a share of staff is shown as, 0–1; null where any band would hold too few numbers of staff. */
export function staffBand(
  numerator: number,
  denominator: number,
  { staff }: Policy,
): { readonly lower: number; readonly upper: number } | null {
  const parts = staff.bands.find(({ from }) => denominator >= from)?.parts;
  if (parts === undefined) return null;
  const place = Math.min(parts - 1, Math.floor((numerator * parts) / denominator));
  return { lower: place / parts, upper: (place + 1) / parts };
}

/** A share of staff as a band and nothing else: no number of staff, no value. */
export function protectStaffShare(
  estimate: ReleasedEstimate,
  { staff }: Basis,
  policy: Policy,
): ReleasedEstimate {
  if (policy.staff.bands.length === 0) return estimate;
  const band = tooFewStaff(staff, policy)
    ? null
    : staffBand(estimate.numerator ?? 0, estimate.denominator ?? 0, policy);
  const nameless = hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  return band === null ? nameless : { ...nameless, ...band, status: "published", note: BAND_NOTE };
}

/** An average over staff: the number who answered is rounded, and without a spread it would be each one's own. */
export function protectStaffMean(
  estimate: ReleasedEstimate,
  { staff, decimals }: Basis,
  policy: Policy,
): ReleasedEstimate {
  const noSpread = policy.staff.fewest > 0 && estimate.lower === null;
  const answered = estimate.n ?? 0;
  const tellsOfOne = (staff?.sums ?? []).some((sum) => restsOnFew(sum, policy.staff));
  if (tooFewStaff(staff, policy) || answered < policy.staff.fewest || noSpread || tellsOfOne) {
    return hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  }
  const n = roundCount(answered, policy);
  return { ...estimate, numerator: null, denominator: null, n, ...rounded(estimate, decimals) };
}

/** Fewest events, of those counted as `respondents`, behind a figure of what became of staff or of posts. */
const fewestEvents = (kind: ExactEstimate["kind"], { fewest, fewestAnswers }: Policy["staff"]): number =>
  kind === "staff_gap" ? fewestAnswers : Math.max(fewest, fewestAnswers);

/**
 * What became of staff (leavers a year, time in post), shown from as many leavers on as figures of staff are, or how long
 * posts stood empty, shown from as many posts filled as there must be answers, without their number.
 */
export function protectStaffEvents(
  estimate: ReleasedEstimate,
  { kind, staff, decimals, step }: Basis & Pick<ExactEstimate, "kind">,
  policy: Policy,
): ReleasedEstimate {
  const events = staff?.respondents ?? 0;
  if (tooFewStaff(staff, policy) || events < fewestEvents(kind, policy.staff)) {
    return hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  }
  const shown = step === undefined ? rounded(estimate, decimals) : inMultiples(estimate, step, decimals);
  const n = kind === "staff_gap" && policy.staff.fewest > 0 ? null : roundCount(estimate.n ?? 0, policy);
  return { ...estimate, numerator: null, denominator: null, n, ...shown };
}

/**
 * A share of staff still in post at a mark, shown where as many left since the mark before as figures of staff need; else
 * as a band, as a share of the staff is.
 */
export function protectStaffCurve(
  estimate: ReleasedEstimate,
  { staff, decimals }: Basis,
  policy: Policy,
): ReleasedEstimate {
  const { fewest, bands } = policy.staff;
  const left = staff?.respondents ?? 0;
  const people = staff?.staff ?? 0;
  if (people >= fewest && left >= fewest && (estimate.lower !== null || fewest === 0)) {
    const n = roundCount(estimate.n ?? 0, policy);
    return { ...estimate, numerator: null, denominator: null, n, ...rounded(estimate, decimals) };
  }
  const bare = hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  const parts = bands.find(({ from }) => people >= from)?.parts;
  if (parts === undefined) return bare;
  const place = Math.min(parts - 1, Math.floor((estimate.value ?? 0) * parts));
  const band = { lower: place / parts, upper: (place + 1) / parts };
  return { ...bare, ...band, status: "published", note: FEW_LEFT_NOTE };
}

/** Value and limits as multiples of a step, limits outwards. */
const inMultiples = (
  { value, lower, upper }: ReleasedEstimate,
  step: number,
  decimals: number,
): Pick<ReleasedEstimate, "value" | "lower" | "upper"> => {
  const multiple = (x: number | null, to: (x: number) => number) =>
    x === null ? null : roundedOrNull(roundOutwards(x / step, 0, to) * step, decimals);
  return {
    value: multiple(value, Math.round),
    lower: multiple(lower, Math.floor),
    upper: multiple(upper, Math.ceil),
  };
};

/**
 * A quantile over staff, such as a median: it lies at the figure of single people, so it and its limits are shown as
 * multiples of a step, limits outwards, and only from the number of people on that other quantiles are.
 */
export function protectStaffQuantile(
  estimate: ReleasedEstimate,
  { staff, decimals, step = 1 }: Basis,
  policy: Policy,
): ReleasedEstimate {
  if (policy.staff.fewest === 0) return { ...estimate, ...rounded(estimate, decimals) };
  const people = estimate.n ?? 0;
  if (tooFewStaff(staff, policy) || people < Math.max(policy.staff.fewest, policy.quantilesFrom)) {
    return hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  }
  const n = roundCount(people, policy);
  return { ...estimate, numerator: null, denominator: null, n, ...inMultiples(estimate, step, decimals) };
}

/** A number of members of staff or of trainees: rounded, and withheld from 1 to one less than the staff rules show. */
export function protectStaffCount(estimate: ReleasedEstimate, policy: Policy): ReleasedEstimate {
  const count = estimate.value ?? 0;
  if (count >= 1 && count < policy.staff.fewest) {
    return hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  }
  const value = roundCount(count, policy);
  return { ...estimate, value, n: value };
}

/** Link-worker capacity: that of one worker, or nearly, would be their contract, so only "up to" a whole number is shown. */
export function protectCapacity(
  estimate: ReleasedEstimate,
  { per = 1, staff, decimals }: Basis,
  policy: Policy,
): ReleasedEstimate {
  const nameless = { ...estimate, n: null };
  if (staff !== undefined && restsOnOne(staff, policy.staff)) {
    const fte = estimate.numerator ?? estimate.value ?? 0;
    if (fte > 1 && staff.staff < policy.staff.fewestWorkers)
      return hidden(nameless, "withheld", WITHHELD_NOTE, policy);
    const one = { ...hidden(nameless, "published", ONE_WORKER_NOTE, policy), status: "published" as const };
    return {
      ...one,
      ...rounded(
        { value: null, lower: 0, upper: (Math.max(1, Math.ceil(fte)) * per) / (estimate.denominator ?? 1) },
        decimals,
      ),
    };
  }
  return {
    ...nameless,
    numerator: roundedOrNull(estimate.numerator, decimals),
    denominator: roundedOrNull(estimate.denominator, 0),
    ...rounded(estimate, decimals),
  };
}

/** A quantile, such as a median number of days: shown from a number of people on. */
export function protectQuantile(
  estimate: ReleasedEstimate,
  { decimals }: Basis,
  policy: Policy,
): ReleasedEstimate {
  const people = estimate.n ?? 0;
  if (people < policy.quantilesFrom) {
    return hidden({ ...estimate, n: null }, "withheld", WITHHELD_NOTE, policy);
  }
  return {
    ...estimate,
    numerator: null,
    denominator: null,
    n: protectCount(people, policy),
    ...rounded(estimate, decimals),
  };
}
