import { tChart } from "../t-chart.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Days between the first explosions in British coal mines from 1851 on: thirty gaps. */
const DAYS = [
  157, 123, 2, 124, 12, 4, 10, 216, 80, 12, 33, 66, 232, 826, 40, 12, 29, 190, 97, 65, 186, 23, 92, 197, 431,
  16, 154, 95, 25, 19,
];

/** Time between rare events: the coal-mining disasters stand for serious incidents. */
export const tChartExample: WorkedExample = {
  method: "t-chart",
  title: "Control chart of the time between rare events",
  given: { columns: ["Days from one event to the next"], rows: [[DAYS.join(", ")]] },
  answers: [
    numberAnswer("Centre line", 70.086, 4, "days"),
    numberAnswer("Upper limit", 984.7887, 4, "days"),
    verdictAnswer("Lower limit", "none", "none: it would lie below 0"),
    numberAnswer("Gaps outside", 0, 0),
  ],
  citation:
    "Nelson (1994), Journal of Quality Technology 26:239–240; data set coal of the R package boot; the numbers are worked out in R: mean and moving range of days^(1/3.6), raised to 3.6.",
  compute: () => {
    const { centre, upper, lower, points } = tChart(DAYS, "increase", false);
    return [centre, upper, lower ?? "none", points.filter(({ outside }) => outside === true).length];
  },
};
