import type { Catalogue } from "../release/catalogue.ts";

type Breakdown = Catalogue["breakdowns"][number];

/** How people of a category are spoken of; `label` is that of the category. Others are named by both labels. */
const PHRASES: Readonly<Record<string, (category: string, label: string) => string | undefined>> = {
  interpreter: (category) =>
    ({ yes: "people who need an interpreter", no: "people who do not need an interpreter" })[category],
  gp_registered: (category) =>
    ({ yes: "people registered with a GP", no: "people not registered with a GP" })[category],
  gender: (_, label) => ({ Male: "people recorded as male", Female: "people recorded as female" })[label],
  language_group: (category) =>
    ({
      en: "people whose main language is English",
      other: "people whose main language is not English",
    })[category],
  imd_quintile: (category) =>
    ({
      1: "people in the most deprived fifth of neighbourhoods",
      2: "people in the second most deprived fifth of neighbourhoods",
      3: "people in the middle fifth of neighbourhoods by deprivation",
      4: "people in the second least deprived fifth of neighbourhoods",
      5: "people in the least deprived fifth of neighbourhoods",
    })[category],
  ethnic_group: (_, label) => `people whose ethnic group is “${label}”`,
  ethnic_category: (_, label) => `people whose ethnic category is “${label}”`,
  language: (_, label) =>
    /^(not|other|any)/i.test(label) ? undefined : `people whose main language is ${label}`,
  cohort: (_, label) => `people in the cohort “${label}”`,
  age_band: (_, label) => (/^\d/.test(label) ? `people aged ${label}` : undefined),
  age_band_20: (_, label) => (/^\d/.test(label) ? `people aged ${label}` : undefined),
  baseline_level: (_, label) =>
    /^Level \d$/.test(label) ? `people who started at level ${label.slice(-1)}` : undefined,
};

/** Names the people of a category within a sentence: `people who need an interpreter`, `people in the group “Ethnic group: Asian”`. */
export function groupWords(breakdown: Breakdown, category: string): string {
  const label = breakdown.categories.find((entry) => entry.category === category)?.label ?? category;
  return (
    PHRASES[breakdown.breakdown]?.(category, label) ?? `people in the group “${breakdown.label}: ${label}”`
  );
}
