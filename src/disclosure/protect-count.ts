import type { Policy } from "./policy.ts";

/** True where a number of people must not be shown: from 1 to the policy's threshold. */
export const isSmall = (count: number, policy: Policy): boolean => count >= 1 && count <= policy.withholdUpTo;

/** A count as shown: null where withheld, else rounded. */
export function protectCount(count: number, policy: Policy): number | null {
  if (isSmall(count, policy)) return null;
  return Math.round(count / policy.roundTo) * policy.roundTo;
}
