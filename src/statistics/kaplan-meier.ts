import type { WholeNumber } from "./exact-integer.ts";
import { logLogInterval } from "./log-log-interval.ts";
import type { DayOfFollowUp, ShareOverTime } from "./share-over-time.ts";
import { survivalQuantile } from "./survival-quantile.ts";
import { wholeCount } from "./whole-count.ts";

/** How many people's wait ended on a day, and how many were last seen waiting on it. */
export interface DayCounts {
  /** Days since each person's start, from 0. */
  readonly day: number;
  readonly events: WholeNumber;
  /** Follow-up ended without an event: the data end there. People whose start is not known are in no count. */
  readonly censored: WholeNumber;
  /** People first seen on the day, who had waited so long already: at risk after it. Absent: nobody. */
  readonly entered?: WholeNumber;
}

/** The share of people without the event, day by day. */
export interface KaplanMeier extends ShareOverTime {
  readonly n: number;
  readonly events: number;
  readonly level: number;
  /** Days by which half have had the event. */
  readonly median: {
    readonly value: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    /** `not_reached`: too few were followed long enough for half to have had it. */
    readonly reason: "nobody" | "not_reached" | null;
    /** Why there is no upper limit, or no lower one. */
    readonly limitsReason: "nobody" | "not_reached" | null;
  };
  readonly reason: "nobody" | "no_events" | null;
}

/**
 * Kaplan–Meier estimate of the share without the event, from counts by day: S(t) = Π (1 − d/n), with Greenwood's
 * standard error S √Σ d / (n (n − d)) and complementary log-log limits; events come before censoring on the same day.
 *
 * People who come into sight after their start (`entered`: delayed entry, or left truncation) are among those at risk
 * only after the day they entered on; everybody else from 0. With few at risk on the first days, one event among them
 * moves all that follows. Rows may come in any order and repeat a day. The median is the first day with S at a half or
 * below, and the middle of the flat part where S is exactly a half; its limits are the days on which the limits of S pass a half (Brookmeyer
 * and Crowley), null where they do not within the follow-up. Where S is 0 Greenwood's standard error is not defined;
 * where S is 0 or 1 there are no limits. Only sound where being censored says nothing about the wait to come: an
 * event that ends the wait in another way competes, and belongs in `aalenJohansen`.
 * Throws a RangeError for a day that is not finite and from 0, a count that is not whole and from 0, or more events
 * and ends than people in sight.
 * Sources: Kaplan and Meier (1958), JASA 53:457–481; Greenwood (1926), Reports on Public
 * Health and Medical Subjects 33; Brookmeyer and Crowley (1982), Biometrics
 * 38:29–41; Klein and Moeschberger (2003), Survival Analysis, 2nd ed., section 4.6 (delayed entry).
 */
export function kaplanMeier(rows: readonly DayCounts[], level = 0.95): KaplanMeier {
  const days = mergedDays(rows);
  const n = days.reduce((sum, { events, censored }) => sum + events + censored, 0);
  const events = days.reduce((sum, day) => sum + day.events, 0);
  let atRisk = n - days.reduce((sum, { entered }) => sum + entered, 0);
  if (atRisk < 0) throw new RangeError("More people came into sight than were last seen.");
  let share = 1;
  let spread = 0;
  const points = days.map(({ day, events: ended, censored, entered }): DayOfFollowUp => {
    const waiting = atRisk;
    if (ended + censored > waiting) {
      throw new RangeError(`On day ${day} more people were last seen than were in sight.`);
    }
    atRisk += entered - ended - censored;
    share *= waiting === 0 ? 1 : 1 - ended / waiting;
    spread += ended === waiting ? 0 : ended / (waiting * (waiting - ended));
    const standardError = share === 0 ? null : share * Math.sqrt(spread);
    const limits = logLogInterval(share, standardError, level);
    return { day, atRisk: waiting, events: ended, censored, share, standardError, ...limits };
  });
  const { value, lower, upper } = survivalQuantile(points, 0.5);
  const absent = n === 0 ? "nobody" : "not_reached";
  return {
    n,
    events,
    start: 1,
    points,
    complete: n > 0 && share === 0,
    level,
    median: {
      value,
      lower,
      upper,
      reason: value === null ? absent : null,
      limitsReason: lower === null || upper === null ? absent : null,
    },
    reason: n === 0 ? "nobody" : events === 0 ? "no_events" : null,
  };
}

function mergedDays(rows: readonly DayCounts[]) {
  const merged = new Map<number, { events: number; censored: number; entered: number }>();
  for (const { day, events, censored, entered = 0 } of rows) {
    if (!(day >= 0 && Number.isFinite(day))) {
      throw new RangeError(`Days of follow-up are counted from 0, not ${day}.`);
    }
    const before = merged.get(day) ?? { events: 0, censored: 0, entered: 0 };
    merged.set(day, {
      events: before.events + wholeCount(events),
      censored: before.censored + wholeCount(censored),
      entered: before.entered + wholeCount(entered),
    });
  }
  return [...merged]
    .map(([day, counts]) => ({ day, ...counts }))
    .filter(({ events, censored, entered }) => events + censored + entered > 0)
    .toSorted((one, other) => one.day - other.day);
}
