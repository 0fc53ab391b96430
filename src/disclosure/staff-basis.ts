/** Staff behind a figure of staff, or of what each of them does: what its protection goes by. Never released. */
export interface StaffBasis {
  /** Members of staff of the cell. */
  readonly staff: number;
  /** Those whose answers or records the figure rests on; absent where they are all. */
  readonly respondents?: number;
  /** Cells of which this one is a part ({@link placeOf}): their figure less the others' would give this one. */
  readonly within?: readonly string[];
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
