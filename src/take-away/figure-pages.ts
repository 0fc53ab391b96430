import type { Catalogue } from "../release/catalogue.ts";
import type { FigurePage } from "./take-figures.ts";

/** The main figures of each page, by the beginnings of their ids: those a report or a board paper would take. */
const PAGES: readonly FigurePage[] = [
  { address: "", ids: ["referrals-by-quarter"] },
  {
    address: "outcomes",
    ids: [
      "before-after",
      "gain",
      "shares",
      "change-distribution",
      "level-moves",
      "sample-flow",
      "who-was-lost",
      "robustness",
      "change-over-time",
      "area-comparison",
      "reasons",
    ],
  },
  {
    address: "equity",
    ids: ["reach-", "equity-mean-change", "equity-pathway", "equity-language", "equity-outcomes"],
  },
  { address: "pathway", ids: ["stages", "times", "remote-contacts", "menu"] },
  { address: "compare", ids: ["funnel", "capacity"] },
  {
    address: "link-workers",
    ids: [
      "new-referrals-per-fte",
      "open-cases-per-fte",
      "case-flow",
      "staff-time",
      "absence-rate",
      "burnout-scores",
      "staff-stayed",
    ],
  },
  { address: "programme", ids: ["forest"] },
];
const OF_PROJECTS = ["answer", "comparison-by-quarter"];

/** Figures that the report shows, in order; others are in the folder alone. */
export const REPORT_FIGURES: readonly string[] = [
  "overview-referrals-by-quarter",
  "outcomes-sample-flow",
  "outcomes-before-after",
  "outcomes-gain",
  "outcomes-robustness",
  "equity-reach-gender",
  "pathway-stages",
  "compare-funnel",
  "programme-forest",
];

/** Where the main figures of a release's site stand; a project's on its page. */
export function figurePages({ projects }: Catalogue): readonly FigurePage[] {
  return [...PAGES, ...projects.map(({ id }) => ({ address: `projects/${id}`, ids: OF_PROJECTS }))];
}
