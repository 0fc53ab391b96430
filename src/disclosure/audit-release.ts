import { boundTable, type TableAudit, type TableFinding } from "./audit/bound-table.ts";
import type { FormRow } from "./audit/form-faults.ts";
import type { Solve } from "./audit/linear-program.ts";
import type { ReleaseAudit, ReleaseLeak } from "./audit/release-audit-result.ts";
import { releaseForm } from "./audit/release-form.ts";
import { staffAudit } from "./audit/staff-audit.ts";
import { cellName } from "./cell-name.ts";
import { CRITERION } from "./criterion.ts";
import { derivedForm } from "./derived-figures.ts";
import type { Policy } from "./policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";
import { type Released, Unreleased } from "./sealed.ts";
import { partsOfTotals } from "./sum-of-parts.ts";
import { cellStates, type EstimateStates, rangeOfRounded } from "./tables/cell-states.ts";
import type { CountCell } from "./tables/count-table.ts";
import { nestedRemainders } from "./tables/nested-remainders.ts";
import type { ReleaseTable } from "./tables/table-draft.ts";

/** What is about to be published, and what it was counted from. */
export interface AuditRequest {
  readonly released: Released<readonly ReleasedEstimate[]>;
  readonly exact: Unreleased<readonly ExactEstimate[]>;
  /** The same estimates in their order, as each would be released if it stood alone. */
  readonly alone: readonly ReleasedEstimate[];
  /** As `countTables` arranges the exact estimates. */
  readonly tables: readonly ReleaseTable[];
  readonly policy: Policy;
  readonly solve: Solve;
  /** What readers know of a count besides. */
  readonly knownOf?: EstimateStates["knownOf"] | undefined;
  readonly onTable?: (table: number, of: number, id: string) => void;
}

const key = (row: ReleasedEstimate): string =>
  [
    row.measure,
    row.instrument,
    row.area_type,
    row.area,
    row.period_type,
    row.period,
    row.breakdown,
    row.category,
  ].join("|");

/**
 * Audits a release: reads every figure as printed, whatever it was meant to be, and works out what its readers could.
 *
 * Each table of counts is judged by `boundTable`; published averages must leave nobody or enough people when published
 * parts are taken away, those of staff by `staffAudit`; each row has the form of its kind (`releaseForm`), though a printed
 * count that is no rounded one is taken as exact all the same; a figure that was counted nowhere is refused, since nobody
 * can say what it gives away.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3.
 */
export async function auditRelease(request: AuditRequest): Promise<ReleaseAudit> {
  const { released, tables, policy, solve, onTable } = request;
  const exact = Unreleased.open(request.exact);
  const printed = new Map(released.value.map((row) => [key(row), row]));
  const rows = exact.map((estimate) => printed.get(key(estimate)));
  const { knownOf } = request;
  const states = { ...statesOf(rows, request.alone, policy), ...(knownOf === undefined ? {} : { knownOf }) };
  const leaks: ReleaseLeak[] = [
    ...unknownFigures(released.value, exact),
    ...releaseForm(formRows(released.value, exact), policy),
    ...staffAudit(exact, rows, policy.staff),
  ];
  const contradictions: ReleaseLeak[] = [];
  const totals = { secrets: 0, safe: 0, byClosedForm: 0, byWitness: 0, bySolver: 0 };
  for (const [at, one] of tables.entries()) {
    onTable?.(at + 1, tables.length, one.table.id);
    leaks.push(...averageLeaks(one, rows, policy));
    const audit = await boundTable(one.table, cellStates(one.table, states, policy), CRITERION, solve);
    contradictions.push(...contradictionsOf(one, audit));
    leaks.push(...audit.leaks.map((leak) => leakOf(one, leak)));
    totals.secrets += audit.findings.length;
    totals.safe += audit.findings.length - audit.leaks.length;
    totals.byClosedForm += audit.closedForm;
    totals.byWitness += audit.walked;
    totals.bySolver += audit.solved;
  }
  return { performed: true, tables: tables.length, ...totals, integerChecked: true, leaks, contradictions };
}

/** What is said of an estimate by its printed row; an estimate that is not printed at all is withheld. */
function statesOf(
  rows: readonly (ReleasedEstimate | undefined)[],
  alone: readonly ReleasedEstimate[],
  policy: Policy,
): EstimateStates {
  const isWithheld = (estimate: number): boolean => {
    const row = rows[estimate];
    return row === undefined || row.status === "withheld";
  };
  const parts = partsOfTotals(
    rows.filter((row) => row !== undefined),
    policy,
  );
  return {
    isWithheld,
    // No reader is told which these are, but all are taken to know.
    isComplementary: (estimate) => isWithheld(estimate) && alone[estimate]?.status !== "withheld",
    rangeOf: (estimate, field) => {
      const row = rows[estimate];
      if (row === undefined || field === undefined) return undefined;
      const count = row[field];
      // The sum of the boards' numbers, which are printed too.
      const isSum = field === "value" && parts(row) > 1;
      return count === null || isSum ? undefined : rangeOfRounded(count, policy);
    },
  };
}

/** The rows that are known, with the kind of figure that each is. */
function formRows(
  released: readonly ReleasedEstimate[],
  exact: readonly ExactEstimate[],
): readonly FormRow[] {
  const forms = new Map(
    exact.map(({ kind, decimals, per, step, ...cell }) => [key(cell), { kind, decimals, per, step }]),
  );
  return released.flatMap((row): FormRow[] => {
    const form = forms.get(key(row)) ?? derivedForm(row.measure);
    if (form === undefined) return [];
    const { per, step, ...rest } = { step: undefined, ...form };
    return [
      { ...row, ...rest, ...(per === undefined ? {} : { per }), ...(step === undefined ? {} : { step }) },
    ];
  });
}

function unknownFigures(
  released: readonly ReleasedEstimate[],
  exact: readonly ExactEstimate[],
): ReleaseLeak[] {
  const counted = new Set(exact.map(key));
  return released
    .filter((row) => !counted.has(key(row)) && derivedForm(row.measure) === undefined)
    .map((row) => ({
      table: row.measure,
      cell: cellName(row),
      what: "is a figure that stands in no table of the audit, so that nobody can say what it gives away",
      because: [],
      remedy: "Leave it out, or declare it as a cell of the lattice of its measure.",
    }));
}

function averageLeaks(
  { table, kinds }: ReleaseTable,
  rows: readonly (ReleasedEstimate | undefined)[],
  { describedFrom }: Policy,
): readonly ReleaseLeak[] {
  const { cells, id } = table;
  if (cells.every(({ describedBy }) => describedBy.length === 0)) return [];
  const isDescribed = (cell: number): boolean =>
    (cells[cell]?.describedBy ?? []).some((estimate) => rows[estimate]?.status === "published");
  const nameOf = (cell: number) => cells[cell]?.name ?? "";
  return nestedRemainders(table, kinds, isDescribed, describedFrom).map(({ whole, parts, people, left }) => ({
    table: id,
    cell: nameOf(whole),
    what: `${left === "of the whole" ? "less its published parts" : "taken from published cells that hold it"} leaves ${people === 1 ? "1 person" : `${people} people`}, whose average can be worked out`,
    because: parts.map(nameOf),
    remedy: "Withhold the average of one of these cells, or publish fewer areas, periods or groups.",
  }));
}

function contradictionsOf({ table }: ReleaseTable, { contradiction }: TableAudit): readonly ReleaseLeak[] {
  return contradiction.map((cell) => ({
    table: table.id,
    cell: table.cells[cell]?.name ?? "",
    what: "is published as a number that its own count cannot have been rounded to",
    because: [],
    remedy: "Make the release again; if it stays, the figure was changed after it was counted.",
  }));
}

function leakOf({ table }: ReleaseTable, { cell, interval, verdict, because }: TableFinding): ReleaseLeak {
  const { lower, upper } = interval;
  const range = lower === upper ? `is exactly ${lower}` : `is from ${lower} to ${upper}`;
  const own: CountCell | undefined = table.cells[cell];
  return {
    table: table.id,
    cell: own === undefined ? "" : partName(own),
    what:
      verdict === "undecided"
        ? "may be worked out: this could be neither proved nor ruled out"
        : `can be worked out: it ${range}`,
    because: because
      .map((other) => table.cells[other])
      .flatMap((other) => (other === undefined ? [] : [partName(other)])),
    remedy: "Withhold one of these cells, publish fewer areas, periods or groups, or choose another policy.",
  };
}

const partName = ({ name, printed }: CountCell): string => (printed ? name : `the rest of ${name}`);
