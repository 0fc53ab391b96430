interface Limits {
  readonly lower: number | null;
  readonly upper: number | null;
}

interface Row {
  intervals: number;
  held: number;
  /** Intervals that leave out `none`, where there is something to be found. */
  found: number;
  none: number | null;
  missing: number;
}

/** How often intervals of planted effects hold the truth, effect by effect. */
export interface CoverageTable {
  /** `none` is the value that stands for no effect: 0 of a difference, 1 of a ratio; null where nothing is claimed. */
  readonly record: (effect: string, limits: Limits, truth: number, none?: number | null) => void;
  readonly effects: () => readonly {
    readonly effect: string;
    readonly intervals: number;
    readonly coverage: number;
    /** Share of intervals, in percent, that leave out no effect; null where none is asked for. */
    readonly claimed: number | null;
    readonly missing: number;
  }[];
  /** Over all intervals, in percent. */
  readonly pooled: () => { readonly intervals: number; readonly coverage: number };
  /** The table in words. */
  readonly print: (title: string) => void;
}

/** Limits that are missing count as none and are told apart: an interval that is not given can hold nothing. */
export function coverageTable(): CoverageTable {
  const rows = new Map<string, Row>();
  const effects = () =>
    [...rows].map(([effect, { intervals, held, found, none, missing }]) => ({
      effect,
      intervals,
      coverage: (100 * held) / intervals,
      claimed: none === null ? null : (100 * found) / intervals,
      missing,
    }));
  const pooled = () => {
    const all = [...rows.values()];
    const intervals = all.reduce((sum, row) => sum + row.intervals, 0);
    return { intervals, coverage: (100 * all.reduce((sum, row) => sum + row.held, 0)) / intervals };
  };
  return {
    record(effect, { lower, upper }, truth, none = null) {
      const row = rows.get(effect) ?? { intervals: 0, held: 0, found: 0, none, missing: 0 };
      rows.set(effect, row);
      if (lower === null || upper === null) {
        row.missing += 1;
        return;
      }
      row.intervals += 1;
      if (lower <= truth && truth <= upper) row.held += 1;
      if (none !== null && (lower > none || upper < none)) row.found += 1;
    },
    effects,
    pooled,
    print(title) {
      const { intervals, coverage } = pooled();
      console.log(`${title}: ${intervals} intervals, ${coverage.toFixed(1)} % hold the truth`);
      console.table(
        effects().map(({ effect, coverage: held, claimed, ...row }) => ({
          effect,
          intervals: row.intervals,
          "holds, %": held.toFixed(1),
          "found, %": claimed === null ? "" : claimed.toFixed(1),
          "no interval": row.missing,
        })),
      );
    },
  };
}
