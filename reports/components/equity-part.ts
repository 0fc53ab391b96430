import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { isUnstated } from "./figure-data.js";
import type { Release } from "./load-release.js";
import { cellAt, defaultSelection, findingAt, type Selection } from "./selection.js";
import { withTerms } from "./term.js";

/** Said on the group that all others of a characteristic are set beside: the release's own words. */
export const REFERENCE_NOTE = "The reference group: the largest one. The others are set beside it.";

/** Whether the release marks a difference as one that stands after allowing for all that were compared. */
export const isClear = (row: EstimateRow | undefined): boolean =>
  row?.status === "published" && row.note.includes("Clear, also after allowing for");

/** The whole programme over the whole time, by the characteristic chosen: what these figures are made for. */
export function wholeProgramme(release: Release, selection: Selection): Selection {
  const { area_type, area, period_type, period } = defaultSelection(release.catalogue);
  return { ...selection, area_type, area, period_type, period };
}

/** A group of a characteristic, and how to find its figures. */
export interface EquityGroup {
  readonly category: string;
  readonly label: string;
  /** Not stated or not known: shown apart, never compared. */
  readonly apart: boolean;
  readonly cell: (measure: string) => EstimateRow | undefined;
}

/** The groups of the chosen characteristic in the whole programme, those not known last. */
export function equityGroups(release: Release, selection: Selection): readonly EquityGroup[] {
  const { catalogue, estimates } = release;
  const place = wholeProgramme(release, selection);
  const { breakdown } = selection;
  const groups = (breakdownOf(catalogue, breakdown)?.categories ?? []).map(({ category, label }) => ({
    category,
    label,
    apart: isUnstated(category),
    cell: (measure: string) => cellAt(estimates, place, measure, { breakdown, category }),
  }));
  return [...groups.filter(({ apart }) => !apart), ...groups.filter(({ apart }) => apart)];
}

/** A characteristic of the release. */
export const breakdownOf = (
  catalogue: Catalogue,
  breakdown: string,
): Catalogue["breakdowns"][number] | undefined =>
  catalogue.breakdowns.find((one) => one.breakdown === breakdown);

/** ` by age at referral`: the chosen characteristic within a title. */
export function byWords(catalogue: Catalogue, breakdown: string): string {
  return ` by ${withinSentence(breakdownOf(catalogue, breakdown)?.label ?? "")}`;
}

/** A label as it stands within a sentence: `age at referral`; names such as `English` and `NHS` keep their capitals. */
export function withinSentence(label: string): string {
  return label.replace(/^(?!English\b)[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Sentences shown at once below the first. */
const SHOWN = 2;

/** The sentences of a section: the first in bold, some more, the others and the caveats one step away. */
export function sectionFinding(release: Release, selection: Selection, page: string): readonly Node[] {
  const place = wholeProgramme(release, selection);
  const found = findingAt(release.findings, page, place);
  const note =
    place.area === selection.area && place.period === selection.period
      ? []
      : [
          h(
            "p",
            { class: "figure-note" },
            "These figures are made for the whole programme and the whole period only.",
          ),
        ];
  if (found === undefined) return note;
  const { headline, detail, caveats } = found;
  const list = (texts: readonly string[]) =>
    h(
      "ul",
      {},
      texts.map((text) => h("li", {}, withTerms(text))),
    );
  const rest = detail.slice(SHOWN);
  return [
    ...note,
    h("p", { class: "detail" }, h("strong", {}, withTerms(headline))),
    ...detail.slice(0, SHOWN).map((text) => h("p", { class: "detail" }, withTerms(text))),
    ...(rest.length === 0 ? [] : [h("details", {}, h("summary", {}, `${rest.length} more`), list(rest))]),
    h("details", {}, h("summary", {}, "Read these figures with this in mind"), list(caveats)),
  ];
}
