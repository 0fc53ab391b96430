import { roundCount } from "../statistics/round-count.ts";
import type { PolicyRules } from "./policy.ts";

/** True where a number of people must not be shown: from 1 to the policy's threshold. */
export const isSmall = (count: number, { withholdUpTo }: Pick<PolicyRules, "withholdUpTo">): boolean =>
  count >= 1 && count <= withholdUpTo;

/** True where too few people are behind a figure that tells more of them than their number. */
export const isFew = (people: number, { describedFrom }: Pick<PolicyRules, "describedFrom">): boolean =>
  people >= 1 && people < describedFrom;

/** A count as shown: null where withheld, else rounded. */
export const protectCount = (count: number, policy: PolicyRules): number | null =>
  isSmall(count, policy) ? null : roundCount(count, policy);
