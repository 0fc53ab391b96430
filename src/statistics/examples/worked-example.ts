/** A small calculation that a reader can follow, and that the specification runs: data in, numbers out. */
export interface WorkedExample {
  /** Id of the method, as on the Methods page. */
  readonly method: string;
  readonly title: string;
  readonly given: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
  readonly answers: readonly {
    readonly label: string;
    readonly unit: string;
    /** As published or worked out elsewhere, rounded to `decimals`. */
    readonly expected: number;
    readonly decimals: number;
  }[];
  readonly citation: string;
  /** Works the answers out with the toolkit's own function, in the order of `answers`; null if undefined. */
  readonly compute: () => readonly (number | null)[];
}
