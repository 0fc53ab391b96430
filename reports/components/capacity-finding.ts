import type { Findings } from "../../src/release/catalogue.ts";
import { missingWords } from "./figure-data.js";
import { formatEstimate, numberStyle, statusReason } from "./format.js";
import type { Release } from "./load-release.js";
import { AREA_TYPES, areaLabel, cellAt, type Selection } from "./selection.js";

const CAVEATS = [
  "These are published statistics, repeated as they stand.",
  "Link workers are counted as full-time equivalents: two people at half time count as one.",
  "Areas differ in size and in need. More link workers for the same number of patients is not in itself better care.",
];

/** What the Overview opens with where a release holds published workforce figures only. */
export function capacityFinding(release: Release, selection: Selection): Findings["findings"][string] {
  const { catalogue, estimates } = release;
  const here = (measure: string) => cellAt(estimates, selection, measure);
  const words = (measure: string): string =>
    formatEstimate(here(measure), numberStyle(catalogue, measure, ""));
  const whole = selection.area_type === "programme";
  const lead = whole ? "" : `${areaLabel(catalogue, selection.area_type, selection.area)}: `;
  const workers = here("link_worker_fte");
  const rate = here("link_worker_fte_per_10000_patients");
  const patients = here("registered_patients");
  const known = [workers, rate, patients].every((row) => missingWords(row) === "");
  const rates = estimates.list("link_worker_fte_per_10000_patients", {
    period_type: selection.period_type,
    period: selection.period,
  });
  const reach = whole
    ? AREA_TYPES.filter((type) => type.id !== "programme").flatMap((type) => {
        const all = rates.filter((row) => row.area_type === type.id);
        const shown = all.filter((row) => missingWords(row) === "").length;
        const many = type.many.toLowerCase();
        if (all.length < 2 || shown === all.length) return [];
        return [
          `${shown.toLocaleString("en-GB")} of ${all.length.toLocaleString("en-GB")} ${many} have a figure. For the others the source has none, which is not the same as no link workers.`,
        ];
      })
    : [];
  const sources = catalogue.sources.map((source) => source.label).join("; ");
  return {
    headline: known
      ? `${lead}${lead === "" ? "There are" : "there are"} ${words("link_worker_fte")} full-time equivalent link workers for ${words("registered_patients")} registered patients, ${words("link_worker_fte_per_10000_patients")} for every 10,000.`
      : `${lead}${lead === "" ? "No" : "no"} number of link workers is published. ${statusReason(workers)}`,
    detail: [
      ...(!known && missingWords(patients) === ""
        ? [`${words("registered_patients")} patients are registered here.`]
        : []),
      ...reach,
      `Sources: ${sources}.`,
    ],
    caveats: CAVEATS,
  };
}
