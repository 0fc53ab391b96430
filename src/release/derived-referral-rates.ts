import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { periodYears } from "../measures/period-years.ts";
import type { Programme } from "../model/programme.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { REACH_DECIMALS } from "./reach-cell.ts";

/** Referrals a year for every 1,000 registered patients of an area. */
export const REFERRAL_RATE = "referrals_per_1000_patients";
/** Registered patients that a rate is for. */
export const PATIENTS_PER = 1000;
/** Areas with both referrals and published lists, and the periods of their referrals. */
const AREAS = new Set(["pcn", "icb", "programme"]);
const PERIODS = new Set(["all", "financial_year", "quarter"]);

/**
 * Adds referrals a year for every 1,000 registered patients, by network, board and programme, from released counts of
 * referrals and published lists alone. Where the count is not shown, neither is the rate; without a list there is no row.
 */
export function withReferralRates(
  released: Released<readonly ReleasedEstimate[]>,
  programme: Programme,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const here = released.value.filter((row) => AREAS.has(row.area_type) && row.breakdown === "none");
  const lists = new Map(
    here
      .filter((row) => row.measure === "registered_patients" && row.period_type === "all")
      .map((row) => [`${row.area_type}|${row.area}`, row.value]),
  );
  const rates = here.flatMap((row): readonly ExactEstimate[] => {
    const patients = lists.get(`${row.area_type}|${row.area}`) ?? null;
    if (row.measure !== "referrals" || !PERIODS.has(row.period_type) || patients === null) return [];
    const years = periodYears(row, programme);
    if (patients === 0 || years === 0) return [];
    const rate = {
      ...row,
      ...blankEstimate,
      measure: REFERRAL_RATE,
      method: "event-rate",
      kind: "rate",
      decimals: REACH_DECIMALS,
      per: PATIENTS_PER,
    } as const;
    if (row.status !== "published" || row.value === null) return [rate];
    return [{ ...rate, numerator: row.value, denominator: patients * years, n: row.value, level: 0.95 }];
  });
  const shown = protectEstimates(new Unreleased(rates), policy);
  return released.map((rows) => [...rows, ...shown.value]);
}
