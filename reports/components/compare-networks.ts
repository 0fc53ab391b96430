import type { Catalogue } from "../../src/release/catalogue.ts";
import type { CompareDocument } from "../../src/release/compare-documents.ts";
import type { EstimateRow } from "./estimate-index.js";
import { measureTitle, missingWords } from "./figure-data.js";
import type { OwnControl } from "./filter-bar.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { yearOf } from "./period-control.js";
import { isRange } from "./range-row.js";
import { isAlike } from "./scheme-likeness.js";
import { cellAt, type Selection } from "./selection.js";
import { byText } from "./text-order.js";

/** A network with the cells of its measures in the chosen period. */
export interface Network {
  readonly area: string;
  readonly label: string;
  readonly cell: (measure: string) => EstimateRow | undefined;
}

/** Measures of the table, in its order; each can be chosen first. */
export const KEY_MEASURES = [
  "referrals",
  "new_referrals_per_fte",
  "link_worker_fte_per_10000_patients",
  "follow_up_rate",
  "mean_change",
] as const;

/**
 * Measures that stand beside another or tell of it, and are no choice by themselves; the pathway's counts and steps are on
 * its own page, and tell of a network's size.
 */
const BESIDE =
  /^(expected_change_rtm|mean_baseline|mean_follow_up|share_same|people|share_goals_(partly|not_met)|mean_gp_contacts_(before|after)|pathway_.*|share_onward_.*)$/;

/** Groups of the measure list; a measure goes to the first pattern it fits. */
const GROUPS: readonly (readonly [string, RegExp])[] = [
  ["Workforce", /^(link_worker_|registered_patients|new_referrals_per_fte|open_cases_per_fte)/],
  ["Contacts", /^(contacts_per_referral|share_dna|share_interpret|share_language)/],
  [
    "Outcomes",
    /^(follow_up_rate|mean_change|share_improved|share_worse|share_goals_|share_health_check|mean_gp_)/,
  ],
  [
    "Pathway and waits",
    /^(share_reached_|median_|p90_|share_contacted|share_completed_|share_feedback_|share_review_|mean_sessions)/,
  ],
  ["Referrals", /./],
];
const GROUP_ORDER = ["Referrals", "Pathway and waits", "Outcomes", "Contacts", "Workforce"];

const inOrder = new WeakMap<Catalogue, Catalogue["areas"]>();

/** The networks of a release in the order of their names, put in order once. */
export function namedNetworks(catalogue: Catalogue): Catalogue["areas"] {
  const known = inOrder.get(catalogue);
  if (known !== undefined) return known;
  const made = catalogue.areas
    .filter(({ area_type }) => area_type === "pcn")
    .toSorted((a, b) => byText(a.label, b.label));
  inOrder.set(catalogue, made);
  return made;
}

/** Networks in the order of their names, never of their figures; of a filtered page those that work alike. */
export function networksOf(release: Release, selection: Selection): readonly Network[] {
  const { catalogue, estimates } = release;
  const here = yearOf(catalogue, selection);
  const { like } = selection;
  return namedNetworks(catalogue)
    .filter(({ area }) => like === undefined || isAlike(catalogue, like, area))
    .map(({ area, label }) => ({
      area,
      label,
      cell: (measure) => cellAt(estimates, here, measure, { area_type: "pcn", area }),
    }));
}

/** Measures with a figure of at least one network, key measures first; those of scores only where the instrument has them. */
export function comparedMeasures(release: Release, instrument: string): readonly string[] {
  const { catalogue } = release;
  const here = catalogue.measures
    .map((measure) => measure.id)
    .filter((id) => !BESIDE.test(id) && isHeld(release, id, instrument))
    .filter((id) => isCompared(release, id, instrument));
  const key = KEY_MEASURES.filter((id) => here.includes(id));
  return [...key, ...here.filter((id) => !(key as readonly string[]).includes(id))];
}

function isCompared({ estimates }: Release, id: string, instrument: string): boolean {
  if (estimates.holds !== undefined)
    return [instrument, ""].some((one) => estimates.holds?.(id, one)?.compared === true);
  return estimates
    .list(id, { area_type: "pcn", breakdown: "none" })
    .some(
      (row) =>
        (row.instrument === instrument || row.instrument === "") &&
        (missingWords(row) === "" || isRange(row)),
    );
}

/** The measure that the page is set to: the chosen one, or the first that networks have. */
export function chosenMeasure(release: Release, selection: Selection): string {
  const measures = comparedMeasures(release, selection.instrument);
  const usual = ["follow_up_rate", ...measures].find((id) => measures.includes(id)) ?? "";
  return measures.find((id) => id === selection.measure) ?? usual;
}

/** A funnel that can be shown, and the networks beyond its 99.8% limits. */
export type FarFunnel = CompareDocument["funnels_of"][number];

/** The funnels of an instrument, and those that need none. */
export const funnelsFor = (funnels: readonly FarFunnel[], instrument: string): readonly FarFunnel[] =>
  funnels.filter((one) => one.shown && (one.instrument === instrument || one.instrument === ""));

/** A select of the measures that networks can be compared by, each with whether it has a funnel and who lies beyond it. */
export function measureControl(release: Release, funnels: readonly FarFunnel[]): OwnControl {
  const { catalogue } = release;
  const all = [...new Set(catalogue.instruments.map((one) => one.id).concat(""))].flatMap((instrument) =>
    comparedMeasures(release, instrument),
  );
  const measures = [...new Set(all)];
  const groupOf = (id: string): string => GROUPS.find(([, fits]) => fits.test(id))?.[0] ?? "";
  return {
    id: "measure",
    label: "Measure",
    groups: GROUP_ORDER.map((label) => ({
      label,
      options: measures
        .filter((id) => groupOf(id) === label)
        .map((id) => ({ value: id, label: measureTitle(catalogue, id) })),
    })),
    read: (selection) => chosenMeasure(release, selection),
    write: (selection, measure) => ({ ...selection, measure }),
    says(id, { instrument }) {
      const funnel = funnelsFor(funnels, instrument).find(({ measure }) => measure === id);
      const far = (funnel?.above.length ?? 0) + (funnel?.below.length ?? 0);
      const mark = funnel === undefined ? "no funnel" : far === 0 ? "funnel" : `funnel, ${far} beyond limits`;
      return `${measureTitle(catalogue, id)} (${mark})`;
    },
  };
}
