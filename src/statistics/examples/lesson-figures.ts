import { controlChart } from "../control-chart.ts";
import { binomialFunnelLimits } from "../exact-funnel-limits.ts";
import { FUNNEL_LEVELS } from "../funnel.ts";
import { funnelOfShares } from "../funnel-of-shares.ts";
import { controlChartRulesExample } from "./control-chart-rules-example.ts";
import { funnelOfSharesExample } from "./funnel-of-shares-example.ts";
import { regressionToTheMeanExample } from "./regression-to-the-mean-example.ts";

/** What the pictures of the page on reading charts are drawn from: shares 0–1, months, score points. */
export interface LessonFigures {
  readonly funnel: {
    readonly target: number;
    readonly points: readonly {
      readonly people: number;
      readonly share: number;
      readonly outside: boolean;
    }[];
    /** Limits by number of people, at 95 % and 99.8 %. */
    readonly limits: readonly {
      readonly people: number;
      readonly inner: readonly [lower: number, upper: number];
      readonly outer: readonly [lower: number, upper: number];
    }[];
  };
  readonly control: {
    readonly mean: number;
    readonly lower: number;
    readonly upper: number;
    readonly points: readonly { readonly value: number; readonly special: boolean }[];
  };
  /** Change that regression to the mean alone gives, by where people start. */
  readonly regression: readonly { readonly label: string; readonly change: number }[];
}

/** Steps of people between two places where the limits of the funnel are worked out. */
const STEP = 5;

/** Works the lessons out anew from three worked examples. Throws an Error where one of them has no answer. */
export function lessonFigures(): LessonFigures {
  const units = funnelOfSharesExample.given.rows.map(([key, numerator, denominator]) => ({
    key: String(key),
    numerator: Number(numerator),
    denominator: Number(denominator),
  }));
  const { target, units: placed } = funnelOfShares(units);
  const values = controlChartRulesExample.given.rows.map(([, value]) => Number(value));
  const chart = controlChart(values, { improvement: "increase", limitsFromFirst: 12 });
  const [phase] = chart.phases;
  if (target === null || phase?.mean == null || phase.lower === null || phase.upper === null)
    throw new Error("A worked example has no answer to draw.");
  const most = Math.max(...units.map(({ denominator }) => denominator));
  const limitsAt = (people: number) => {
    const [inner, outer] = FUNNEL_LEVELS.map((level) => binomialFunnelLimits(target, people, level));
    return {
      people,
      inner: [inner?.lower ?? 0, inner?.upper ?? 1] as const,
      outer: [outer?.lower ?? 0, outer?.upper ?? 1] as const,
    };
  };
  const expected = regressionToTheMeanExample.compute();
  return {
    funnel: {
      target,
      points: placed.map(({ value, position }, index) => ({
        people: units[index]?.denominator ?? 0,
        share: value ?? 0,
        outside: position === "above_outer" || position === "below_outer",
      })),
      limits: Array.from({ length: Math.ceil(most / STEP) - 2 }, (_, index) => limitsAt(STEP * (index + 3))),
    },
    control: {
      mean: phase.mean,
      lower: phase.lower,
      upper: phase.upper,
      points: chart.points.map(({ value, cause }) => ({ value: value ?? 0, special: cause !== null })),
    },
    regression: regressionToTheMeanExample.answers.flatMap(({ label }, index) => {
      const from = /starting at (\S+ to \S+)$/.exec(label)?.[1];
      return from === undefined ? [] : [{ label: from, change: Number(expected[index]) }];
    }),
  };
}
