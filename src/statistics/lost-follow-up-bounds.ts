import { checkShare } from "./share-counts.ts";
import { type ProportionInterval, wilsonInterval } from "./wilson-interval.ts";

/** What a share improved could be among all who started, whatever became of those lost; 0–1, null without people. */
export interface LostFollowUpBounds {
  /** Of those followed up, with Wilson's interval. */
  readonly completeCase: ProportionInterval;
  /** If nobody lost improved. */
  readonly worstCase: number | null;
  /** If everybody lost improved. */
  readonly bestCase: number | null;
  /** Wilson's lower limit of the worst case and upper limit of the best: holds the unknown, and chance. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Worst and best case of a share when some people have no follow-up: x ÷ N and (x + lost) ÷ N, N = followed up + lost.
 *
 * No assumption about those lost is made, so that the true share of these people is inside for certain. Counts are whole
 * numbers with 0 ≤ improved ≤ followed up, lost from 0; throws a RangeError otherwise.
 * Source: Manski (1990), American Economic Review 80:319–323; Horowitz and Manski (2000), JASA 95:77–84.
 */
export function lostFollowUpBounds(
  improved: number,
  followedUp: number,
  lost: number,
  level = 0.95,
): LostFollowUpBounds {
  checkShare(improved, followedUp);
  checkShare(lost, followedUp + lost);
  const worst = wilsonInterval(improved, followedUp + lost, level);
  const best = wilsonInterval(improved + lost, followedUp + lost, level);
  return {
    completeCase: wilsonInterval(improved, followedUp, level),
    worstCase: worst.value,
    bestCase: best.value,
    lower: worst.lower,
    upper: best.upper,
  };
}

/**
 * Mean change of all who started if nobody lost changed, in the unit of `mean`: mean × followed up ÷ (followed up + lost).
 *
 * "Last observation carried forward": shown as one case among others, and no estimate. Null without anybody followed
 * up. Throws a RangeError unless the counts are whole numbers from 0.
 */
export function meanIfLostUnchanged(mean: number | null, followedUp: number, lost: number): number | null {
  checkShare(followedUp, followedUp + lost);
  return mean === null || followedUp === 0 ? null : (mean * followedUp) / (followedUp + lost);
}
