import { auditModel } from "./audit-model.ts";
import { type Audit, auditRows, type RowsOptions } from "./audit-rows.ts";
import type { AuditRules } from "./audit-rules.ts";
import type { Solve } from "./linear-program.ts";
import type { AuditInput } from "./published-tables.ts";

export interface AuditOptions extends Omit<RowsOptions, "truth"> {
  /** Most combinations of codes that nobody printed; absent: 5,000. */
  readonly mostCombinations?: number;
}

/**
 * Audits everything about to be published together with what is known: the least and most that each withheld count,
 * each combination of codes that nobody printed and each difference of nested counts can be.
 *
 * Throws AUDIT_… errors for tables that cannot be put into a model, and AUDIT_UNDECIDED where the solver gives up.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, sections 4.3 and 4.4.
 */
export async function auditTables(
  input: AuditInput,
  rules: AuditRules,
  solve: Solve,
  options: AuditOptions = {},
): Promise<Audit> {
  return auditRows(auditModel(input, rules, options.mostCombinations ?? 5000), rules, solve, options);
}
