/** An answer that is a number. */
export interface NumberAnswer {
  readonly label: string;
  readonly unit: string;
  /** As published or worked out elsewhere, rounded to `decimals`. */
  readonly expected: number;
  readonly decimals: number;
}

/** An answer that is a verdict, or a refusal: the code that the function gives, and what it says to a reader. */
export interface VerdictAnswer {
  readonly label: string;
  readonly expected: string;
  readonly meaning: string;
}

/** A small calculation that a reader can follow, and that the specification runs: data in, numbers out. */
export interface WorkedExample {
  /** Id of the method, as on the Methods page. */
  readonly method: string;
  readonly title: string;
  readonly given: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
  readonly answers: readonly (NumberAnswer | VerdictAnswer)[];
  readonly citation: string;
  /** Works the answers out with the toolkit's own function, in the order of `answers`; null if undefined. */
  readonly compute: () => readonly (number | string | null)[];
}

/** An answer that is a number, without unit if none is given. */
export function numberAnswer(label: string, expected: number, decimals: number, unit = ""): NumberAnswer {
  return { label, unit, expected, decimals };
}

/** An answer that is a verdict or a refusal. */
export function verdictAnswer(label: string, expected: string, meaning: string): VerdictAnswer {
  return { label, expected, meaning };
}
