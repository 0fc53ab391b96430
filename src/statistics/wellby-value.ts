import type { Limits } from "./newcombe-difference.ts";

/** One point of life satisfaction (0–10) for one person for one year, in pounds. */
export interface WellbyPrice {
  readonly pounds: number;
  /** Year of the prices. */
  readonly prices: number;
  readonly source: string;
}

/** The central value of HM Treasury's guidance. A low and a high value are for the user to give, with their source. */
export const TREASURY_WELLBY: WellbyPrice = {
  pounds: 13_000,
  prices: 2019,
  source: "HM Treasury (2021), Wellbeing Guidance for Appraisal: Supplementary Green Book Guidance",
};

/** What a value of wellbeing rests on. */
export interface WellbyInput {
  /** Id of the instrument whose points are valued. */
  readonly instrument: string;
  /** Gain beyond a comparator in points (0–10) per person, with limits; null without a comparator. */
  readonly difference: Limits | null;
  /** How long the gain lasts, in years, and how that is known; null where it is not. */
  readonly duration: { readonly years: number; readonly source: string } | null;
  readonly price: WellbyPrice;
}

/** Value per person in pounds at the prices of the price's year; or the reason for none. */
export type WellbyValue =
  | {
      readonly wellbys: number;
      readonly pounds: number;
      readonly lower: number;
      readonly upper: number;
      readonly reason: null;
    }
  | {
      readonly wellbys: null;
      readonly pounds: null;
      readonly lower: null;
      readonly upper: null;
      readonly reason:
        | "not_life_satisfaction"
        | "no_comparator"
        | "includes_zero"
        | "no_duration"
        | "longer_than_a_year";
    };

/**
 * Value of a gain in life satisfaction: points × years × price of a wellbeing-adjusted life year (WELLBY), per person.
 *
 * Refused, in this order: another instrument, anxiety, happiness and SWEMWBS included; no comparator, as a change before
 * and after is no effect; a difference that includes 0; no duration, because a gain seen at twelve weeks is not a gain
 * for a year; more than a year, which would need discounting. The limits hold chance in the difference only, not
 * doubt about duration or price, and prices are not brought to another year. Not to be added to the value of QALYs for
 * the same people. Throws a RangeError unless price and years are above 0, each with a source, and the difference lies
 * within its limits, all −10 to 10.
 * Source: HM Treasury (2021), Wellbeing Guidance for Appraisal: Supplementary Green Book Guidance.
 */
export function wellbyValue({ instrument, difference, duration, price }: WellbyInput): WellbyValue {
  if (!(price.pounds > 0 && Number.isFinite(price.pounds)) || price.source.trim() === "") {
    throw new RangeError(`A price is above 0 and has a source, not ${price.pounds}.`);
  }
  const none = { wellbys: null, pounds: null, lower: null, upper: null };
  if (instrument !== "ons4_satisfied") return { ...none, reason: "not_life_satisfaction" };
  if (difference === null) return { ...none, reason: "no_comparator" };
  const { value, lower, upper } = difference;
  if (!(lower >= -10 && lower <= value && value <= upper && upper <= 10)) {
    throw new RangeError(`${value} (${lower} to ${upper}) is not a difference on a scale of 0–10.`);
  }
  if (lower <= 0 && upper >= 0) return { ...none, reason: "includes_zero" };
  if (duration === null) return { ...none, reason: "no_duration" };
  if (!(duration.years > 0) || duration.source.trim() === "") {
    throw new RangeError(`A duration is above 0 years and has a source, not ${duration.years}.`);
  }
  if (duration.years > 1) return { ...none, reason: "longer_than_a_year" };
  const worth = (points: number) => points * duration.years * price.pounds;
  return {
    wellbys: value * duration.years,
    pounds: worth(value),
    lower: worth(lower),
    upper: worth(upper),
    reason: null,
  };
}
