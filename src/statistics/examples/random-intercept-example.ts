import { balancedIntercept } from "../balanced-intercept.ts";
import { randomIntercept } from "../random-intercept.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Yield of dyestuff, in grams, of five samples from each of six batches. */
const BATCHES = [
  { name: "A", values: [1545, 1440, 1440, 1520, 1580] },
  { name: "B", values: [1540, 1555, 1490, 1560, 1495] },
  { name: "C", values: [1595, 1550, 1605, 1510, 1560] },
  { name: "D", values: [1445, 1440, 1595, 1465, 1545] },
  { name: "E", values: [1595, 1630, 1515, 1635, 1625] },
  { name: "F", values: [1520, 1455, 1450, 1480, 1445] },
] as const;

/** How much clusters differ, and each cluster's effect drawn in towards the mean: batches stand for PCNs. */
export const randomInterceptExample: WorkedExample = {
  method: "random-intercept",
  title: "Variation between clusters, and their shrunken effects",
  given: {
    columns: ["Batch", "Values"],
    rows: BATCHES.map(({ name, values }) => [name, values.join(", ")]),
  },
  answers: [
    { label: "Mean", unit: "g", expected: 1527.5, decimals: 1 },
    { label: "Standard error of the mean", unit: "g", expected: 19.38, decimals: 2 },
    { label: "Variance between batches", unit: "g²", expected: 1764.05, decimals: 2 },
    { label: "Variance within batches", unit: "g²", expected: 2451.25, decimals: 2 },
    { label: "Share of variance between batches (ICC)", unit: "", expected: 0.4185, decimals: 4 },
    { label: "ICC, lower limit (exact, as batches are equal)", unit: "", expected: 0.0838, decimals: 4 },
    { label: "ICC, upper limit", unit: "", expected: 0.8479, decimals: 4 },
    { label: "REML criterion", unit: "", expected: 319.6543, decimals: 4 },
    { label: "Effect of batch E", unit: "g", expected: 56.733, decimals: 3 },
    { label: "Effect of batch F", unit: "g", expected: -44.995, decimals: 3 },
    { label: "Prediction error of an effect", unit: "g", expected: 24.773, decimals: 3 },
  ],
  citation:
    "Davies and Goldsmith (1972), Statistical Methods in Research and Production, table 6.3, as analysed in Bates et al. (2015), Journal of Statistical Software 67(1); the numbers are those of lme4 (lmer(Yield ~ 1 + (1 | Batch), Dyestuff)) and of qf.",
  compute: () => {
    const sums = BATCHES.map(({ name, values }) => {
      const sum = (of: (value: number) => number) =>
        values.reduce((all: number, value) => all + of(value), 0);
      return { name, n: values.length, sum: sum((value) => value), sumOfSquares: sum((value) => value ** 2) };
    });
    const { iccLower, iccUpper } = balancedIntercept(sums, 0);
    const { model } = randomIntercept(
      { columns: [{ name: "intercept", decimals: 0 }], outcomeDecimals: 0 },
      sums.map(({ name, n, sum, sumOfSquares }) => ({ key: name, xx: [[n]], xy: [sum], yy: sumOfSquares })),
    );
    if (model === null) return [];
    const [mean] = model.coefficients;
    const effect = (key: string) => model.clusters.effects.find((one) => one.key === key);
    return [
      mean?.value ?? null,
      mean?.standardError ?? null,
      model.clusters.variance,
      model.residualVariance,
      model.clusters.icc,
      iccLower,
      iccUpper,
      model.remlCriterion,
      effect("E")?.value ?? null,
      effect("F")?.value ?? null,
      effect("A")?.predictionError ?? null,
    ];
  },
};
