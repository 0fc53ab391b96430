import type { Catalogue, DataQuality, Findings, ProgrammeDocument } from "../release/catalogue.ts";
import { dataQualityFinding } from "./data-quality-finding.ts";
import { equityFinding } from "./equity-finding.ts";
import { indexEstimates } from "./estimate-index.ts";
import { notShown } from "./not-shown.ts";
import { outcomesFinding } from "./outcomes-finding.ts";
import { overviewFinding } from "./overview-finding.ts";
import { programmeFinding } from "./programme-finding.ts";
import type { Finding, ReleasedEstimate } from "./released-estimate.ts";
import { findingKey, selectionLabels } from "./selection.ts";

/**
 * Makes all sentences of a release from its released estimates: `reports/data/findings.json`.
 *
 * Keys are `page|instrument|area_type|area|period_type|period` for each area and period that has an estimate
 * without a breakdown: `overview` (instrument ""), `outcomes` (each instrument estimated there) and `equity` (each of those,
 * where anything is estimated by group);
 * `data-quality` once, for the whole programme (`data-quality||programme|programme|all|all`).
 */
export function makeFindings(
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
  dataQuality: DataQuality,
  programme?: ProgrammeDocument,
): Findings {
  const findings: Record<string, Finding> = {};
  const labels = selectionLabels(catalogue);
  for (const place of indexEstimates(estimates, catalogue)) {
    // A comparator is set beside its project, never chosen by itself.
    if (place.selection.area_type === "comparator") continue;
    const lead = labels.lead(place.selection);
    findings[findingKey("overview", "", place.selection)] = overviewFinding(place, catalogue, lead);
    for (const instrument of catalogue.instruments) {
      if (!place.hasInstrument(instrument.id)) continue;
      const key = (page: string) => findingKey(page, instrument.id, place.selection);
      findings[key("outcomes")] = outcomesFinding(place, instrument, catalogue, lead);
      if (place.hasGroups) findings[key("equity")] = equityFinding(place, instrument, catalogue, lead);
    }
  }
  const everything = {
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
  } as const;
  findings[findingKey("data-quality", "", everything)] = dataQualityFinding(dataQuality, catalogue);
  if (programme !== undefined) {
    findings[findingKey("programme", "", everything)] = programmeFinding(programme, catalogue);
  }
  return { findings, not_shown: notShown(catalogue) };
}
