import { controlChart } from "../control-chart.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** A monthly percentage, invented: twelve months to draw limits from, then eight that rise. */
const MONTHS = [52, 48, 51, 49, 50, 53, 47, 50, 52, 49, 51, 48, 53, 54, 55, 56, 57, 58, 59, 70];

/** Four rules and two icons of Making Data Count on one series. */
export const controlChartRulesExample: WorkedExample = {
  method: "control-chart-rules",
  title: "Rules and icons of a control chart, limits from the first twelve months",
  given: { columns: ["Month", "Value"], rows: MONTHS.map((value, index) => [index + 1, value]) },
  answers: [
    numberAnswer("Mean of the first twelve months", 50, 4),
    numberAnswer("Lower limit", 42.2618, 4),
    numberAnswer("Upper limit", 57.7382, 4),
    verdictAnswer("Month 11", "common_cause", "common cause: no rule applies"),
    verdictAnswer("Month 13", "rising", "trend: one of a row of seven or more, here months 12 to 20"),
    verdictAnswer("Month 20", "above_limits", "outside: above the upper limit"),
    verdictAnswer("Variation icon, if higher is better", "improvement_high", "improvement, high"),
    verdictAnswer(
      "Target 60",
      "consistent_fail",
      "above the limits: the target would be missed consistently",
    ),
    verdictAnswer("Target 55", "inconsistent", "within the limits: met or missed by chance"),
    numberAnswer("Months flagged (12 to 20)", 9, 0),
  ],
  citation:
    "NHS England, Making Data Count; the mean moving range of the first twelve months is 32 ÷ 11 = 2.909, times 2.66 = 7.738; the rules are followed by hand.",
  compute: () => {
    const chart = (target: number) =>
      controlChart(MONTHS, { improvement: "increase", limitsFromFirst: 12, target });
    const { phases, points, variation, assurance } = chart(60);
    const month = (number: number) => points[number - 1];
    return [
      phases[0]?.mean ?? null,
      phases[0]?.lower ?? null,
      phases[0]?.upper ?? null,
      month(11)?.variation ?? null,
      month(13)?.cause ?? null,
      month(20)?.cause ?? null,
      variation,
      assurance.icon,
      chart(55).assurance.icon,
      points.filter(({ cause }) => cause !== null).length,
    ];
  },
};
