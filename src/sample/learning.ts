import { type Day, FIRST_DAY, LAST_DAY } from "./calendar.ts";

/**
 * What all services learn from the first day to the last, with a project or without. It makes a comparison of before
 * and after look better than it is; the comparator networks show it too.
 */
export const learning = {
  /** Added to the log odds of shares that one hopes will rise, taken from those that should fall; not to who lives there. */
  logOdds: 0.4,
  /** Times to first contact on the last day, of those on the first (not in the service under strain). */
  waitFactor: 0.85,
  /** Points of activation added to the change of a person referred on the last day. */
  scorePoints: 1.5,
  /** Referrals on the last day, of those on the first. */
  referralFactor: 1.15,
} as const;

/** Share of the period that has gone: 0 on the first day, 1 on the last. */
export const learned = (day: Day): number =>
  Math.min(1, Math.max(0, (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY)));

/** A share on a day, with what services have learned by then. `direction` -1 where it should fall. */
export const drift = (share: number, day: Day, direction: 1 | -1 = 1): number =>
  inLogOdds(share, direction * learning.logOdds * learned(day));

/** A share moved on the scale of log odds; 0 and 1 stay as they are. */
export function inLogOdds(share: number, by: number): number {
  if (share <= 0 || share >= 1) return share;
  const odds = (share / (1 - share)) * Math.exp(by);
  return odds / (1 + odds);
}
