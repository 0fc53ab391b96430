import type { EquityRows } from "../../measures/equity-rows.ts";
import { bookedShares } from "../../measures/equity-rows.ts";
import type { LeafRow } from "../../measures/leaf-rows.ts";
import type { LeavesByGroup } from "../../measures/leaves.ts";
import type { ExactEstimate } from "../protect-estimates.ts";
import { GroupTables } from "./group-tables.ts";
import { type Geography, LeafPlaces } from "./places.ts";
import { type ReleaseTable, type Says, TableDraft } from "./table-draft.ts";

/** What the tables of groups of the whole programme are made from; exact. */
export interface EquityTableSources {
  readonly equity?: Pick<EquityRows, "leaves" | "stages"> | undefined;
  readonly geography: Geography;
}

const VALUE = { as: "value" } as const;
const NUMERATOR = { as: "numerator" } as const;
const DENOMINATOR = { as: "denominator" } as const;
const OF_ALL = { as: "n", describes: true } as const;

const number = (row: LeafRow, column: string): number => Number(row[column] ?? 0);
const STAGE = "group_pathway_";
const START = "referred";
const COUNTED = ["counted"] as const;
const REST = ["rest"] as const;
/** Of the same contacts: those without an interpreter are what those with one leave. */
const UNMET = "share_language_unmet";
const UNDERSTOOD = "share_interpreted";

/**
 * Arranges the figures of groups of the whole programme, over the whole time, as tables of counts: how far referrals came
 * (layers: the last stage reached), whose wait is known, contacts missed and understood. Figures of the Equity page alone and
 * those of everybody that groups add up to.
 */
export function equityTables(
  estimates: readonly ExactEstimate[],
  { equity, geography }: EquityTableSources,
): readonly ReleaseTable[] {
  if (equity === undefined) return [];
  const builder = new EquityTablesBuilder(equity, geography);
  for (const [index, estimate] of estimates.entries()) {
    const { area_type, period_type, instrument, status } = estimate;
    const isWhole = area_type === "programme" && period_type === "all";
    if (isWhole && instrument === "" && status !== "not_available") builder.place(estimate, index);
  }
  return builder.finish();
}

class EquityTablesBuilder {
  readonly #equity: Pick<EquityRows, "leaves" | "stages">;
  readonly #geography: Geography;
  readonly #groups = new Map<string, GroupTables>();
  #booked: TableDraft | undefined;

  constructor(equity: Pick<EquityRows, "leaves" | "stages">, geography: Geography) {
    this.#equity = equity;
    this.#geography = geography;
  }

  finish(): readonly ReleaseTable[] {
    return [
      ...[...this.#groups.values()].flatMap((groups) => groups.finish()),
      ...(this.#booked?.finish() === undefined ? [] : [this.#booked.finish() as ReleaseTable]),
    ];
  }

  place(estimate: ExactEstimate, index: number): void {
    const { measure, kind, breakdown, category } = estimate;
    const { leaves, stages } = this.#equity;
    if (measure === "referrals" || measure.startsWith(STAGE)) {
      const all = [START, ...stages];
      const reached = measure === "referrals" ? all : all.slice(all.indexOf(measure.slice(STAGE.length)));
      this.#say("stages", leaves.pathway, lastStage(stages), estimate, reached, VALUE, index);
    } else if (kind === "quantile" && measure.startsWith("wait_")) {
      const everybody = { all: (row: LeafRow) => number(row, "n") };
      this.#say("days to first contact", leaves.waits, everybody, estimate, undefined, OF_ALL, index);
    } else if (measure === "share_dna_booked" || measure === "share_dna_unbooked") {
      this.#sayBooked(estimate, measure, index);
    } else if (kind === "proportion" && this.#counts(measure)) {
      this.#sayShare(estimate, index);
      if (measure === "share_dna" && breakdown === "interpreter" && category === "yes")
        this.#sayBooked(estimate, undefined, index);
    }
  }

  /** Whether contacts are counted for a share by group. */
  #counts(measure: string): boolean {
    const [row] = this.#equity.leaves.contacts.get("none") ?? [];
    return measure === UNMET || row?.[`${measure}_of`] !== undefined;
  }

  #sayShare(estimate: ExactEstimate, index: number): void {
    const isUnmet = estimate.measure === UNMET;
    const id = isUnmet ? UNDERSTOOD : estimate.measure;
    const parts = {
      counted: (row: LeafRow) => number(row, `${id}_is`),
      rest: (row: LeafRow) => number(row, `${id}_of`) - number(row, `${id}_is`),
    };
    const say = (some: readonly string[] | undefined, says: Says) =>
      this.#say(id, this.#equity.leaves.contacts, parts, estimate, some, says, index);
    say(undefined, DENOMINATOR);
    say(isUnmet ? REST : COUNTED, NUMERATOR);
    say(isUnmet ? COUNTED : REST, "conceals");
  }

  /** Missed appointments of those who need an interpreter: with one booked, with none, and where that is not recorded. */
  #sayBooked(
    estimate: ExactEstimate,
    measure: (typeof bookedShares)[number] | undefined,
    index: number,
  ): void {
    const row = this.#equity.leaves.contacts.get("interpreter")?.find(({ category }) => category === "yes");
    if (row === undefined) return;
    this.#booked ??= bookedTable(row, this.#geography);
    const sorts = measure === undefined ? [...bookedShares, OTHER] : [measure];
    const layers = (part: string) => sorts.map((sort) => `${sort}/${part}`);
    this.#booked
      .say(estimate, [...layers("counted"), ...layers("rest")], DENOMINATOR, index)
      .say(estimate, layers("counted"), NUMERATOR, index)
      .say(estimate, layers("rest"), "conceals", index);
  }

  #say(
    id: string,
    rows: LeavesByGroup,
    parts: Readonly<Record<string, (row: LeafRow) => number>>,
    estimate: ExactEstimate,
    some: readonly string[] | undefined,
    says: Says,
    index: number,
  ): void {
    const name = `${id} (whole programme)`;
    let groups = this.#groups.get(name);
    if (groups === undefined) {
      groups = new GroupTables({ id: name, rows, keep: () => true, parts }, this.#geography);
      this.#groups.set(name, groups);
    }
    if (estimate.breakdown === "none") groups.sayOfWhole(estimate, some, says, index);
    else groups.sayOfGroup(estimate, some, says, index);
  }
}

/** Referrals by the last stage that they came to. */
const lastStage = (stages: readonly string[]): Readonly<Record<string, (row: LeafRow) => number>> => {
  const columns = ["referrals", ...stages.map((stage) => `${STAGE}${stage}`)];
  return Object.fromEntries(
    [START, ...stages].map((stage, at) => {
      const [own, next] = [columns[at], columns[at + 1]];
      return [stage, (row: LeafRow) => number(row, own ?? "") - (next === undefined ? 0 : number(row, next))];
    }),
  );
};

const OTHER = "not recorded";

function bookedTable(row: LeafRow, geography: Geography): TableDraft {
  const places = new LeafPlaces(geography);
  const draft = new TableDraft("missed appointments by interpreter booked", places, false);
  const leaf = places.leafOf(row);
  const counted = (id: string) => number(row, `${id}_is`);
  const rest = (id: string) => number(row, `${id}_of`) - counted(id);
  const left = (of: (id: string) => number) =>
    bookedShares.reduce((others, id) => others - of(id), of("share_dna"));
  for (const id of bookedShares) {
    draft.add(leaf, `${id}/counted`, counted(id));
    draft.add(leaf, `${id}/rest`, rest(id));
  }
  draft.add(leaf, `${OTHER}/counted`, left(counted));
  draft.add(leaf, `${OTHER}/rest`, left(rest));
  return draft;
}
