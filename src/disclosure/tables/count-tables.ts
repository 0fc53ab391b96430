import type { ActivityRows } from "../../measures/activity-rows.ts";
import { CHANGE_BANDS } from "../../measures/change-bands.ts";
import type { LeafRow } from "../../measures/leaf-rows.ts";
import type { Leaves, LeavesByGroup } from "../../measures/leaves.ts";
import { levelMoves, levelRise } from "../../measures/level-moves.ts";
import type { PersonLeaves } from "../../measures/person-leaves.ts";
import { DIVIDED_BAND, OF_20_PLUS } from "../../measures/reach-counts.ts";
import { FLOW_FATES, type FlowStep, flowSteps } from "../../measures/sample-flow.ts";
import type { ExactEstimate } from "../protect-estimates.ts";
import { type CaseloadTableSources, caseloadTables } from "./caseload-tables.ts";
import {
  bandsOf,
  CHANGES,
  COUNTED_OR_NOT,
  DIRECTIONS,
  EVERYBODY,
  FOLLOWED,
  FOLLOWED_OR_NOT,
  JUST_ALL,
  JUST_COUNTED,
  JUST_FOLLOWED,
  JUST_REST,
  MEN,
  MEN_OR_NOT,
  NOT_MEN,
  type Parts,
  partsAt20,
  SHARE,
  SIDES,
  stagesReached,
} from "./count-parts.ts";
import { type EquityTableSources, equityTables } from "./equity-tables.ts";
import { type GroupSource, GroupTables } from "./group-tables.ts";
import { type Geography, LeafPlaces, personPlaces } from "./places.ts";
import { type RobustnessTableSources, robustnessTables } from "./robustness-tables.ts";
import { type ReleaseTable, type Says, TableDraft } from "./table-draft.ts";
import { type WantsTableSources, wantsTables } from "./wants-tables.ts";

/** What the tables of a release are made from; exact. */
export interface TableSources
  extends EquityTableSources,
    RobustnessTableSources,
    WantsTableSources,
    CaseloadTableSources {
  readonly leaves: Leaves;
  readonly activity: Pick<ActivityRows, "leaves" | "stages"> | undefined;
  readonly geography: Geography;
}

/** Means by the column that counts whom they are about. */
const COUNT_OF_MEAN: Readonly<Record<string, string>> = {
  mean_reasons: "mean_reasons_n",
  contacts_per_referral: "contacts_per_referral_n",
  mean_sessions_attended: "mean_sessions_attended_n",
  mean_gp_contacts_before: "gp_before_n",
  mean_gp_contacts_after: "gp_before_n",
  mean_gp_contacts_change: "gp_before_n",
};
const OUTCOME_OF_SHARE: Readonly<Record<string, string>> = {
  share_improved: "improved",
  share_same: "same",
  share_worse: "worse",
};
const PART_OF_RATE: Readonly<Record<string, string>> = {
  referrals_per_1000_target: "counted",
  referrals_per_1000_others: "rest",
};

const VALUE = { as: "value" } as const;
const NUMERATOR = { as: "numerator" } as const;
const DENOMINATOR = { as: "denominator" } as const;
/** Of a mean or quantile. */
const OF_ALL = { as: "n", describes: true } as const;

/** Figures with tables of their own (`robustnessTables`). */
const OTHER_WAYS: ReadonlySet<string> = new Set([
  "unpaired_change",
  "timely_change",
  "weighted_change",
  "share_improved_by",
]);

/**
 * Arranges the estimates of people as tables of counts, so that what they tell together can be worked out.
 *
 * What is told apart within a count (those of a share and the rest, the directions of change, the stages reached) makes
 * the layers of its table. Each characteristic makes a table of its groups with the cells of everybody that they add up
 * to. Figures of staff, of capacity and of public statistics have rules of their own and are in none.
 */
export function countTables(
  estimates: readonly ExactEstimate[],
  sources: TableSources,
): readonly ReleaseTable[] {
  const builder = new TablesBuilder(
    sources,
    estimates.some(({ measure }) => measure === OF_20_PLUS),
  );
  estimates.forEach((estimate, index) => {
    builder.place(estimate, index);
  });
  return [
    ...builder.finish(),
    ...equityTables(estimates, sources),
    ...robustnessTables(estimates, sources),
    ...wantsTables(estimates, sources),
    ...caseloadTables(estimates, sources),
  ];
}

/** Rows with the leaf of each. */
interface PlacedRows {
  readonly places: LeafPlaces;
  readonly kept: readonly LeafRow[];
  readonly leaves: Int32Array;
}

class TablesBuilder {
  readonly #sources: TableSources;
  readonly #drafts = new Map<string, TableDraft>();
  readonly #groups = new Map<string, GroupTables>();
  #pairedByGroup: LeavesByGroup | undefined;
  readonly #by20: boolean;
  readonly #placedRows = new Map<readonly LeafRow[], PlacedRows>();

  constructor(sources: TableSources, by20: boolean) {
    this.#sources = sources;
    this.#by20 = by20;
  }

  finish(): readonly ReleaseTable[] {
    return [
      ...[...this.#drafts.values()].flatMap((draft) => draft.finish() ?? []),
      ...[...this.#groups.values()].flatMap((groups) => groups.finish()),
    ];
  }

  /** Puts an estimate into every table that it says something about. */
  place(estimate: ExactEstimate, index: number): void {
    if (estimate.staff !== undefined || estimate.status === "not_available") return;
    const { measure, instrument } = estimate;
    if (instrument !== "") {
      if (estimate.kind === "published") return;
      if (measure === "follow_up_rate") this.#placeFollowUp(estimate, index);
      else if (measure in flowSteps)
        this.#flow(instrument)?.say(estimate, flowSteps[measure as FlowStep], VALUE, index);
      else if (OTHER_WAYS.has(measure)) this.#placeOtherWay(estimate, index);
      else if (measure in levelMoves) this.#placeMoves(estimate, index);
      else this.#placeScored(estimate, index);
    } else if (measure === "referrals") this.#placeReferrals(estimate, index);
    else if (measure === OF_20_PLUS) this.#place20Plus(estimate, index);
    else if (measure === "people") this.#placePeople(estimate, index);
    else this.#placeActivity(estimate, index);
  }

  #placePeople(estimate: ExactEstimate, index: number): void {
    this.#people("people").say(estimate, MEN, VALUE, index);
    for (const instrument of this.#sources.leaves.flow?.keys() ?? [])
      this.#flow(instrument)?.say(estimate, FLOW_FATES, VALUE, index);
  }

  get #referralGroups(): GroupTables {
    const { referralsByGroup } = this.#sources.leaves;
    const partsOf = this.#by20 ? partsAt20 : undefined;
    return this.#byGroup("referrals", referralsByGroup, "", EVERYBODY("referrals"), partsOf);
  }

  /** Referrals of people of 20 and over, of a gender or of the one age band that holds younger people too. */
  #place20Plus(estimate: ExactEstimate, index: number): void {
    const isAge = estimate.breakdown === "age_band_20";
    const band = isAge ? { breakdown: "age_band", category: DIVIDED_BAND } : {};
    const cell = { ...estimate, ...band };
    this.#referralGroups.sayOfGroup(cell, ["20+"], VALUE, index);
    this.#referralGroups.sayOfGroup(cell, ["younger"], "conceals", index);
  }

  #placeReferrals(estimate: ExactEstimate, index: number): void {
    const { referrals } = this.#sources.leaves;
    const groups = this.#referralGroups;
    if (estimate.breakdown === "none") {
      this.#table("referrals", referrals, EVERYBODY("referrals")).say(estimate, JUST_ALL, VALUE, index);
      groups.sayOfWhole(estimate, undefined, VALUE, index);
    } else groups.sayOfGroup(estimate, undefined, VALUE, index);
  }

  #placeFollowUp(estimate: ExactEstimate, index: number): void {
    const { instrument } = estimate;
    const { episodes, episodesByGroup } = this.#sources.leaves;
    const id = `${instrument}: followed up`;
    const groups = this.#byGroup(id, episodesByGroup, instrument, FOLLOWED);
    const isWhole = estimate.breakdown === "none";
    const say = (parts: readonly string[] | undefined, what: Says) =>
      isWhole
        ? groups.sayOfWhole(estimate, parts, what, index)
        : groups.sayOfGroup(estimate, parts, what, index);
    say(undefined, DENOMINATOR);
    say(JUST_FOLLOWED, NUMERATOR);
    say(JUST_REST, "conceals");
    if (!isWhole) return;
    this.#table(id, episodes, FOLLOWED, (row) => row.instrument === instrument)
      .say(estimate, FOLLOWED_OR_NOT, DENOMINATOR, index)
      .say(estimate, JUST_FOLLOWED, NUMERATOR, index)
      .say(estimate, JUST_REST, "conceals", index);
  }

  /**
   * The change worked out in another way, beside the tables of its own (`robustnessTables`): the unpaired one would stand in
   * for the paired one, and the weighted one prints how many were followed up.
   */
  #placeOtherWay(estimate: ExactEstimate, index: number): void {
    const { instrument, measure } = estimate;
    const { episodes } = this.#sources.leaves;
    const own = (row: LeafRow) => row.instrument === instrument;
    if (measure === "weighted_change") {
      this.#table(`${instrument}: followed up`, episodes, FOLLOWED, own).say(
        estimate,
        ["followed"],
        { as: "n" },
        index,
      );
    } else if (measure === "unpaired_change") {
      const id = `${instrument}: changed`;
      this.#table(id, episodes, CHANGES, own).say(estimate, DIRECTIONS, "describes", index);
      this.#byGroup(id, this.#paired, instrument, CHANGES).sayOfWhole(
        estimate,
        undefined,
        "describes",
        index,
      );
    }
  }

  /** Figures of the people with both scores. */
  #placeScored(estimate: ExactEstimate, index: number): void {
    const { instrument, measure } = estimate;
    const { episodes } = this.#sources.leaves;
    const id = `${instrument}: changed`;
    const outcome = OUTCOME_OF_SHARE[measure];
    const sides = outcome === undefined ? undefined : SIDES[outcome];
    const says = estimate.kind === "count" ? VALUE : outcome === undefined ? OF_ALL : DENOMINATOR;
    if (estimate.breakdown === "change_band") {
      this.#bands(instrument).say(estimate, [estimate.category], says, index);
      return;
    }
    const groups = this.#byGroup(id, this.#paired, instrument, CHANGES);
    const isWhole = estimate.breakdown === "none";
    const say = (parts: readonly string[] | undefined, what: Says) =>
      isWhole
        ? groups.sayOfWhole(estimate, parts, what, index)
        : groups.sayOfGroup(estimate, parts, what, index);
    say(undefined, says);
    // A difference tells of the group that it is set against what a mean of its own would tell.
    if (estimate.against !== undefined)
      groups.sayOfGroup({ ...estimate, category: estimate.against }, undefined, "describes", index);
    if (sides !== undefined) {
      say(sides.is, NUMERATOR);
      say(sides.others, "conceals");
    }
    if (!isWhole) return;
    const table = this.#table(id, episodes, CHANGES, (row) => row.instrument === instrument);
    const bands = this.#bands(instrument);
    table.say(estimate, DIRECTIONS, says, index);
    bands.say(estimate, bandsOf(DIRECTIONS), says, index);
    if (sides === undefined) return;
    table.say(estimate, sides.is, NUMERATOR, index).say(estimate, sides.others, "conceals", index);
    bands
      .say(estimate, bandsOf(sides.is), NUMERATOR, index)
      .say(estimate, bandsOf(sides.others), "conceals", index);
  }

  /** Shares of those whose level rose, stayed or fell. */
  #placeMoves(estimate: ExactEstimate, index: number): void {
    const { measure, instrument } = estimate;
    const groups = this.#byGroup(`${instrument}: changed`, this.#paired, instrument, CHANGES);
    const isOne = (group: string) => levelMoves[measure as keyof typeof levelMoves](levelRise(group));
    const say = (of: (group: string) => boolean, says: Says) =>
      groups.sayOfSome("baseline_level*follow_up_level", estimate, of, says, index);
    groups.sayOfWhole(estimate, undefined, DENOMINATOR, index);
    say(isOne, NUMERATOR);
    say((group) => !isOne(group), "conceals");
  }

  /** People with both scores by group: breakdowns of the whole programme only beside the others. */
  get #paired(): LeavesByGroup {
    if (this.#pairedByGroup === undefined) {
      const { pairedPeople, episodesByGroup } = this.#sources.leaves;
      const further = [...(pairedPeople ?? [])].filter(([one]) => one !== "change_band");
      this.#pairedByGroup = new Map([...further, ...episodesByGroup]);
    }
    return this.#pairedByGroup;
  }

  /** People with both scores by how far they moved, which tells who improved: a table of their own. */
  #bands(instrument: string): TableDraft {
    const rows = this.#sources.leaves.pairedPeople?.get("change_band") ?? [];
    const isOf = (band: string) => (row: LeafRow) => (row.category === band ? Number(row.n) : 0);
    const parts = Object.fromEntries(CHANGE_BANDS.map(({ id }) => [id, isOf(id)]));
    return this.#table(`${instrument}: how far`, rows, parts, (row) => row.instrument === instrument);
  }

  /** People referred by how far they came towards two scores; undefined where that is not known. */
  #flow(instrument: string): TableDraft | undefined {
    const leaves = this.#sources.leaves.flow?.get(instrument);
    return leaves === undefined ? undefined : this.#persons(`${instrument}: sample flow`, leaves);
  }

  #placeActivity(estimate: ExactEstimate, index: number): void {
    const { activity } = this.#sources;
    if (activity === undefined || estimate.breakdown !== "none") return;
    const { measure, kind } = estimate;
    const { leaves, stages } = activity;
    const part = PART_OF_RATE[measure];
    if (kind === "count" && measure.startsWith("pathway_")) {
      const reached = stages.slice(stages.findIndex((fact) => measure === `pathway_${fact}`));
      const table = this.#table("stages of the pathway", leaves.referrals, stagesReached(stages));
      table.say(estimate, reached, VALUE, index);
    } else if (part !== undefined) {
      this.#table("share_target", leaves.referrals, SHARE("share_target")).say(
        estimate,
        [part],
        NUMERATOR,
        index,
      );
    } else if (kind === "proportion" && measure === "share_men") {
      this.#people("people seen")
        .say(estimate, MEN_OR_NOT, DENOMINATOR, index)
        .say(estimate, MEN, NUMERATOR, index)
        .say(estimate, NOT_MEN, "conceals", index);
    } else if (kind === "proportion") this.#placeShare(estimate, index);
    else if (kind === "mean") {
      const column = COUNT_OF_MEAN[measure];
      if (column === undefined) return;
      this.#table(column, leaves.referrals, EVERYBODY(column)).say(estimate, JUST_ALL, OF_ALL, index);
    } else if (kind === "quantile") {
      const fact = measure.replace(/^p90_/, "median_");
      const own = (row: LeafRow) => row.fact === fact;
      this.#table(`known ${fact}`, leaves.days, EVERYBODY("n"), own).say(estimate, JUST_ALL, OF_ALL, index);
    }
  }

  #placeShare(estimate: ExactEstimate, index: number): void {
    const leaves = this.#sources.activity?.leaves;
    if (leaves === undefined) return;
    const { measure, area_type, area } = estimate;
    const has = (rows: readonly LeafRow[]) => rows[0]?.[`${measure}_of`] !== undefined;
    const compared = measure === "share_target" && area_type === "comparator";
    const rows = compared ? leaves.compared : has(leaves.referrals) ? leaves.referrals : leaves.contacts;
    if (!has(rows)) return;
    const own = compared ? (row: LeafRow) => row.comparator === area : undefined;
    const parts = SHARE(measure);
    this.#table(compared ? `${measure} beside ${area}` : measure, rows, parts, own)
      .say(estimate, COUNTED_OR_NOT, DENOMINATOR, index)
      .say(estimate, JUST_COUNTED, NUMERATOR, index)
      .say(estimate, JUST_REST, "conceals", index);
  }

  #table(id: string, rows: readonly LeafRow[], parts: Parts, keep?: (row: LeafRow) => boolean): TableDraft {
    const found = this.#drafts.get(id);
    if (found !== undefined) return found;
    const { places, kept, leaves } = keep === undefined ? this.#placed(rows) : this.#place(rows, keep);
    const draft = new TableDraft(id, places, false);
    for (const [part, count] of kept.length === 0 ? [] : Object.entries(parts)) {
      const layer = draft.layerOf(part);
      for (let at = 0; at < kept.length; at++) {
        const row = kept[at];
        if (row !== undefined) draft.addTo(leaves[at] ?? 0, layer, count(row));
      }
    }
    this.#drafts.set(id, draft);
    return draft;
  }

  /** The leaves of all rows, which several tables are made of. */
  #placed(rows: readonly LeafRow[]): PlacedRows {
    const found = this.#placedRows.get(rows) ?? this.#place(rows, () => true);
    this.#placedRows.set(rows, found);
    return found;
  }

  #place(rows: readonly LeafRow[], keep: (row: LeafRow) => boolean): PlacedRows {
    const places = new LeafPlaces(this.#sources.geography);
    const kept = rows.filter(keep);
    return { places, kept, leaves: Int32Array.from(kept, (row) => places.leafOf(row)) };
  }

  /** People, each once a cell, and those seen by whether they are men. */
  #people(id: "people" | "people seen"): TableDraft {
    const { leaves, activity } = this.#sources;
    const single = activity?.leaves.men;
    return this.#persons(id, id === "people" || single === undefined ? leaves.people : single);
  }

  #persons(id: string, source: PersonLeaves): TableDraft {
    const found = this.#drafts.get(id);
    if (found !== undefined) return found;
    const { places, people } = personPlaces(source, this.#sources.geography);
    const draft = new TableDraft(id, places, false);
    for (const { leaf, layer, people: count } of people) draft.add(leaf, layer, count);
    this.#drafts.set(id, draft);
    return draft;
  }

  #byGroup(
    id: string,
    rows: Leaves["referralsByGroup"],
    instrument: string,
    parts: Parts,
    partsOf?: GroupSource["partsOf"],
  ): GroupTables {
    const found = this.#groups.get(id);
    if (found !== undefined) return found;
    const keep = (row: LeafRow) => instrument === "" || row.instrument === instrument;
    const groups = new GroupTables(
      { id, rows, keep, parts, ...(partsOf === undefined ? {} : { partsOf }) },
      this.#sources.geography,
    );
    this.#groups.set(id, groups);
    return groups;
  }
}
