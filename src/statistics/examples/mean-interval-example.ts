import { meanInterval } from "../mean-interval.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Sessions attended in each of sixteen invented activities. */
const SESSIONS = [0, 1, 2, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 6, 7, 8];

const sums = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  sumOfSquares: values.reduce((total, value) => total + value * value, 0),
});

/** A mean of sixteen values with Student's interval, and what is refused. */
export const meanIntervalExample: WorkedExample = {
  method: "mean-interval",
  title: "Average number of sessions of sixteen activities",
  given: { columns: ["Sessions attended in each activity"], rows: [[SESSIONS.join(", ")]] },
  answers: [
    numberAnswer("Average", 4, 4, "sessions"),
    numberAnswer("Standard deviation", 2.0331, 4, "sessions"),
    numberAnswer("Lower limit", 2.9167, 4, "sessions"),
    numberAnswer("Upper limit", 5.0833, 4, "sessions"),
    verdictAnswer("The first activity alone", "one_person", "no interval: one value says nothing of spread"),
    verdictAnswer(
      "The six activities of 4 sessions",
      "all_equal",
      "no interval: no spread in a sample is no evidence of no spread",
    ),
  ],
  citation: "Student (1908), Biometrika 6:1–25; the numbers are those of t.test in R.",
  compute: () => {
    const { mean, sd, lower, upper } = meanInterval(sums(SESSIONS), 0);
    const alone = meanInterval(sums(SESSIONS.slice(0, 1)), 0).reason;
    return [mean, sd, lower, upper, alone, meanInterval(sums(SESSIONS.slice(5, 11)), 0).reason];
  },
};
