import type { Catalogue } from "../release/catalogue.ts";
import { completenessFinding } from "./completeness-finding.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { groupOutcomesFinding } from "./group-outcomes-finding.ts";
import { groupPathwayFinding } from "./group-pathway-finding.ts";
import { groupWaitsFinding } from "./group-waits-finding.ts";
import { languageFinding } from "./language-finding.ts";
import type { Finding } from "./released-estimate.ts";
import { findingKey } from "./selection.ts";

/**
 * The sentences of the sections of the Equity page, of the whole programme over the whole time, by key: `equity-language`, and
 * `equity-pathway-GROUPS`, `equity-waits-GROUPS`, `equity-outcomes-GROUPS` (each instrument) and `equity-completeness-GROUPS`
 * for each characteristic that has such figures.
 */
export function equitySections(
  places: readonly SelectionEstimates[],
  catalogue: Catalogue,
): Readonly<Record<string, Finding>> {
  const isAll = ({ selection }: SelectionEstimates) => selection.period_type === "all";
  const programme = places.find((place) => place.selection.area_type === "programme" && isAll(place));
  if (programme === undefined) return {};
  const services = places.filter((place) => place.selection.area_type === "service" && isAll(place));
  const found: Record<string, Finding> = {};
  const keep = (page: string, instrument: string, finding: Finding | null): void => {
    if (finding !== null) found[findingKey(page, instrument, programme.selection)] = finding;
  };
  keep("equity-language", "", languageFinding(programme, catalogue));
  for (const breakdown of catalogue.breakdowns.filter((one) => !one.breakdown.includes("*"))) {
    const { breakdown: id } = breakdown;
    keep(`equity-pathway-${id}`, "", groupPathwayFinding(programme, breakdown, catalogue));
    keep(`equity-waits-${id}`, "", groupWaitsFinding(programme, breakdown, catalogue));
    keep(`equity-completeness-${id}`, "", completenessFinding(programme, services, breakdown, catalogue));
    for (const instrument of catalogue.instruments) {
      const outcomes = groupOutcomesFinding(programme, breakdown, instrument, catalogue);
      keep(`equity-outcomes-${id}`, instrument.id, outcomes);
    }
  }
  return found;
}
