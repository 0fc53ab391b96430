import { comparedRatioChange, type RatioChangeSums } from "../compared-ratio-change.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

type Worker = readonly [partBefore: number, totalBefore: number, partAfter: number, totalAfter: number];

/** Hours of administration and all hours, before and after, of invented workers. */
const SERVICE: readonly Worker[] = [
  [30, 100, 20, 100],
  [20, 100, 10, 100],
  [40, 200, 20, 100],
];
const OTHERS: readonly Worker[] = [
  [20, 100, 20, 100],
  [10, 100, 20, 100],
  [30, 100, 20, 200],
  [0, 0, 30, 100],
];

const sumsOf = (workers: readonly Worker[]): RatioChangeSums => {
  const total = (of: (...worker: Worker) => number) =>
    workers.reduce((sum, worker) => sum + of(...worker), 0);
  return {
    n: workers.length,
    before: {
      part: total((a0) => a0),
      total: total((_, t0) => t0),
      partSquared: total((a0) => a0 ** 2),
      partTimesTotal: total((a0, t0) => a0 * t0),
      totalSquared: total((_, t0) => t0 ** 2),
    },
    after: {
      part: total((_a, _t, a1) => a1),
      total: total((_a, _t, _p, t1) => t1),
      partSquared: total((_a, _t, a1) => a1 ** 2),
      partTimesTotal: total((_a, _t, a1, t1) => a1 * t1),
      totalSquared: total((_a, _t, _p, t1) => t1 ** 2),
    },
    partPart: total((a0, _t, a1) => a1 * a0),
    partTotal: total((_a, t0, a1) => a1 * t0),
    totalPart: total((a0, _t, _p, t1) => t1 * a0),
    totalTotal: total((_a, t0, _p, t1) => t1 * t0),
  };
};

/** How much more the share of administration changed in one service than in the others, over workers. */
export const comparedRatioChangeExample: WorkedExample = {
  method: "compared-ratio-change",
  title: "Change of the time on administration, beside other services",
  given: {
    columns: ["Workers", "Administration before", "All before", "Administration after", "All after"],
    rows: [
      ...SERVICE.map((row, index) => [`The service, worker ${index + 1}`, ...row]),
      ...OTHERS.map((row, index) => [`Other services, worker ${index + 1}`, ...row]),
    ],
  },
  answers: [
    numberAnswer("Change in the service", -0.0583, 4),
    numberAnswer("Change in the other services", -0.02, 4),
    numberAnswer("Difference of the two changes", -0.0383, 4),
    numberAnswer("Standard error", 0.0982, 4),
    numberAnswer("Degrees of freedom", 3.8711, 4),
    numberAnswer("Lower limit", -0.3146, 4),
    numberAnswer("Upper limit", 0.238, 4),
  ],
  citation:
    "Cochran (1977), Sampling Techniques, sections 2.11 and 6.5; Satterthwaite (1946). By hand √(301 ÷ 230,400 + 3,518 ÷ 421,875) = 0.0982, with qt(0.975, 3.8711) in R.",
  compute: () => {
    const { changes, difference, standardError, degreesOfFreedom, lower, upper } = comparedRatioChange(
      sumsOf(SERVICE),
      sumsOf(OTHERS),
    );
    return [...changes, difference, standardError, degreesOfFreedom, lower, upper];
  },
};
