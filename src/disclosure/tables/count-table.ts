/**
 * People counted exactly by leaf and layer, and the printed counts that are sums of them.
 *
 * A leaf is the finest piece of area and time that printed cells are made of, such as one network's referrals of one
 * month; cells that overlap share leaves. A layer is what is told apart within a leaf, such as a group, or those who
 * improved; a person stands in one leaf and one layer.
 */
export interface CountTable {
  /** What is counted, in words for messages: `referrals by gender`. */
  readonly id: string;
  readonly leaves: number;
  readonly layers: number;
  /** Exact numbers, never released: that of a leaf and layer stands at `leaf × layers + layer`. */
  readonly counts: Float64Array;
  /** True: everybody is taken to know how many each leaf holds over all its layers. */
  readonly totalsKnown: boolean;
  readonly cells: readonly CountCell[];
}

/** A printed count: the people of some leaves who are in some layers. */
export interface CountCell {
  /** For messages: measure, area, period and group. */
  readonly name: string;
  /** In order. */
  readonly leaves: ArrayLike<number>;
  /** In order. */
  readonly layers: readonly number[];
  /** The exact number of people. */
  readonly count: number;
  /** False: nobody prints it, though it must not be worked out, such as those who did not improve. */
  readonly printed: boolean;
  /** Estimates, by index, of which this count is the value, the numerator, the denominator or what is left of it. */
  readonly countedBy: readonly number[];
  /** Where each of these prints it; absent for one that only gives it away. */
  readonly printedAs?: readonly (PrintedField | undefined)[];
  /** Estimates, by index, that describe exactly these people: means and quantiles. */
  readonly describedBy: readonly number[];
  /** How much is lost where it is withheld: larger, more. */
  readonly weight: number;
}

/** The column of an estimate that a count stands in. */
export type PrintedField = "value" | "numerator" | "denominator" | "n";

/** What a reader sees of a cell. */
export type CellState =
  | { readonly kind: "shown"; readonly lower: number; readonly upper: number }
  | {
      readonly kind: "withheld";
      /** `primary`: for its own sake; `complementary`: to keep another from being worked out. */
      readonly role: "primary" | "complementary";
      /** What its symbol tells everybody. */
      readonly lower: number;
      readonly upper: number;
      /** Only numbers up to this count as left open, as for a reader who takes the cell to be small; absent: all. */
      readonly openUpTo?: number;
    }
  /** Neither shown nor secret. */
  | { readonly kind: "silent" };

/** The leaf-and-layer columns of a cell, in order. */
export function columnsOfCell(
  { leaves, layers: own }: Pick<CountCell, "leaves" | "layers">,
  layers: number,
): readonly number[] {
  const columns = new Array<number>(leaves.length * own.length);
  let at = 0;
  for (let index = 0; index < leaves.length; index++) {
    for (const layer of own) columns[at++] = (leaves[index] ?? 0) * layers + layer;
  }
  return columns;
}
