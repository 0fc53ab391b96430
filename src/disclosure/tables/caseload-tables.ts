import type { Cell } from "../../measures/cell.ts";
import {
  type CaseRow,
  type CaseRows,
  type CaseSpan,
  COMPLEXITIES,
  isOpen,
  isWaiting,
  startedIn,
  UNDATED,
} from "../../measures/workforce-cases.ts";
import { type ContactsRow, isWithinGuidance, type SupportRow } from "../../measures/workforce-support.ts";
import type { ExactEstimate } from "../protect-estimates.ts";
import { placeOf } from "../staff-basis.ts";
import type { Places } from "./places.ts";
import { type ReleaseTable, type Says, TableDraft } from "./table-draft.ts";

/** What these tables are made from; exact. */
export interface CaseloadTableSources {
  readonly caseload?:
    | {
        readonly cases: CaseRows;
        readonly support: readonly SupportRow[];
        readonly contacts: readonly ContactsRow[];
      }
    | undefined;
}

const VALUE = { as: "value" } as const;
const NUMERATOR = { as: "numerator" } as const;
const DENOMINATOR = { as: "denominator" } as const;
const OF_ALL = { as: "n", describes: true } as const;
const ONE = ["all"] as const;

/**
 * Tables of cases. Flow: referrals by the quarters in which they were received and closed, so that what was received,
 * what is open and what can be worked out as closed in between hang together; rates for each full-time equivalent print
 * such numbers too. Waiting: by the quarters received, first seen, and no longer waiting. Stock: on each last day, those
 * waiting and the others. Complex: on each last day, those with and without a feature. Length of support and contacts a
 * person: whom they are about.
 */
export function caseloadTables(
  estimates: readonly ExactEstimate[],
  { caseload }: CaseloadTableSources,
): readonly ReleaseTable[] {
  if (caseload === undefined || caseload.cases.rows.length === 0) return [];
  const { spans, rows } = caseload.cases;
  const flow = flowTable(spans, rows);
  const wait = waitTable(spans, rows);
  const stock = stockTable(spans, rows);
  const complex = new Map(COMPLEXITIES.map((what) => [what, complexTable(spans, rows, what)]));
  const support = yearTable("support begun", caseload.support, (row, add) =>
    add("all", Number(row.closed) + Number(row.still_open)),
  );
  const contacts = yearTable("contacts a person", caseload.contacts, (row, add) =>
    add(isWithinGuidance(Number(row.contacts)) ? "within" : "rest", Number(row.n)),
  );
  for (const [index, estimate] of estimates.entries()) {
    const { measure, breakdown, instrument, area_type, status, staff } = estimate;
    if (breakdown !== "none" || instrument !== "" || status === "not_available") continue;
    if (area_type !== "programme" && area_type !== "service") continue;
    const say = (draft: TableDraft, about: About, layers: readonly string[], says: Says) =>
      draft.say(named(estimate, about), layers, says, index);
    if (staff !== undefined) {
      const about = NUMERATORS[measure];
      if (about !== undefined && status === "published") say(flow, about, ONE, NUMERATOR);
    } else if (measure === "referrals") {
      say(flow, "received", ONE, VALUE);
      say(wait, "received", ONE, VALUE);
    } else if (measure === "cases_open") {
      say(flow, "open", ONE, VALUE);
      say(stock, "open", ["waiting", "others"], VALUE);
      for (const draft of complex.values()) say(draft, "open", ["with", "without"], VALUE);
    } else if (measure === "cases_waiting") {
      say(wait, "waiting", ONE, VALUE);
      say(stock, "open", ["waiting"], VALUE);
      say(stock, "open", ["others"], "conceals");
    } else if (measure === "support_started") {
      say(wait, "started", ONE, VALUE);
    } else if (measure === "support_median_days" || measure === "support_p90_days") {
      support.say(estimate, ONE, OF_ALL, index);
    } else if (measure === "contacts_per_person") {
      contacts.say(estimate, ["within", "rest"], OF_ALL, index);
    } else if (measure === "share_contacts_6_to_12") {
      contacts
        .say(estimate, ["within", "rest"], DENOMINATOR, index)
        .say(estimate, ["within"], NUMERATOR, index)
        .say(estimate, ["rest"], "conceals", index);
    }
    const what = COMPLEXITIES.find((one) => measure === `cases_open_${one}`);
    const draft = what === undefined ? undefined : complex.get(what);
    if (draft !== undefined) {
      say(draft, "open", ["with"], VALUE);
      say(draft, "open", ["without"], "conceals");
    }
  }
  return [flow, wait, stock, ...complex.values(), support, contacts].flatMap((draft) => draft.finish() ?? []);
}

/** What cells of one place and period are about; rates count only cases that staff records cover. */
type About = "received" | "open" | "waiting" | "started" | "covered received" | "covered open";

const NUMERATORS: Readonly<Record<string, About>> = {
  new_referrals_per_fte: "covered received",
  open_cases_per_fte: "covered open",
};

/** The cell under a name that tells apart what it counts: the same place holds different cases for each. */
const named = (estimate: ExactEstimate, about: About): ExactEstimate => ({
  ...estimate,
  period: `${about} ${estimate.period}`,
});

/** Places filled by hand. */
class OwnPlaces implements Places {
  readonly #numbers = new Map<string, number>();
  readonly #places = new Map<string, number[]>();

  get leaves(): number {
    return this.#numbers.size;
  }

  readonly at = (place: string): readonly number[] => this.#places.get(place) ?? [];

  /** The number of a leaf, which lies in these places of the programme and, where it is a service's, of the service. */
  leafOf(key: string, service: string | null, periods: () => readonly (readonly [string, string])[]): number {
    const found = this.#numbers.get(`${service}|${key}`);
    if (found !== undefined) return found;
    const leaf = this.#numbers.size;
    this.#numbers.set(`${service}|${key}`, leaf);
    const areas = [["programme", "programme"], ...(service === null ? [] : [["service", service]])];
    for (const [period_type, period] of periods()) {
      for (const [area_type = "", area = ""] of areas) {
        const place = placeOf({ area_type, area, period_type, period });
        const there = this.#places.get(place);
        if (there === undefined) this.#places.set(place, [leaf]);
        else there.push(leaf);
      }
    }
    return leaf;
  }
}

/** Cells that count on a last day share cases with those of other days; those of one period do not. */
const ofOnePeriod = ({ area_type, period_type, period }: Cell, layers: readonly number[]): string =>
  /^(covered )?(received|started) /.test(period)
    ? `${area_type}|${period_type}|${period.replace(/ [^ ]*$/, "")}`
    : `${area_type}|${period}|${layers.join()}`;

const received = ({ received: at }: CaseRow, { period_type, first, last }: CaseSpan): boolean =>
  at === UNDATED ? period_type === "all" : at >= first && at <= last;

function flowTable(spans: readonly CaseSpan[], rows: readonly CaseRow[]): TableDraft {
  const places = new OwnPlaces();
  const draft = new TableDraft("flow of cases", places, false, ofOnePeriod);
  for (const row of rows) {
    const leaf = places.leafOf(
      [row.covered, row.received, row.closed].join("|"),
      row.service,
      spansOf(spans, (span) => {
        const isReceived = received(row, span);
        const open = isOpen(row, span.last);
        return [
          ...(isReceived ? ["received"] : []),
          ...(isReceived && row.covered && row.received !== UNDATED ? ["covered received"] : []),
          ...(open ? ["open"] : []),
          ...(open && row.covered ? ["covered open"] : []),
        ];
      }),
    );
    draft.add(leaf, "all", row.n);
  }
  return draft;
}

function waitTable(spans: readonly CaseSpan[], rows: readonly CaseRow[]): TableDraft {
  const places = new OwnPlaces();
  const draft = new TableDraft("waiting for the first contact", places, false, ofOnePeriod);
  for (const row of rows) {
    const leaf = places.leafOf(
      [row.seen_recorded, row.received, row.started, Math.min(row.started, row.closed)].join("|"),
      row.service,
      spansOf(spans, (span) => [
        ...(received(row, span) ? ["received"] : []),
        ...(isWaiting(row, span.last) ? ["waiting"] : []),
        ...(startedIn(row, span) ? ["started"] : []),
      ]),
    );
    draft.add(leaf, "all", row.n);
  }
  return draft;
}

const spansOf = (spans: readonly CaseSpan[], about: (span: CaseSpan) => readonly string[]) => () =>
  spans.flatMap((span) => about(span).map((one) => [span.period_type, `${one} ${span.period}`] as const));

/** One leaf a service and last day, whatever the names of the periods that end on it. */
function onLastDays(
  id: string,
  spans: readonly CaseSpan[],
  rows: readonly CaseRow[],
  layerOf: (row: CaseRow, quarter: number) => string,
): TableDraft {
  const places = new OwnPlaces();
  const draft = new TableDraft(id, places, false, ofOnePeriod);
  for (const quarter of new Set(spans.map(({ last }) => last))) {
    const there = spans.filter(({ last }) => last === quarter);
    for (const row of rows) {
      if (!isOpen(row, quarter)) continue;
      const leaf = places.leafOf(
        String(quarter),
        row.service,
        spansOf(there, () => ["open"]),
      );
      draft.add(leaf, layerOf(row, quarter), row.n);
    }
  }
  return draft;
}

const stockTable = (spans: readonly CaseSpan[], rows: readonly CaseRow[]): TableDraft =>
  onLastDays("open cases by whether seen", spans, rows, (row, quarter) =>
    isWaiting(row, quarter) ? "waiting" : "others",
  );

const complexTable = (
  spans: readonly CaseSpan[],
  rows: readonly CaseRow[],
  what: (typeof COMPLEXITIES)[number],
): TableDraft => onLastDays(`open cases: ${what}`, spans, rows, (row) => (row[what] ? "with" : "without"));

/** Referrals by service and financial year. */
function yearTable<T extends SupportRow | ContactsRow>(
  id: string,
  rows: readonly T[],
  count: (row: T, add: (layer: string, n: number) => void) => void,
): TableDraft {
  const places = new OwnPlaces();
  const draft = new TableDraft(id, places, false);
  for (const row of rows) {
    const leaf = places.leafOf(row.financial_year, row.service, () => [
      ["all", "all"],
      ["financial_year", row.financial_year],
    ]);
    count(row, (layer, n) => draft.add(leaf, layer, n));
  }
  return draft;
}
