import type { ScoringRule } from "./scale-score.ts";

const answers = { categories: 5, points: [0, 100] } as const;

/**
 * Scoring of the Copenhagen Burnout Inventory's three subscales, 0–100, higher being worse, from answers 1 (never, or
 * to a very low degree) to 5 (always, or to a very high degree). There is no total of the three.
 *
 * The last work item, on energy for family and friends, is reversed. Fewer than three answers (personal, client) or
 * four (work) give no score. Scores turned to "higher is better", as in the General Medical Council's survey, must
 * not be mixed with these.
 * Source: Kristensen, Borritz, Villadsen and Christensen (2005), Work and Stress 19:192–207.
 */
export const burnoutInventory = {
  personal: { ...answers, items: 6, reversed: [], minimumAnswered: 3 },
  work: { ...answers, items: 7, reversed: [6], minimumAnswered: 4 },
  client: { ...answers, items: 6, reversed: [], minimumAnswered: 3 },
} as const satisfies Readonly<Record<"personal" | "work" | "client", ScoringRule>>;
