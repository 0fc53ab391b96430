import type { Catalogue } from "../release/catalogue.ts";
import type { CountRounding } from "../statistics/consistent-counts.ts";

/** How the counts of a release were rounded and withheld, by the policy it names. */
export const releaseRounding = ({ policy }: Catalogue): CountRounding => ({
  roundTo: policy.round_to,
  rounding: policy.rounding,
  withholdUpTo: policy.withhold_up_to,
});
