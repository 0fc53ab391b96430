/** A sum of whole multiples of columns that lies within bounds; the bounds may be infinite. */
export interface LinearRow {
  readonly columns: readonly number[];
  readonly coefficients: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** Rows over columns that are 0 or more. */
export interface LinearProgram {
  readonly columns: number;
  /** The most that each column may be; absent: no limits. */
  readonly most?: ArrayLike<number>;
  readonly rows: readonly LinearRow[];
}

/** The least or most of a sum of multiples of columns, in whole numbers or in any. */
export interface Question {
  readonly columns: readonly number[];
  /** How often each column counts; absent: once. */
  readonly times?: readonly number[];
  readonly sense: "least" | "most";
  readonly whole: boolean;
}

/** `duals` by row: not 0 where a row holds the sum back. `undecided`: the solver gave up. */
export type Answer =
  | {
      readonly status: "solved";
      readonly value: number;
      readonly columns: ArrayLike<number>;
      readonly duals: ArrayLike<number>;
    }
  | { readonly status: "contradiction" | "unbounded" | "undecided" };

/** A program held by a solver; `close` frees its memory. */
export interface OpenProgram {
  readonly ask: (question: Question) => Answer;
  readonly close: () => void;
}

/** A solver of linear programs, passed in so that disclosure control itself loads nothing. */
export type Solve = (program: LinearProgram) => Promise<OpenProgram>;
