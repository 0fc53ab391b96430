import type { DisclosureLogRow, ReleaseLeak } from "../disclosure/audit/release-audit-result.ts";

/** Parts of the work on a release, in their order. */
export type ReleaseStage = "measures" | "estimates" | "protection" | "audit" | "documents" | "done";

/** What is told while a release is made to the people who run it; none of it is part of the release. */
export interface ReleaseWatch {
  /** Called as each part of the work begins, by its name; the last is "done". */
  readonly onStage?: (name: ReleaseStage) => void;
  /** Called as each table is looked through for what has to be withheld beside the small numbers. */
  readonly onPlan?: (table: number, of: number, name: string) => void;
  /** Called as each table is audited: its place from 1, how many there are, and its name. */
  readonly onAudit?: (table: number, of: number, name: string) => void;
  /** Called once a release passed its audit: every withheld cell, and why it is withheld. */
  readonly onWithheld?: (rows: readonly DisclosureLogRow[]) => void;
  /** Called then with what is withheld now and was shown by the earlier release, where there is any. */
  readonly onAlreadyOut?: (leaks: readonly ReleaseLeak[]) => void;
}
