/** What a figure of staff rests on, before disclosure control; `staff` are all of its cell. */
export type StaffExact = { readonly staff: number } & (
  | { readonly kind: "share"; readonly x: number; readonly n: number }
  /** Values of single people, or parts and totals of a ratio. */
  | {
      readonly kind: "mean";
      readonly values: readonly number[];
      readonly top: number;
      readonly decimals: number;
    }
  | {
      readonly kind: "ratio";
      readonly pairs: readonly (readonly [part: number, total: number])[];
      readonly decimals: number;
      /** What the ratio is shown times of; absent: 1, and then at most 1. */
      readonly scale?: number;
      /** Amounts of each member of staff, the sum of which the figure tells of. */
      readonly amounts?: readonly (readonly number[])[];
    }
  /** Values of two groups of people, whose averages are taken from each other. */
  | {
      readonly kind: "difference";
      readonly values: readonly number[];
      readonly before: readonly number[];
      readonly decimals: number;
    }
  | {
      readonly kind: "quantile";
      readonly values: readonly number[];
      readonly share: number;
      readonly step: number;
    }
  /** How a share changed beside how it changed elsewhere; withheld where so few workers are in a group. */
  | { readonly kind: "compared"; readonly value: number }
  /** Answers of people to every item. */
  | { readonly kind: "agreement"; readonly answers: readonly (readonly number[])[] }
  /** Leavings in so many years of people. */
  | { readonly kind: "leavings"; readonly events: number; readonly years: number }
  /** Times until something ended, or had not: of stays or of empty posts. */
  | {
      readonly kind: "lasting";
      readonly waits: readonly Lasting[];
      readonly fewest: number;
      readonly step: number;
      readonly unit: number;
      readonly fewestAtRisk: number;
      /** Their number is not shown. */
      readonly unnumbered: boolean;
    }
  /** A share still there on a day, and how many left since the mark before. */
  | {
      readonly kind: "staying";
      readonly waits: readonly Lasting[];
      readonly day: number;
      readonly left: number;
      readonly fewestAtRisk: number;
    }
  /** Working time; `largest` is the share of it that is the one worker's with the most. */
  | { readonly kind: "time"; readonly fte: number; readonly largest: number; readonly patients?: number }
  | {
      readonly kind: "rate";
      readonly events: number;
      readonly exposure: number;
      readonly largest: number;
      /** The day that it stands for; cells of several periods may stand for the same one. */
      readonly day?: number;
    }
  /** The period was not over when the data were taken. */
  | { readonly kind: "not yet" }
);

/** From one day of service on, and until another, on which it ended or was last seen. */
export interface Lasting {
  readonly entry: number;
  readonly exit: number;
  readonly ended: boolean;
}

export interface StaffPlace {
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
}

export type PutStaff = (measure: string, place: StaffPlace, exact: StaffExact) => void;

export const staffKey = (measure: string, place: StaffPlace): string =>
  [measure, place.area_type, place.area, place.period_type, place.period].join("|");
