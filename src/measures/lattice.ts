import type { AreaType, Cell, PeriodType } from "./cell.ts";

/** A block of the lattice: every combination of these areas, periods and breakdowns may be published. */
export interface LatticeBlock {
  readonly areaTypes: readonly AreaType[];
  readonly periodTypes: readonly PeriodType[];
  readonly breakdowns: readonly string[];
}

/** Characteristics with a few categories each: published for every kind of area that has breakdowns. */
export const COARSE_BREAKDOWNS = [
  "gender",
  "ethnic_group",
  "language_group",
  "age_band",
  "interpreter",
  "imd_quintile",
  "gp_registered",
  "baseline_level",
  "cohort",
] as const;
/** Characteristics with many categories: published for the whole programme and for boroughs. */
export const FINE_BREAKDOWNS = ["ethnic_category", "language"] as const;
/** Two characteristics together: published only for the whole programme and the whole period. */
export const PAIRED_BREAKDOWNS = ["age_band*ethnic_group", "gender*ethnic_group"] as const;
/**
 * The closed, declared set of cells. A filter on a page selects one of them; nothing else is ever computed,
 * so that the whole of it can be protected and audited together.
 */
export const lattice: readonly LatticeBlock[] = [
  {
    areaTypes: ["programme"],
    periodTypes: ["all", "financial_year", "quarter", "month", "window"],
    breakdowns: ["none"],
  },
  {
    areaTypes: ["icb", "borough", "service", "project", "comparator"],
    periodTypes: ["all", "financial_year", "quarter", "window"],
    breakdowns: ["none"],
  },
  { areaTypes: ["pcn"], periodTypes: ["all", "financial_year", "quarter"], breakdowns: ["none"] },
  {
    areaTypes: ["programme", "borough", "service", "project"],
    periodTypes: ["all", "financial_year", "window"],
    breakdowns: COARSE_BREAKDOWNS,
  },
  { areaTypes: ["programme"], periodTypes: ["all", "financial_year", "window"], breakdowns: FINE_BREAKDOWNS },
  { areaTypes: ["borough"], periodTypes: ["all"], breakdowns: FINE_BREAKDOWNS },
  { areaTypes: ["programme"], periodTypes: ["all"], breakdowns: PAIRED_BREAKDOWNS },
];

/**
 * Cells of every instrument but the programme's main one: whole areas over years and windows, networks over the whole
 * time only, and groups of the whole programme.
 */
export const secondaryLattice: readonly LatticeBlock[] = [
  {
    areaTypes: ["programme"],
    periodTypes: ["all", "financial_year", "quarter", "window"],
    breakdowns: ["none"],
  },
  {
    areaTypes: ["icb", "borough", "service", "project", "comparator"],
    periodTypes: ["all", "financial_year", "window"],
    breakdowns: ["none"],
  },
  { areaTypes: ["pcn"], periodTypes: ["all"], breakdowns: ["none"] },
  {
    areaTypes: ["programme"],
    periodTypes: ["all"],
    breakdowns: [...COARSE_BREAKDOWNS, ...FINE_BREAKDOWNS],
  },
];

/** Cells of the figures of referrals, pathway, times and contacts: whole areas only, no groups. */
export const activityLattice: readonly LatticeBlock[] = [
  {
    areaTypes: ["programme", "project", "comparator"],
    periodTypes: ["all", "financial_year", "quarter", "window"],
    breakdowns: ["none"],
  },
  {
    areaTypes: ["icb", "borough", "service"],
    periodTypes: ["all", "financial_year", "window"],
    breakdowns: ["none"],
  },
  { areaTypes: ["pcn"], periodTypes: ["all", "financial_year"], breakdowns: ["none"] },
];

/** Further cells of the days to the first contact: a network's waits can be followed over time. */
export const waitsLattice: readonly LatticeBlock[] = [
  { areaTypes: ["pcn"], periodTypes: ["quarter"], breakdowns: ["none"] },
];

/** Measures that every group of every area has; the others stand for groups of the whole programme only. */
const GROUP_MEASURES: ReadonlySet<string> = new Set([
  "referrals",
  "referrals_20_plus",
  "follow_up_rate",
  "mean_change",
  "share_improved",
]);

/** Tells whether a measure of a cell of the headline lattice belongs to the release. */
export function isInRelease({ breakdown, area_type, measure }: Cell): boolean {
  // People are counted without groups: beside the referrals of a group they would say little more, to everybody.
  if (measure === "people") return breakdown === "none";
  return breakdown === "none" || area_type === "programme" || GROUP_MEASURES.has(measure);
}
