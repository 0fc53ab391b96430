import type { DateOrder } from "../../src/model/date-order.ts";
import type { Programme } from "../../src/model/programme.ts";
import { namesPerson } from "../mask-text.ts";
import { valuedCells } from "./column-type.ts";
import type { InspectedColumn } from "./inspected-column.ts";
import type { ColumnProposal, SourceProposal } from "./source-proposal.ts";
import { withoutRemarks } from "./yaml-fragment.ts";

/** What is told of one column: counts, shapes and ranges, and of a value only what identifies nobody. */
export interface ColumnReport {
  readonly name: string;
  readonly type: string;
  readonly filled: number;
  readonly blank: number;
  readonly coded_missing: number;
  readonly suppressed: number;
  readonly distinct: number;
  readonly shapes: readonly string[];
  readonly range: readonly [string, string] | undefined;
  readonly values: readonly { readonly value: string; readonly cells: number }[];
  readonly field: string;
  readonly confidence: ColumnProposal["confidence"];
  readonly reason: string;
  readonly identifying: boolean;
  /** People's details inside a text, in so many cells. */
  readonly details: { readonly cells: number; readonly kinds: readonly string[] } | undefined;
}

/** A column as it may be told: nothing of its values where it identifies people or is not mapped. */
export async function columnReport(
  { column, use, confidence, reason, identifying }: ColumnProposal,
  proposal: SourceProposal,
  programme: Programme | undefined,
): Promise<ColumnReport> {
  const mapped = confidence !== undefined && !identifying;
  const coded = mapped && CODED.test(`${use} ${reason}`);
  return {
    name: column.name,
    type: column.type === "code list" ? `code: ${column.lists[0]?.list ?? ""}` : column.type,
    filled: column.filled,
    blank: column.rows - column.filled,
    coded_missing: column.kinds.missing ?? 0,
    suppressed: isSuppressed(column) ? (column.kinds.suppressed ?? 0) : 0,
    distinct: column.distinct,
    shapes: column.type === "free text" ? [] : column.shapes,
    range: mapped ? await rangeOf(column, proposal, programme) : undefined,
    values: coded ? await column.values() : [],
    field: use,
    confidence,
    reason,
    identifying,
    details:
      column.detailed === 0 ? undefined : { cells: column.detailed, kinds: Object.keys(column.details) },
  };
}

/** Columns whose values are codes: they are the same for many people. */
const CODED =
  /the list |\.(?:instrument|stage|gender|ethnic_category|attendance|mode|status|urgency|tier|gp_registered)\b/u;

/** A mark such as `c` or `*` means suppressed among numbers only. */
const isSuppressed = ({ type }: InspectedColumn): boolean => type === "whole number" || type === "decimal";

async function rangeOf(
  column: InspectedColumn,
  { source }: SourceProposal,
  programme: Programme | undefined,
): Promise<readonly [string, string] | undefined> {
  if (column.type === "whole number" || column.type === "decimal") {
    const range = [String(column.low), String(column.high)] as const;
    return column.low === undefined || range.some(namesPerson) ? undefined : range;
  }
  if (column.type !== "date") return undefined;
  const declared = withoutRemarks(source.date_order) as DateOrder | undefined;
  const { dates } = column;
  const order = declared ?? programme?.dates.order ?? (dates.both === 0 ? "dmy" : undefined);
  return order === undefined ? undefined : column.range(order);
}

/** What a manager must know before anything is mapped. */
export function warnings(columns: readonly InspectedColumn[]): readonly string[] {
  return columns.flatMap((column) => {
    const notes: string[] = [];
    const valued = valuedCells(column);
    if (column.detailed > 0 && column.type !== "NHS number") {
      notes.push(
        `“${column.name}”: free text with people's details (${Object.keys(column.details).join(", ")}) in ${column.detailed} of ${column.filled} rows: leave it unmapped.`,
      );
    }
    const lost = column.kinds.lost_digits ?? 0;
    if (lost > 0) {
      notes.push(
        `“${column.name}”: ${lost} ${lost === 1 ? "number has" : "numbers have"} lost digits in a spreadsheet (9.99E+09): only the system itself can export ${lost === 1 ? "it" : "them"} again.`,
      );
    }
    if (column.type === "NHS number" && (column.kinds.ten_digits ?? 0) > 0) {
      notes.push(
        `“${column.name}”: ${column.kinds.ten_digits} of ${valued} ${column.kinds.ten_digits === 1 ? "is not a valid NHS number" : "are not valid NHS numbers"}.`,
      );
    }
    if (column.type === "date, 2-digit year") {
      notes.push(`“${column.name}”: years have two digits, which are not read: export the dates with four.`);
    }
    const { dmy, mdy } = column.dates;
    if (Math.min(dmy, mdy) > 0) {
      const [many, few] = dmy > mdy ? ["day first", "month first"] : ["month first", "day first"];
      notes.push(
        `“${column.name}”: ${Math.max(dmy, mdy)} dates can only be ${many} and ${Math.min(dmy, mdy)} only ${few}: the ${few} ones go to quarantine.`,
      );
    }
    return notes;
  });
}
