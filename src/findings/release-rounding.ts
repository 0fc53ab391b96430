import type { Catalogue } from "../release/catalogue.ts";
import type { CountRounding } from "../statistics/consistent-counts.ts";

const EXACT: CountRounding = { roundTo: 1, withholdUpTo: 0 };
const NHS_ENGLAND: CountRounding = { roundTo: 5, withholdUpTo: 7 };

/**
 * How the counts of a release were rounded and withheld, by the policy it names. The catalogue tells only the
 * policy's id and whether it protects anything; a protecting policy that is not known counts as the usual one.
 */
export function releaseRounding({ policy }: Catalogue): CountRounding {
  return policy.publishable ? NHS_ENGLAND : EXACT;
}
