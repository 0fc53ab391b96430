import type {
  Catalogue,
  ComparePage,
  DataQuality,
  Findings,
  ProgrammeDocument,
} from "../release/catalogue.ts";
import type { ProjectComparisons } from "../release/project-comparisons-schema.ts";
import { commissionerFinding } from "./commissioner-finding.ts";
import { compareFinding } from "./compare-finding.ts";
import { dataQualityFinding } from "./data-quality-finding.ts";
import { equityFinding } from "./equity-finding.ts";
import { equitySections } from "./equity-sections.ts";
import { indexEstimates, placeLookup } from "./estimate-index.ts";
import { evidenceFinding } from "./evidence-finding.ts";
import { linkWorkersFinding, placesOfLinkWorkers } from "./link-workers-finding.ts";
import { notShown } from "./not-shown.ts";
import { outcomesFinding } from "./outcomes-finding.ts";
import { overviewFinding } from "./overview-finding.ts";
import { pathwayFinding } from "./pathway-finding.ts";
import type { PressureDocument } from "./pressure-document.ts";
import { programmeFinding } from "./programme-finding.ts";
import { projectFinding } from "./project-finding.ts";
import { projectListFinding } from "./project-list-finding.ts";
import { type ProjectAnswer, projectsFinding } from "./projects-finding.ts";
import { reachFinding } from "./reach-finding.ts";
import type { Finding, Interval, ReleasedEstimate } from "./released-estimate.ts";
import { robustnessFinding } from "./robustness-finding.ts";
import { findingKey, type Selection, selectionLabels } from "./selection.ts";

/**
 * Makes all sentences of a release from its released estimates: `reports/data/findings.json`.
 *
 * Keys are `page|instrument|area_type|area|period_type|period` for each area and period that has an estimate
 * without a breakdown: `overview` (instrument ""), `outcomes` (each instrument estimated there) and `equity` (each of those,
 * where anything is estimated by group);
 * `link-workers` (instrument "") for the programme and services, over the whole time and by financial year;
 * `reach` (instrument "") wherever referrals are set against a population;
 * `pathway` (instrument "") wherever a stage of the pathway was counted; `project`, and `projects` in short,
 * (instrument "") for each project declared; `projects` (instrument "") once for the whole programme, where there are several;
 * `evidence` and `robustness` (each instrument) where the change was worked out in several ways;
 * `compare` once an instrument, and once with instrument "", for the whole programme;
 * `equity-…` for the sections of the Equity page (`equitySections`);
 * `commissioner` (instrument "") once for the whole programme, where there is enough to tell;
 * `data-quality` once, for the whole programme (`data-quality||programme|programme|all|all`).
 */
export function makeFindings(
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
  dataQuality: DataQuality,
  programme?: ProgrammeDocument,
  compare?: ComparePage,
  pressure?: PressureDocument,
  comparisons?: ProjectComparisons,
): Findings {
  const findings: Record<string, Finding> = {};
  const labels = selectionLabels(catalogue);
  const places = indexEstimates(estimates, catalogue);
  const placeAt = placeLookup(places);
  const staffed = placesOfLinkWorkers(places);
  for (const place of places) {
    // A comparator is set beside its project, never chosen by itself.
    if (place.selection.area_type === "comparator") continue;
    const lead = labels.lead(place.selection);
    findings[findingKey("overview", "", place.selection)] = overviewFinding(place, catalogue, lead);
    const linkWorkers = linkWorkersFinding(place, catalogue, lead, staffed, pressure);
    if (linkWorkers !== null) findings[findingKey("link-workers", "", place.selection)] = linkWorkers;
    const pathway = pathwayFinding(place, catalogue, lead);
    if (pathway !== null) findings[findingKey("pathway", "", place.selection)] = pathway;
    const reach = reachFinding(place, catalogue, lead);
    if (reach !== null) findings[findingKey("reach", "", place.selection)] = reach;
    for (const instrument of catalogue.instruments) {
      if (!place.hasInstrument(instrument.id)) continue;
      const key = (page: string) => findingKey(page, instrument.id, place.selection);
      findings[key("outcomes")] = outcomesFinding(place, instrument, catalogue, lead);
      if (place.whole("tipping_point", instrument.id) !== undefined) {
        const beside =
          place.selection.area_type === "project"
            ? placeAt({ ...place.selection, area_type: "comparator" })
            : undefined;
        const evidence = evidenceFinding(
          place,
          instrument,
          beside,
          oneByOne(place.selection, instrument.id, comparisons),
        );
        if (evidence !== null) findings[key("evidence")] = evidence;
        const robustness = robustnessFinding(place, instrument);
        if (robustness !== null) findings[key("robustness")] = robustness;
      }
      if (place.hasGroups) findings[key("equity")] = equityFinding(place, instrument, catalogue, lead);
    }
  }
  Object.assign(findings, equitySections(places, catalogue));
  const everything = {
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
  } as const;
  const whole = placeAt(everything);
  if (whole !== undefined) {
    const main = catalogue.instruments.find(({ id }) => whole.hasInstrument(id))?.id ?? "";
    const evidence = findings[findingKey("evidence", main, everything)]?.headline;
    const message = commissionerFinding(whole, catalogue, {
      ...{ pressure, compare, evidence },
      serviceAt: (area, period) =>
        placeAt({ area_type: "service", area, period_type: "financial_year", period }),
    });
    if (message !== null) findings[findingKey("commissioner", "", everything)] = message;
  }
  findings[findingKey("data-quality", "", everything)] = dataQualityFinding(dataQuality, catalogue, whole);
  for (const id of ["", ...catalogue.instruments.map((instrument) => instrument.id)]) {
    const networks = compareFinding(estimates, catalogue, compare, ...(id === "" ? [] : [id]));
    if (networks !== null) findings[findingKey("compare", id, everything)] = networks;
  }
  const answers: ProjectAnswer[] = [];
  for (const project of catalogue.projects) {
    const place = { area_type: "project", area: project.id, period_type: "all", period: "all" } as const;
    const told = comparisons?.projects.find((one) => one.project === project.id);
    const full = projectFinding(project, placeAt, catalogue, told);
    const { answer, ...finding } = full;
    answers.push(answer);
    findings[findingKey("project", "", place)] = finding;
    findings[findingKey("projects", "", place)] = projectListFinding(
      project,
      full,
      placeAt,
      told?.together?.beside,
    );
  }
  const projects = projectsFinding(
    answers,
    comparisons?.projects.map(({ verdict }) => verdict),
  );
  if (projects !== null) findings[findingKey("projects", "", everything)] = projects;
  if (programme !== undefined) {
    findings[findingKey("programme", "", everything)] = programmeFinding(programme, catalogue);
  }
  return { findings, not_shown: notShown(catalogue) };
}

/** The interval of the difference of an average change from single comparison networks, at the later window that it is of. */
function oneByOne(
  { area_type, area, period_type, period }: Selection,
  instrument: string,
  comparisons: ProjectComparisons | undefined,
): Interval | undefined {
  if (area_type !== "project" || period_type !== "window") return undefined;
  const told = comparisons?.projects.find(({ project }) => project === area);
  const found = [told?.compared, ...(told?.others ?? [])].find(
    (one) => one?.measure === "mean_change" && one.instrument === instrument && one.later === period,
  );
  if (found?.status !== "published" || found.lower === null || found.upper === null) return undefined;
  return { lower: found.lower, upper: found.upper, level: found.level };
}
