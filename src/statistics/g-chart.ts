import type { GapChart } from "./gap-chart.ts";
import { markedPoints } from "./special-causes.ts";
import { type Improvement, variation } from "./variation-and-assurance.ts";
import { TRIAL_BELOW } from "./xmr-limits.ts";

/**
 * g chart of a rare event: the whole number of cases (or days) from one event to the next, geometric if nothing changes.
 * Upper limit ḡ + 3 √((ḡ − a)(ḡ − a + 1)), centre line at the median a + ln 2 · (ḡ − a), where `a` is the smallest gap
 * that can occur: 0 (the default) where cases between events are counted, 1 where the event itself is counted too.
 *
 * There is no lower limit: a gap of 0 is the likeliest of all, so that events which come closer together show as a
 * shift below the median or as a trend. The two-of-three rule, made for a symmetric spread, is not used. About 2 gaps in
 * 100 lie above the upper limit by chance, more than on other charts. `improvement` is that of the gap: longer gaps
 * between failures are an `increase`. Fewer than two gaps give no limits and a reason; `no_variation` where all gaps are
 * the smallest. Throws a RangeError for a gap that is not whole and from `a`.
 * Sources: Benneyan (2001), Health Care Management Science 4:305–318; Provost and Murray (2011), The Health Care Data
 * Guide, chapter 7.
 */
export function gChart(gaps: readonly number[], improvement: Improvement, smallest: 0 | 1 = 0): GapChart {
  for (const gap of gaps) {
    if (!Number.isSafeInteger(gap) || gap < smallest) {
      throw new RangeError(`A gap is a whole number from ${smallest}, not ${gap}.`);
    }
  }
  const n = gaps.length;
  const beyond = n === 0 ? null : gaps.reduce((sum, gap) => sum + gap - smallest, 0) / n;
  const reason = n === 0 ? "no_points" : n === 1 ? "one_point" : beyond === 0 ? "no_variation" : null;
  const sigma = reason !== null || beyond === null ? null : Math.sqrt(beyond * (beyond + 1));
  const mean = beyond === null ? null : smallest + beyond;
  const upper = sigma === null || mean === null ? null : mean + 3 * sigma;
  const centre = beyond === null ? null : smallest + Math.LN2 * beyond;
  const positions = markedPoints(
    gaps.map((gap, index) => ({
      side: centre === null ? null : sign(gap - centre),
      outside: upper === null ? null : gap > upper,
      close: null,
      step: index === 0 ? null : sign(gap - (gaps[index - 1] ?? gap)),
    })),
  );
  const points = positions.map((position, index) => ({
    ...position,
    value: gaps[index] ?? Number.NaN,
    variation: variation(position.cause, improvement),
  }));
  return {
    n,
    centre,
    lower: null,
    upper,
    lowerNear: null,
    upperNear: sigma === null || mean === null ? null : mean + 2 * sigma,
    trial: n < TRIAL_BELOW,
    points,
    variation: points.at(-1)?.variation ?? null,
    reason,
  };
}

function sign(difference: number): -1 | 0 | 1 {
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}
