import { designEffect } from "../design-effect.ts";
import { pairsForPower, pairsForPrecision, peopleForShare, peopleToStart } from "../planning.ts";
import type { WorkedExample } from "./worked-example.ts";

const PLAN = { sd: 14, halfWidth: 2, change: 4, perCluster: 20, correlation: 0.05, followUp: 0.6 } as const;

/** How many people to start for a mean change to be told with a given precision or power. */
export const planningExample: WorkedExample = {
  method: "planning",
  title: "How many people to follow up",
  given: {
    columns: [
      "SD of changes",
      "Half width wanted",
      "Change to be found",
      "People per link worker",
      "Correlation within link workers",
      "Share expected to come back",
    ],
    rows: [Object.values(PLAN)],
  },
  answers: [
    { label: "Pairs for an average within 2 points", unit: "people", expected: 191, decimals: 0 },
    { label: "Pairs to find 4 points with 80 % power", unit: "people", expected: 99, decimals: 0 },
    { label: "People for a share of 50 % within 5 points", unit: "people", expected: 381, decimals: 0 },
    { label: "Design effect", unit: "", expected: 1.95, decimals: 2 },
    { label: "Follow-ups to complete for that power", unit: "people", expected: 194, decimals: 0 },
    { label: "People to start", unit: "people", expected: 324, decimals: 0 },
  ],
  citation:
    "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, as in R's power.t.test; Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35:1292–1300.",
  compute: () => {
    const pairs = pairsForPower(PLAN.change, PLAN.sd);
    const effect = designEffect(PLAN.perCluster, PLAN.correlation);
    const { completed, started } = peopleToStart(pairs, effect, PLAN.followUp);
    return [
      pairsForPrecision(PLAN.sd, PLAN.halfWidth),
      pairs,
      peopleForShare(0.5, 0.05),
      effect,
      completed,
      started,
    ];
  },
};
