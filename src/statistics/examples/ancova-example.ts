import { ancova } from "../ancova.ts";
import { clusterRobust } from "../cluster-robust.ts";
import { NETWORK_DESIGN, NETWORKS, networkProducts, pairs } from "./network-scores.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Follow-up on baseline and a kind of PCN: how much less is known once people of one PCN may be alike. */
export const ancovaExample: WorkedExample = {
  method: "ancova",
  title: "Follow-up adjusted for baseline, people clustered in PCNs",
  given: {
    columns: ["PCN", "Group sessions", "Scores before → after"],
    rows: NETWORKS.map(({ name, groups, scores }) => [
      name,
      groups === 1 ? "yes" : "no",
      pairs(scores)
        .map(([before, after]) => `${before} → ${after}`)
        .join(", "),
    ]),
  },
  answers: [
    { label: "Points at follow-up for a point at baseline", unit: "points", expected: 0.7585, decimals: 4 },
    {
      label: "PCNs with group sessions against those without",
      unit: "points",
      expected: 5.7515,
      decimals: 4,
    },
    { label: "Standard error, people taken as independent", unit: "points", expected: 1.6387, decimals: 4 },
    { label: "p-value, people taken as independent", unit: "", expected: 0.0016, decimals: 4 },
    {
      label: "Standard error, one PCN left out at a time (CV3)",
      unit: "points",
      expected: 3.8046,
      decimals: 4,
    },
    { label: "Lower limit, CV3", unit: "points", expected: -4.0286, decimals: 4 },
    { label: "Upper limit, CV3", unit: "points", expected: 15.5317, decimals: 4 },
    { label: "p-value, CV3, 5 degrees of freedom", unit: "", expected: 0.191, decimals: 4 },
    { label: "Design effect", unit: "", expected: 5.3907, decimals: 4 },
  ],
  citation:
    "MacKinnon, Nielsen and Webb (2023), Journal of Applied Econometrics 38:671–694; the numbers are those of lm in R, fitted again without each PCN in turn.",
  compute: () => {
    const independent = ancova(NETWORK_DESIGN, networkProducts()).coefficients[2];
    const robust = clusterRobust(NETWORK_DESIGN, networkProducts());
    const [, baseline, sessions] = robust.coefficients;
    return [
      baseline?.value ?? null,
      sessions?.value ?? null,
      independent?.standardError ?? null,
      independent?.p ?? null,
      sessions?.standardError ?? null,
      sessions?.lower ?? null,
      sessions?.upper ?? null,
      sessions?.p ?? null,
      sessions?.designEffect ?? null,
    ];
  },
};
