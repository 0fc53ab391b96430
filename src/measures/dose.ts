import type { Query } from "./cell-rows.ts";
import type { LatticeBlock } from "./lattice.ts";
import { type PairedRow, pairedScores } from "./paired-scores.ts";

/** Bands of how often people came, of the whole programme over the whole time. */
const DOSE_BREAKDOWNS = ["sessions_band", "contacts_band"] as const;

const doseLattice: readonly LatticeBlock[] = [
  { areaTypes: ["programme"], periodTypes: ["all"], breakdowns: DOSE_BREAKDOWNS },
];

/** Figures of the people with both scores that are published by how often they came. */
export const DOSE_MEASURES: ReadonlySet<string> = new Set([
  "mean_baseline",
  "mean_change",
  "expected_change_rtm",
  "share_improved",
]);

/** Scores before and after by how often people came; `table` holds episodes (`episodeBaseSql`). */
export const doseRows = (query: Query, table: string, cohorts: string): Promise<readonly PairedRow[]> =>
  pairedScores(query, table, cohorts, undefined, doseLattice);
