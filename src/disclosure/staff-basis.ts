import type { StaffRules } from "./policy.ts";
import type { SumOfStaff } from "./rests-on-few.ts";

/** Staff behind a figure of staff, or of what each of them does: what its protection goes by. Never released. */
export interface StaffBasis {
  /** Members of staff of the cell. */
  readonly staff: number;
  /** Those whose answers or records the figure rests on; absent where they are all. */
  readonly respondents?: number;
  /** Share of the cell's working time that is the one worker's with the most, 0–1; absent where it is of no account. */
  readonly largest?: number;
  /** Cells of which this one is a part ({@link placeOf}): their figure less the others' would give this one. */
  readonly within?: readonly string[];
  /** What the cell's shares of staff of the same name are parts of: nobody is in two of them. */
  readonly partsOf?: string;
  /** Sums that the figure tells of, such as days lost: each must be that of more than a few. */
  readonly sums?: readonly SumOfStaff[];
  /** Name of what the figure stands for, where cells of several periods show the same, such as one day: hidden together. */
  readonly alike?: string;
}

/** Area and period of a cell as one text. */
export const placeOf = (cell: {
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
}): string => [cell.area_type, cell.area, cell.period_type, cell.period].join("|");

/**
 * True where working time is one worker's, or so nearly that its total tells theirs: the others together have less than
 * a share of theirs (the p% rule, for a reader who knows no contract; a colleague in a team of two knows both).
 * With 10% that is where one worker has more than ten elevenths.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.2 (dominance and p% rule).
 */
export const restsOnOne = (
  { staff, largest = 0 }: StaffBasis,
  { fewestWorkers, othersFrom }: StaffRules,
): boolean => (staff > 0 && staff < fewestWorkers) || 1 - largest < othersFrom * largest;
