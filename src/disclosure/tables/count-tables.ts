import type { ActivityRows } from "../../measures/activity-rows.ts";
import type { LeafRow } from "../../measures/leaf-rows.ts";
import type { Leaves } from "../../measures/leaves.ts";
import type { ExactEstimate } from "../protect-estimates.ts";
import { GroupTables } from "./group-tables.ts";
import { type Geography, LeafPlaces, personPlaces } from "./places.ts";
import { type ReleaseTable, type Says, TableDraft } from "./table-draft.ts";

/** What the tables of a release are made from; exact. */
export interface TableSources {
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

type Parts = Readonly<Record<string, (row: LeafRow) => number>>;

const EVERYBODY = (column: string): Parts => ({ all: (row) => Number(row[column] ?? 0) });
const FOLLOWED: Parts = {
  followed: (row) => Number(row.followed),
  rest: (row) => Number(row.due) - Number(row.followed),
};
const CHANGES: Parts = {
  improved: (row) => Number(row.improved),
  same: (row) => Number(row.n) - Number(row.improved) - Number(row.worse),
  worse: (row) => Number(row.worse),
};
const SHARE = (id: string): Parts => ({
  counted: (row) => Number(row[`${id}_is`] ?? 0),
  rest: (row) => Number(row[`${id}_of`] ?? 0) - Number(row[`${id}_is`] ?? 0),
});

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
  const builder = new TablesBuilder(sources);
  for (const [index, estimate] of estimates.entries()) builder.place(estimate, index);
  return builder.finish();
}

class TablesBuilder {
  readonly #sources: TableSources;
  readonly #drafts = new Map<string, TableDraft>();
  readonly #groups = new Map<string, GroupTables>();

  constructor(sources: TableSources) {
    this.#sources = sources;
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
      if (measure === "follow_up_rate") this.#placeFollowUp(estimate, index);
      else this.#placeScored(estimate, index);
    } else if (measure === "referrals") this.#placeReferrals(estimate, index);
    else if (measure === "people") this.#people("people").say(estimate, ["true"], VALUE, index);
    else this.#placeActivity(estimate, index);
  }

  #placeReferrals(estimate: ExactEstimate, index: number): void {
    const { referrals, referralsByGroup } = this.#sources.leaves;
    const groups = this.#byGroup("referrals", referralsByGroup, "", EVERYBODY("referrals"));
    if (estimate.breakdown === "none") {
      this.#table("referrals", referrals, EVERYBODY("referrals")).say(estimate, ["all"], VALUE, index);
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
    say(["followed"], NUMERATOR);
    say(["rest"], "conceals");
    if (!isWhole) return;
    this.#table(id, episodes, FOLLOWED, (row) => row.instrument === instrument)
      .say(estimate, Object.keys(FOLLOWED), DENOMINATOR, index)
      .say(estimate, ["followed"], NUMERATOR, index)
      .say(estimate, ["rest"], "conceals", index);
  }

  /** Figures of the people with both scores. */
  #placeScored(estimate: ExactEstimate, index: number): void {
    const { instrument, measure } = estimate;
    const { episodes, episodesByGroup } = this.#sources.leaves;
    const id = `${instrument}: changed`;
    const outcome = OUTCOME_OF_SHARE[measure];
    const outcomes = Object.keys(CHANGES);
    const others = outcomes.filter((one) => one !== outcome);
    const says = outcome === undefined ? OF_ALL : DENOMINATOR;
    const groups = this.#byGroup(id, episodesByGroup, instrument, CHANGES);
    const isWhole = estimate.breakdown === "none";
    const say = (parts: readonly string[] | undefined, what: Says) =>
      isWhole
        ? groups.sayOfWhole(estimate, parts, what, index)
        : groups.sayOfGroup(estimate, parts, what, index);
    say(undefined, says);
    if (outcome !== undefined) {
      say([outcome], NUMERATOR);
      say(others, "conceals");
    }
    if (!isWhole) return;
    const table = this.#table(id, episodes, CHANGES, (row) => row.instrument === instrument);
    table.say(estimate, outcomes, says, index);
    if (outcome === undefined) return;
    table.say(estimate, [outcome], NUMERATOR, index).say(estimate, others, "conceals", index);
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
        .say(estimate, ["true", "false"], DENOMINATOR, index)
        .say(estimate, ["true"], NUMERATOR, index)
        .say(estimate, ["false"], "conceals", index);
    } else if (kind === "proportion") this.#placeShare(estimate, index);
    else if (kind === "mean") {
      const column = COUNT_OF_MEAN[measure];
      if (column === undefined) return;
      this.#table(column, leaves.referrals, EVERYBODY(column)).say(estimate, ["all"], OF_ALL, index);
    } else if (kind === "quantile") {
      const fact = measure.replace(/^p90_/, "median_");
      const own = (row: LeafRow) => row.fact === fact;
      this.#table(`known ${fact}`, leaves.days, EVERYBODY("n"), own).say(estimate, ["all"], OF_ALL, index);
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
      .say(estimate, Object.keys(parts), DENOMINATOR, index)
      .say(estimate, ["counted"], NUMERATOR, index)
      .say(estimate, ["rest"], "conceals", index);
  }

  #table(
    id: string,
    rows: readonly LeafRow[],
    parts: Parts,
    keep: (row: LeafRow) => boolean = () => true,
  ): TableDraft {
    const found = this.#drafts.get(id);
    if (found !== undefined) return found;
    const places = new LeafPlaces(this.#sources.geography);
    const draft = new TableDraft(id, places, false);
    for (const row of rows) {
      if (!keep(row)) continue;
      const leaf = places.leafOf(row);
      for (const [part, count] of Object.entries(parts)) draft.add(leaf, part, count(row));
    }
    this.#drafts.set(id, draft);
    return draft;
  }

  /** People, each once a cell, and those seen by whether they are men. */
  #people(id: "people" | "people seen"): TableDraft {
    const found = this.#drafts.get(id);
    if (found !== undefined) return found;
    const { leaves, activity, geography } = this.#sources;
    const single = activity?.leaves.men;
    const source = id === "people" || single === undefined ? leaves.people : single;
    const { places, people } = personPlaces(source, geography);
    const draft = new TableDraft(id, places, false);
    for (const { leaf, layer, people: count } of people) draft.add(leaf, layer, count);
    this.#drafts.set(id, draft);
    return draft;
  }

  #byGroup(id: string, rows: Leaves["referralsByGroup"], instrument: string, parts: Parts): GroupTables {
    const found = this.#groups.get(id);
    if (found !== undefined) return found;
    const keep = (row: LeafRow) => instrument === "" || row.instrument === instrument;
    const groups = new GroupTables({ id, rows, keep, parts }, this.#sources.geography);
    this.#groups.set(id, groups);
    return groups;
  }
}

/** The people of a leaf by the last stage that they came to. */
const stagesReached = (stages: readonly string[]): Parts =>
  Object.fromEntries(
    stages.map((fact, at) => {
      const next = stages[at + 1];
      const reached = (row: LeafRow, stage: string) => Number(row[`pathway_${stage}`] ?? 0);
      return [fact, (row: LeafRow) => reached(row, fact) - (next === undefined ? 0 : reached(row, next))];
    }),
  );
