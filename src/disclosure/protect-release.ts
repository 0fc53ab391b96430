import { alreadyPublished } from "./already-published.ts";
import type { Solve } from "./audit/linear-program.ts";
import type { DisclosureLogRow, ReleaseAudit, ReleaseLeak, Utility } from "./audit/release-audit-result.ts";
import { auditRelease } from "./audit-release.ts";
import { cellAndMethod } from "./people-figures.ts";
import { planSuppression } from "./plan-suppression.ts";
import type { Policy } from "./policy.ts";
import { type EarlierRelease, previousFigures } from "./previous-figures.ts";
import { type ExactEstimate, protectEstimates, type ReleasedEstimate } from "./protect-estimates.ts";
import { releaseUtility } from "./release-utility.ts";
import { type Released, Unreleased } from "./sealed.ts";
import type { PrintedField } from "./tables/count-table.ts";
import { countTables, type TableSources } from "./tables/count-tables.ts";

/** Told of each table: its place from 1, how many there are, and its name. */
export type OnTable = (table: number, of: number, id: string) => void;

/** Everything that estimates are protected with. */
export interface ProtectRequest {
  readonly exact: Unreleased<readonly ExactEstimate[]>;
  readonly sources: TableSources;
  readonly policy: Policy;
  readonly solve: Solve;
  /** A release that readers already have. */
  readonly earlier?: EarlierRelease | undefined;
  readonly onPlan?: OnTable;
}

/** Estimates that may be published together, and what it takes to prove it. */
export interface ProtectedRelease {
  readonly estimates: Released<readonly ReleasedEstimate[]>;
  /** Every withheld estimate and why: never to be published. */
  readonly log: readonly DisclosureLogRow[];
  readonly utility: Utility;
  /** What is withheld now and was shown by the earlier release: nothing that this release could still protect. */
  readonly alreadyOut: readonly ReleaseLeak[];
  /** Audits what is about to be published, which may hold more, or other, figures than `estimates`. */
  readonly audit: (
    published: Released<readonly ReleasedEstimate[]>,
    onTable?: OnTable,
  ) => Promise<ReleaseAudit>;
}

const NOT_AUDITED: ReleaseAudit = {
  performed: false,
  tables: 0,
  secrets: 0,
  safe: 0,
  byClosedForm: 0,
  byWitness: 0,
  bySolver: 0,
  integerChecked: false,
  leaks: [],
  contradictions: [],
};

/**
 * Protects all estimates of a release: each by itself, then together, so that none gives another away.
 * Under a policy for local work nothing is withheld and nothing audited.
 */
export async function protectRelease(request: ProtectRequest): Promise<ProtectedRelease> {
  const { sources, policy, solve, onPlan } = request;
  // In a fixed order, so that the same figures always withhold the same others.
  const exact = new Unreleased(inOrder(Unreleased.open(request.exact)));
  const alone = protectEstimates(exact, policy);
  const all = Unreleased.open(exact);
  if (!policy.publishable) {
    const utility = releaseUtility(all, alone.value, []);
    return { estimates: alone, log: [], utility, alreadyOut: [], audit: async () => NOT_AUDITED };
  }
  const tables = countTables(all, sources);
  const before = request.earlier === undefined ? undefined : previousFigures(all, request.earlier, policy);
  const knownOf =
    before === undefined
      ? undefined
      : (estimate: number, field: PrintedField | undefined) => {
          const known = before.knowledge.get(estimate)?.find(({ figure }) => figure === field);
          return known === undefined ? undefined : ([known.lower, known.upper] as const);
        };
  const { withheld, log } = await planSuppression({
    exact: all,
    released: alone.value,
    tables,
    policy,
    solve,
    knownOf,
    ...(before === undefined ? {} : { first: before.withhold }),
    ...(onPlan === undefined ? {} : { onTable: onPlan }),
  });
  const estimates = protectEstimates(exact, policy, withheld);
  const { earlier } = request;
  const alreadyOut =
    earlier === undefined || before === undefined
      ? []
      : alreadyPublished(all, earlier, before, rolesOf(estimates.value, alone.value), policy);
  return {
    estimates,
    log,
    utility: releaseUtility(all, estimates.value, log),
    alreadyOut,
    audit: (published, onTable) =>
      auditRelease({
        released: published,
        exact,
        alone: alone.value,
        tables,
        policy,
        solve,
        knownOf,
        ...(onTable === undefined ? {} : { onTable }),
      }),
  };
}

function inOrder(estimates: readonly ExactEstimate[]): readonly ExactEstimate[] {
  const keyed = estimates.map((estimate) => ({
    estimate: inOneShape(estimate),
    key: cellAndMethod(estimate),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ estimate }) => estimate);
}

/** The same estimate with its parts in one order, present or not: what is read so often is read several times as fast. */
function inOneShape(estimate: ExactEstimate): ExactEstimate {
  const { measure, instrument, area_type, area, period_type, period, breakdown, category } = estimate;
  const { numerator, denominator, n, value, lower, upper, level, method, status, note } = estimate;
  const { kind, decimals, per, step, people, parts, against, staff } = estimate;
  const found: Readonly<Record<keyof ExactEstimate, unknown>> = {
    measure,
    instrument,
    area_type,
    area,
    period_type,
    period,
    breakdown,
    category,
    numerator,
    denominator,
    n,
    value,
    lower,
    upper,
    level,
    method,
    status,
    note,
    kind,
    decimals,
    per,
    step,
    people,
    parts,
    against,
    staff,
  };
  return found as unknown as ExactEstimate;
}

/** Which estimates are withheld for their own sake, and which for others, by index. */
function rolesOf(
  released: readonly ReleasedEstimate[],
  alone: readonly ReleasedEstimate[],
): ReadonlyMap<number, "primary" | "complementary"> {
  return new Map(
    released.flatMap(({ status }, index) =>
      status === "withheld"
        ? [[index, alone[index]?.status === "withheld" ? ("primary" as const) : ("complementary" as const)]]
        : [],
    ),
  );
}
