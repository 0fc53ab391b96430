/** What may be published of staff: fewer people, who know each other, so stricter than for people referred. */
export interface StaffRules {
  /** Fewest members of staff of a cell, and of what is left of a published cell less its published parts. */
  readonly fewest: number;
  /** Fewest of them who answered. */
  readonly fewestAnswers: number;
  /** Fewest link workers behind full-time equivalents. */
  readonly fewestWorkers: number;
  /** From how many people on a share is shown as one of how many equal bands; empty: as it is. */
  readonly bands: readonly { readonly from: number; readonly parts: number }[];
}

/** What may be published of a count, and why. */
export interface Policy {
  readonly id: "nhs-england" | "none";
  readonly title: string;
  /** Counts from 1 to this are withheld; 0 shows that nothing is. */
  readonly withholdUpTo: number;
  /** Other counts are rounded to the nearest multiple. */
  readonly roundTo: number;
  /** A percentage carries a decimal only from this denominator on. */
  readonly decimalsFrom: number;
  /** A quantile, such as a median, is shown from this many people on. */
  readonly quantilesFrom: number;
  readonly staff: StaffRules;
  /** False: for local work only, stamped on every page. */
  readonly publishable: boolean;
  /** In words a patient representative understands. */
  readonly explanation: readonly string[];
  readonly source: string;
}

export const policies: Readonly<Record<Policy["id"], Policy>> = {
  "nhs-england": {
    id: "nhs-england",
    title: "NHS England rules for hospital data (since September 2018)",
    withholdUpTo: 7,
    roundTo: 5,
    decimalsFrom: 4000,
    quantilesFrom: 20,
    // Of 7 people a half, and of 20 a fifth, holds at least four numbers of people.
    staff: {
      fewest: 10,
      fewestAnswers: 5,
      fewestWorkers: 2,
      bands: [
        { from: 20, parts: 5 },
        { from: 7, parts: 2 },
      ],
    },
    publishable: true,
    explanation: [
      "A number of people from 1 to 7 is not shown, so that nobody can be picked out.",
      "All other numbers of people are rounded to the nearest 5. A true zero is shown.",
      "Where a small number could be worked out from the others of its table, the next smallest is not shown either.",
      "Percentages are worked out from the rounded numbers, without decimals where fewer than 4,000 people are behind them.",
      "The interval of a percentage allows for what the rounding may have changed.",
      "A percentage is not shown where it would tell of 1 to 7 people, or of all but 1 to 7.",
      "An average is shown only where at least 8 people are behind it.",
      "A median is shown only where at least 20 people are behind it, and the days that nine in ten waited only for 80 or more.",
      "Figures of staff are shown only for 10 or more members of staff, for services and the whole programme. A share of staff is shown as a band: a fifth where 20 or more are behind it, else a half.",
      "Where a single link worker serves an area, only that it is up to one full-time equivalent is shown.",
    ],
    source:
      "NHS Digital, Change to disclosure control methodology for Hospital Episode Statistics, September 2018",
  },
  none: {
    id: "none",
    title: "No disclosure control: not for publication",
    withholdUpTo: 0,
    roundTo: 1,
    decimalsFrom: 0,
    quantilesFrom: 0,
    staff: { fewest: 0, fewestAnswers: 0, fewestWorkers: 0, bands: [] },
    publishable: false,
    explanation: ["Exact numbers for local work. This site must not be published or passed on."],
    source: "Chosen in programme.yaml",
  },
};
