import type { Component } from "./components.ts";
import { type Interval, inward } from "./interval.ts";
import type { Answer, OpenProgram, Question, Solve } from "./linear-program.ts";

/** A sum of a component's columns, and what has been found of it. */
export interface Sought {
  readonly columns: readonly number[];
  /** Surely no less and no more than this. */
  outer: Interval;
  /** Both ends are possible; undefined before any numbers of people that fit are known. */
  inner: Interval | undefined;
  /** The least and most in any numbers, where solved for. */
  relaxed: { lower?: number; upper?: number };
  /** False: some bound was found in any numbers only, though few values are left. */
  whole: boolean;
  /** False: an end of `inner` was found in any numbers only; no whole numbers were seen to reach it. */
  attained: boolean;
}

export interface SolverLimits {
  /** Above so many columns bounds are found in any numbers, not in whole ones. */
  readonly integersUpTo: number;
  /** The same above so many values that are left. */
  readonly confirmUpTo: number;
}

/** Solves one component, and learns from each answer about every sum that is sought. */
export class ComponentSolver {
  readonly #component: Component;
  readonly #limits: SolverLimits;
  readonly #sought: readonly Sought[];
  readonly #program: OpenProgram;

  private constructor(
    component: Component,
    limits: SolverLimits,
    sought: readonly Sought[],
    program: OpenProgram,
  ) {
    this.#component = component;
    this.#limits = limits;
    this.#sought = sought;
    this.#program = program;
  }

  static async open(
    component: Component,
    limits: SolverLimits,
    sought: readonly Sought[],
    solve: Solve,
  ): Promise<ComponentSolver> {
    return new ComponentSolver(component, limits, sought, await solve(component));
  }

  close(): void {
    this.#program.close();
  }

  /** Whether any numbers of people fit, whole ones in a component that is small enough. */
  isPossible(): boolean {
    const question = { columns: [], sense: "least", whole: false } as const;
    const answer = this.#ask(question);
    if (answer.status === "contradiction") return false;
    if (answer.status === "undecided") throw new Undecided();
    if (!this.#solvesWhole || this.#learn(answer)) return true;
    const whole = this.#ask({ ...question, whole: true });
    this.#learn(whole);
    return whole.status !== "contradiction";
  }

  /** Finds the least or most in any numbers, and in whole ones where the very answer is whole. */
  relax(sought: Sought, sense: Question["sense"]): void {
    const answer = this.#ask({ columns: sought.columns, sense, whole: false });
    if (answer.status === "unbounded") {
      sought.relaxed.upper = Number.POSITIVE_INFINITY;
      if (sought.inner !== undefined) sought.inner = { ...sought.inner, upper: Number.POSITIVE_INFINITY };
      return;
    }
    if (answer.status !== "solved") throw new Undecided();
    this.#learn(answer);
    const { value } = answer;
    const bound = inward({ lower: value, upper: value });
    const { lower, upper } = sought.outer;
    if (sense === "least") {
      sought.relaxed.lower = value;
      sought.outer = { lower: Math.max(lower, bound.lower), upper };
    } else {
      sought.relaxed.upper = value;
      sought.outer = { lower, upper: Math.min(upper, bound.upper) };
    }
  }

  /** Finds the least or most in whole numbers, after `relax` for both; beyond the limits takes what that found. */
  confirm(sought: Sought, sense: Question["sense"]): void {
    const { lower, upper } = sought.outer;
    const values = upper - lower + 1;
    const confirms = this.#solvesWhole && values <= this.#limits.confirmUpTo;
    if (confirms && !isReached(sought, sense)) {
      const answer = this.#ask({ columns: sought.columns, sense, whole: true });
      if (answer.status === "contradiction") throw new Contradiction();
      if (answer.status === "solved" && this.#learn(answer)) {
        const value = Math.round(answer.value);
        sought.outer = sense === "least" ? { lower: value, upper } : { lower, upper: value };
      }
    }
    if (isReached(sought, sense)) return;
    if (confirms) sought.whole = false;
    sought.attained = false;
    const { inner } = sought;
    sought.inner =
      sense === "least"
        ? { lower: sought.outer.lower, upper: inner?.upper ?? sought.outer.lower }
        : { lower: inner?.lower ?? sought.outer.upper, upper: sought.outer.upper };
  }

  /** The rows that hold the sum back, by their place in the model. */
  holding(sought: Sought): readonly number[] {
    const found = new Set<number>();
    for (const sense of ["least", "most"] as const) {
      const answer = this.#ask({ columns: sought.columns, sense, whole: false });
      if (answer.status !== "solved") continue;
      for (const [row, source] of this.#component.sources.entries()) {
        if (Math.abs(answer.duals[row] ?? 0) > 1e-7) found.add(source);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  get #solvesWhole(): boolean {
    return this.#component.columns <= this.#limits.integersUpTo;
  }

  #ask(question: Question): Answer {
    return this.#program.ask(question);
  }

  /** Widens what is known to be possible; false where the answer is of no use for that. */
  #learn(answer: Answer): boolean {
    if (answer.status !== "solved") return false;
    const rounded = wholeNumbers(answer.columns, this.#component);
    if (rounded === undefined && this.#solvesWhole) return false;
    const numbers = rounded ?? answer.columns;
    for (const sought of this.#sought) {
      let sum = 0;
      for (const column of sought.columns) sum += numbers[column] ?? 0;
      const { lower, upper } = inward({ lower: sum, upper: sum });
      const { inner } = sought;
      if (lower > upper && inner === undefined) continue;
      sought.inner = {
        lower: Math.min(inner?.lower ?? lower, lower),
        upper: Math.max(inner?.upper ?? upper, upper),
      };
    }
    return true;
  }
}

/** The solver gave up on a question in any numbers. */
export class Undecided extends Error {
  constructor() {
    super(
      "AUDIT_UNDECIDED The solver of the disclosure audit gave up. Publish fewer breakdowns or periods at once.",
    );
  }
}

/** No whole numbers of people fit what is published. */
export class Contradiction extends Error {}

const isReached = ({ outer, inner }: Sought, sense: Question["sense"]): boolean =>
  inner !== undefined && (sense === "least" ? inner.lower === outer.lower : inner.upper === outer.upper);

/** The numbers rounded, if they are whole and fit each row exactly. */
function wholeNumbers(
  columns: ArrayLike<number>,
  { columns: count, rows }: Component,
): Float64Array | undefined {
  const rounded = new Float64Array(count);
  for (let column = 0; column < count; column++) {
    const value = columns[column] ?? 0;
    const nearest = Math.round(value);
    if (Math.abs(value - nearest) > 1e-6 || nearest < 0) return undefined;
    rounded[column] = nearest;
  }
  const fits = rows.every((row) => {
    let sum = 0;
    for (const [at, column] of row.columns.entries()) {
      sum += (row.coefficients[at] ?? 0) * (rounded[column] ?? 0);
    }
    return sum >= row.lower && sum <= row.upper;
  });
  return fits ? rounded : undefined;
}
