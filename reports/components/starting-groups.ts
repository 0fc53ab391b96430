import type { CellPlace } from "./estimate-index.js";
import type { Release } from "./load-release.js";
import { cellAt, type Selection } from "./selection.js";

/** Everyone, or the people of one starting level. */
export interface StartingGroup {
  readonly key: string;
  readonly label: string;
  readonly strong: boolean;
  readonly parts: Partial<CellPlace>;
}

/** Everyone first, then each starting level for which the measure has a cell at the selection. */
export function startingGroups(
  release: Release,
  selection: Selection,
  measure: string,
): readonly StartingGroup[] {
  const levels = release.catalogue.breakdowns.find((one) => one.breakdown === "baseline_level");
  const groups = (levels?.categories ?? []).map((level) => ({
    key: `level-${level.category}`,
    label: /level/i.test(level.label) ? `Started at ${level.label}` : level.label,
    strong: false,
    parts: { breakdown: "baseline_level", category: level.category },
  }));
  return [
    { key: "everyone", label: "Everyone", strong: true, parts: {} },
    ...groups.filter((group) => cellAt(release.estimates, selection, measure, group.parts) !== undefined),
  ];
}
