import type { Programme } from "../../src/model/programme.ts";
import type { Question } from "../question.ts";
import type { FieldName } from "./field-names.ts";
import type { InspectedColumn } from "./inspected-column.ts";
import type { KnownInstrument } from "./known-instruments.ts";

/** How sure a proposal is. */
export type Confidence = "high" | "medium" | "low";

/** What is proposed for one column. */
export interface ColumnProposal {
  readonly column: InspectedColumn;
  /** Canonical field, `identifies people: not stored`, or `not mapped`. */
  readonly use: string;
  readonly confidence: Confidence | undefined;
  readonly reason: string;
  /** Nothing of the column's values may be shown. */
  readonly identifying: boolean;
}

/** A measure that the mapping needs and programme.yaml does not declare. */
export interface NeededInstrument {
  readonly id: string;
  readonly name: string;
  readonly known: KnownInstrument | undefined;
  /** Decimals of the scores as exported. */
  readonly decimals: number;
}

/** A source for programme.yaml, and what each column became. */
export interface SourceProposal {
  /** The source as it stands in programme.yaml; what is unsure carries remarks. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly columns: readonly ColumnProposal[];
  readonly instruments: readonly NeededInstrument[];
  /** What the user has to know or decide, beside the questions. */
  readonly notes: readonly string[];
  readonly questions: readonly Omit<Question, "file">[];
  /** The rows make records that can be stored. */
  readonly usable: boolean;
}

/** What a proposal is made from. */
export interface ProposalRequest {
  readonly id: string;
  /** File as programme.yaml is to name it. */
  readonly file: string;
  readonly member: string | undefined;
  readonly kind: "delimited" | "workbook" | "parquet";
  readonly sheet: string | undefined;
  readonly headerRows: readonly [number, number] | undefined;
  readonly columns: readonly InspectedColumn[];
  readonly names: readonly FieldName[];
  readonly programme: Programme | undefined;
}
