import type { ReleaseAudit, Utility } from "../disclosure/audit/release-audit-result.ts";
import { CRITERION } from "../disclosure/criterion.ts";
import type { Policy } from "../disclosure/policy.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import type { AuditSummary } from "./catalogue.ts";

/** What the summary of an audit rests on, besides the released estimates. */
export interface AuditedRelease {
  readonly audit: ReleaseAudit;
  readonly utility: Utility;
  readonly policy: Pick<Policy, "withholdUpTo" | "describedFrom">;
  /** Release id of the earlier release that the audit took as known; absent for none. */
  readonly previous?: string | undefined;
}

/** Ends of the ranges in which the percentage of referrals not shown is told. */
const STEPS = [0, 1, 2, 5, 10, 25, 50, 100] as const;

/** Of fewer referrals, or fewer withheld counts, even a range could narrow what a withheld count may be. */
const FEWEST_REFERRALS = 1000;
const FEWEST_WITHHELD = 20;

/**
 * What a manifest tells of the audit and of how much is not shown. It says how many counts are withheld for the sake
 * of others in the whole release only, never which, and of referrals only a range of percentages: a sum over withheld
 * counts would be one more figure to work them out from.
 */
export function auditSummary(
  estimates: readonly ReleasedEstimate[],
  { audit, utility, policy, previous }: AuditedRelease,
): AuditSummary {
  const withheld = estimates.filter(({ status }) => status === "withheld").length;
  return {
    performed: audit.performed,
    result: resultOf(audit, Math.min(CRITERION.primary, policy.describedFrom - 1)),
    withheld_cells: withheld,
    cells: estimates.length,
    ...(audit.performed
      ? {
          examined: {
            tables: audit.tables,
            counts: audit.secrets,
            by_arithmetic: audit.byClosedForm,
            by_example: audit.byWitness,
            by_solver: audit.bySolver,
            whole_numbers: audit.integerChecked,
            criterion: { small: CRITERION.primary, further: CRITERION.complementary },
            further_withheld: utility.complementary,
            previous_release: previous ?? null,
          },
        }
      : {}),
    ...(policy.describedFrom > 0
      ? {
          not_shown: {
            referrals: referralRange(utility.finest),
            by_area: countedBy(
              estimates.filter(({ breakdown }) => breakdown === "none"),
              "area_type",
            ),
            by_breakdown: countedBy(estimates, "breakdown"),
          },
        }
      : {}),
  };
}

function resultOf(audit: ReleaseAudit, fewest: number): string {
  const { performed, tables, secrets, leaks, integerChecked } = audit;
  const number = (count: number) => count.toLocaleString("en-GB");
  if (!performed) return "Nothing is withheld under this policy, so there was nothing to audit.";
  if (leaks.length > 0) {
    return `${number(leaks.length)} of ${number(secrets)} withheld counts could be worked out.`;
  }
  const all = `${number(tables)} tables were examined, each with the totals that it adds up to.`;
  if (secrets === 0) return `${all} They withhold no count.`;
  const whole = integerChecked ? "" : " Some of these numbers were not confirmed to be whole.";
  return `${all} For each of the ${number(secrets)} withheld counts at least ${fewest} numbers remain possible, so that none can be worked out.${whole}`;
}

function referralRange({ referrals, withheldReferrals, withheldCells }: Utility["finest"]) {
  if (referrals < FEWEST_REFERRALS || withheldCells < FEWEST_WITHHELD) return null;
  const share = (100 * withheldReferrals) / referrals;
  const place = STEPS.findIndex((step, index) => index > 0 && share <= step);
  return { from: STEPS[place - 1] ?? 0, to: STEPS[place] ?? 100 };
}

/** Figures that are published or withheld, by one property of their cell, in the order of its names. */
function countedBy<Key extends "area_type" | "breakdown">(
  estimates: readonly ReleasedEstimate[],
  key: Key,
): ({ cells: number; withheld_cells: number } & Record<Key, string>)[] {
  const groups = new Map<string, { cells: number; withheld_cells: number }>();
  for (const row of estimates) {
    if (row.status !== "published" && row.status !== "withheld") continue;
    const group = groups.get(row[key]) ?? { cells: 0, withheld_cells: 0 };
    group.cells += 1;
    if (row.status === "withheld") group.withheld_cells += 1;
    groups.set(row[key], group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => ({ [key]: name, ...group }) as typeof group & Record<Key, string>);
}
