import { nothing } from "./dom.js";
import { equityGroups, sectionFinding } from "./equity-part.js";
import { betterWords, instrumentOf } from "./figure-data.js";
import type { NumberStyle } from "./format.js";
import { groupRowsFigure } from "./group-rows-figure.js";
import type { Release } from "./load-release.js";
import { pageSection } from "./page-section.js";
import type { Selection } from "./selection.js";

/** Last scores of groups beside the reference group, at the same first score; nothing where none are compared. */
export function groupOutcomes(release: Release, selection: Selection): Node {
  const instrument = instrumentOf(release.catalogue, selection.instrument);
  const groups = equityGroups(release, selection).filter(
    ({ cell }) => cell("adjusted_difference") !== undefined,
  );
  if (instrument === undefined || groups.length === 0) return nothing();
  const style: NumberStyle = { kind: "mean", decimals: Math.max(1, instrument.decimals), signed: true };
  return pageSection(
    "Outcomes at the same starting score",
    ...sectionFinding(release, selection, `equity-outcomes-${selection.breakdown}`),
    groupRowsFigure(release, selection, groups, {
      id: "equity-outcomes",
      measure: "adjusted_difference",
      title: `Last ${instrument.short} score beside the reference group, at the same first score`,
      axis: `Difference in ${instrument.unit} (${betterWords(instrument)})`,
      zero: "No difference",
      style,
      method: "group-differences",
      people: "People with both scores",
      note:
        selection.breakdown === "cohort"
          ? "Each cohort is set beside everybody with both scores who is not in it."
          : "Groups that begin lower gain more, from regression to the mean alone: so people are compared who began alike.",
    }),
  );
}
