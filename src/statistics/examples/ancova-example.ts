import { ancova } from "../ancova.ts";
import { clusterRobust } from "../cluster-robust.ts";
import type { CrossProducts } from "../cross-products.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Invented scores of five people in each of six PCNs, before and after; three PCNs offer group sessions. */
const NETWORKS = [
  { name: "North", groups: 1, scores: [41, 54, 55, 62, 47, 63, 50, 59, 62, 66] },
  { name: "East", groups: 1, scores: [38, 46, 66, 68, 58, 63, 45, 50, 49, 51] },
  { name: "South", groups: 1, scores: [53, 68, 60, 70, 44, 57, 57, 66, 48, 61] },
  { name: "West", groups: 0, scores: [62, 58, 51, 50, 55, 49, 46, 45, 60, 62] },
  { name: "Hill", groups: 0, scores: [49, 59, 57, 64, 61, 65, 43, 50, 52, 60] },
  { name: "Lake", groups: 0, scores: [56, 59, 45, 49, 64, 66, 54, 50, 50, 56] },
] as const;

const DESIGN = {
  columns: ["intercept", "baseline", "group sessions"].map((name) => ({ name, decimals: 0 })),
  outcomeDecimals: 0,
};

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
    const clusters = NETWORKS.map(({ name, groups, scores }) =>
      productsOf(
        name,
        pairs(scores).map(([before, after]) => [1, before, groups, after]),
      ),
    );
    const independent = ancova(DESIGN, clusters).coefficients[2];
    const robust = clusterRobust(DESIGN, clusters);
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

function pairs(scores: readonly number[]): readonly (readonly [number, number])[] {
  return scores.flatMap((before, index) =>
    index % 2 === 0 ? [[before, scores[index + 1] ?? Number.NaN] as const] : [],
  );
}

function productsOf(key: string, rows: readonly (readonly number[])[]): CrossProducts {
  const sum = (i: number, j: number) => rows.reduce((all, row) => all + (row[i] ?? 0) * (row[j] ?? 0), 0);
  const columns = [0, 1, 2];
  return {
    key,
    xx: columns.map((i) => columns.map((j) => sum(i, j))),
    xy: columns.map((i) => sum(i, 3)),
    yy: sum(3, 3),
  };
}
