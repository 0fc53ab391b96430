import type { WholeNumber } from "./exact-integer.ts";
import { logLogInterval } from "./log-log-interval.ts";
import type { DayOfFollowUp, ShareOverTime } from "./share-over-time.ts";
import { wholeCount } from "./whole-count.ts";

/** People whose wait ended in one way, or who were last seen waiting, on a day. */
export interface DayEnding {
  /** Days since each person's start, from 0. */
  readonly day: number;
  /** How the wait ended; null where the data end first. */
  readonly kind: string | null;
  readonly n: WholeNumber;
}

/** The share of all people whose wait has ended in one way, day by day. */
export interface CumulativeIncidence extends ShareOverTime {
  readonly kind: string;
  /** People whose wait ended in this way. */
  readonly total: number;
  /** `no_events`: nobody's wait ended in this way, so that the share is 0 without limits. */
  readonly reason: "nobody" | "no_events" | null;
}

/** What has become of people who wait, when one ending rules out the others. */
export interface AalenJohansen {
  readonly n: number;
  readonly level: number;
  /** One for each kind, in the order asked for; the shares of all kinds and of those still waiting add up to 1. */
  readonly curves: readonly CumulativeIncidence[];
}

/**
 * Aalen–Johansen estimate of the share whose wait has ended in each way, from counts by day: F(t) = Σ S(t−) dₖ/n, where
 * S is the Kaplan–Meier share still waiting whatever the ending.
 *
 * Unlike one minus Kaplan–Meier with other endings taken as censored, it does not suppose that somebody whose case was
 * closed may still be contacted. Variance: Aalen's, by the delta method, Σ (F(t) − Fⱼ)² d/(n(n − d)) +
 * Σ S² dₖ(n − dₖ)/n³ − 2 Σ (F(t) − Fⱼ) S dₖ/n², which is also the infinitesimal jackknife of R's `survfit`; limits are
 * complementary log-log. Rows may come in any order and repeat a day; people whose start is not known are in none.
 * Throws a RangeError for a kind not in `kinds`, for one given twice, or as `kaplanMeier` does.
 * Sources: Aalen and Johansen (1978), Scandinavian Journal of Statistics 5:141–150; Aalen (1978), Annals of Statistics
 * 6:534–545; Choudhury (2002), Statistics in Medicine 21:1129–1144 (limits).
 */
export function aalenJohansen(
  rows: readonly DayEnding[],
  kinds: readonly string[],
  level = 0.95,
): AalenJohansen {
  if (new Set(kinds).size !== kinds.length) throw new RangeError("A kind of ending is given twice.");
  const days = countedDays(rows, kinds);
  const n = days.reduce((sum, { leaving }) => sum + leaving, 0);
  const curves = kinds.map((kind, index): CumulativeIncidence => {
    let atRisk = n;
    let waiting = 1;
    const sums = new DeltaVariance();
    const points = days.map(({ day, ended, leaving }): DayOfFollowUp => {
      const before = atRisk;
      const events = ended[index] ?? 0;
      const all = ended.reduce((sum, one) => sum + one, 0);
      sums.step(waiting, events, all, before);
      waiting *= 1 - all / before;
      atRisk -= leaving;
      const share = Math.min(1, sums.share);
      const standardError = sums.standardError();
      const limits = logLogInterval(share, standardError, level);
      return { day, atRisk: before, events, censored: leaving - all, share, standardError, ...limits };
    });
    const total = points.reduce((sum, { events }) => sum + events, 0);
    const reason = n === 0 ? "nobody" : total === 0 ? "no_events" : null;
    return { kind, total, start: 0, points, complete: n > 0 && waiting === 0, reason };
  });
  return { n, level, curves };
}

/** Running sums of the variance; each step moves the earlier terms by the rise of F, so that nothing cancels. */
class DeltaVariance {
  share = 0;
  private hazard = 0;
  private hazardGap = 0;
  private hazardGap2 = 0;
  private cross = 0;
  private crossGap = 0;
  private own = 0;

  step(waiting: number, events: number, all: number, atRisk: number): void {
    const rise = (waiting * events) / atRisk;
    this.hazardGap2 += 2 * rise * this.hazardGap + rise * rise * this.hazard;
    this.hazardGap += rise * this.hazard;
    this.crossGap += rise * this.cross;
    this.share += rise;
    if (all < atRisk) this.hazard += all / (atRisk * (atRisk - all));
    this.cross += rise / atRisk;
    this.own += (rise * waiting * (atRisk - events)) / atRisk ** 2;
  }

  standardError(): number {
    return Math.sqrt(Math.max(0, this.hazardGap2 - 2 * this.crossGap + this.own));
  }
}

function countedDays(rows: readonly DayEnding[], kinds: readonly string[]) {
  const days = new Map<number, { ended: number[]; leaving: number }>();
  for (const { day, kind, n } of rows) {
    if (!(day >= 0 && Number.isFinite(day))) {
      throw new RangeError(`Days of follow-up are counted from 0, not ${day}.`);
    }
    const index = kind === null ? null : kinds.indexOf(kind);
    if (index === -1) throw new RangeError(`"${kind}" is not one of the kinds of ending.`);
    const counts = days.get(day) ?? { ended: kinds.map(() => 0), leaving: 0 };
    const people = wholeCount(n);
    if (index !== null) counts.ended[index] = (counts.ended[index] ?? 0) + people;
    counts.leaving += people;
    days.set(day, counts);
  }
  return [...days]
    .map(([day, counts]) => ({ day, ...counts }))
    .filter(({ leaving }) => leaving > 0)
    .toSorted((one, other) => one.day - other.day);
}
