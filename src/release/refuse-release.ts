import type { ReleaseAudit, ReleaseLeak } from "../disclosure/audit/release-audit-result.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";

/** So many leaks are told in the error; the others stand in the file that the command writes. */
const TOLD = 10;

/** So many of the cells from which a leak follows are told with it. */
const CELLS_TOLD = 4;

const LEAK_REMEDY =
  "Publish fewer periods, merge small areas or groups, choose a stricter policy under disclosure in programme.yaml, or leave out the figure that gives the number away; then release again. Every leak stands in disclosure-leaks.csv beside the warehouse: it tells of few people, so keep it there.";

const CONTRADICTION_REMEDY =
  "Figures of one release come from one run of one program, so this is likely its fault: report the tables named above. They all stand in disclosure-leaks.csv beside the warehouse.";

/** A release that its audit refuses: exit 4, with everything that was found. Nothing of it is written. */
export class ReleaseRefusal extends CodedError {
  readonly leaks: readonly ReleaseLeak[];

  constructor(problem: {
    readonly code: "AUDIT_LEAK" | "AUDIT_CONTRADICTION";
    readonly what: string;
    readonly remedy: string;
    readonly leaks: readonly ReleaseLeak[];
  }) {
    super({ code: problem.code, what: problem.what, remedy: problem.remedy, exit: EXIT.leak });
    this.name = "ReleaseRefusal";
    this.leaks = problem.leaks;
  }
}

/** Why a release must not be written: figures that contradict each other, else numbers that could be worked out; undefined for none. */
export function refuseRelease(audit: ReleaseAudit): ReleaseRefusal | undefined {
  const { leaks, contradictions, secrets } = audit;
  const number = (count: number) => count.toLocaleString("en-GB");
  if (contradictions.length > 0) {
    return new ReleaseRefusal({
      code: "AUDIT_CONTRADICTION",
      what: `nothing was written: figures contradict each other, no numbers of people fit them all.${told(contradictions)}`,
      remedy: CONTRADICTION_REMEDY,
      leaks: contradictions,
    });
  }
  if (leaks.length === 0) return undefined;
  return new ReleaseRefusal({
    code: "AUDIT_LEAK",
    what: `nothing was written: ${number(leaks.length)} of the ${number(Math.max(secrets, leaks.length))} numbers that are not shown could be worked out from those that are.${told(leaks)}`,
    remedy: LEAK_REMEDY,
    leaks,
  });
}

function told(leaks: readonly ReleaseLeak[]): string {
  const lines = leaks.slice(0, TOLD).map(({ table, cell, what, because, remedy }, index) => {
    const others = because.length - CELLS_TOLD;
    const cells = `${because.slice(0, CELLS_TOLD).join("; ")}${others > 0 ? `; and ${others} more` : ""}`;
    const from = because.length === 0 ? "" : `\n     It follows from: ${cells}.`;
    return `\n  ${index + 1}. ${table} – ${cell}: ${what}.${from}${remedy === "" ? "" : `\n     ${remedy}`}`;
  });
  const left = leaks.length - lines.length;
  return `${lines.join("")}${left > 0 ? `\n  and ${left.toLocaleString("en-GB")} more.` : ""}\n`;
}
