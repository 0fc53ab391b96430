import type { Programme } from "../model/programme.ts";
import type { CountRounding } from "../statistics/consistent-counts.ts";
import { explainPolicy } from "./explain-policy.ts";

/** What may be published of staff: fewer people, who know each other, so stricter than for people referred. */
export interface StaffRules {
  /** Fewest members of staff of a cell, and of what is left of a published cell less its published parts. */
  readonly fewest: number;
  /** Fewest of them who answered. */
  readonly fewestAnswers: number;
  /** Fewest link workers behind full-time equivalents. */
  readonly fewestWorkers: number;
  /** Full-time equivalents are a band where all other workers of the cell have less than this share of the time of the one with the most. */
  readonly othersFrom: number;
  /** From how many answers on a share is shown as one of how many equal bands, and from the fewest on at all; empty: as it is. */
  readonly bands: readonly { readonly from: number; readonly parts: number }[];
}

/** The numbers of a policy: what may be published of a count and of what rests on it. `withholdUpTo` is 0 where nothing is withheld. */
export interface PolicyRules extends CountRounding {
  /**
   * `sum of parts`: the programme's numbers of referrals are the sum of those of its boards as shown, wherever all of them
   * are; `rounded`: every total by itself.
   */
  readonly totals: "rounded" | "sum of parts";
  /** Fewest people, and referrals, that anything but a number of them may be told of, such as an average. */
  readonly describedFrom: number;
  /** A percentage carries a decimal only from this denominator on. */
  readonly decimalsFrom: number;
  /** A quantile, such as a median, is shown from this many people on. */
  readonly quantilesFrom: number;
  readonly staff: StaffRules;
}

/** What may be published of a count, and why. */
export interface Policy extends PolicyRules {
  readonly id: Programme["disclosure"]["policy"];
  readonly title: string;
  /** False: for local work only, stamped on every page. */
  readonly publishable: boolean;
  /** In words a patient representative understands. */
  readonly explanation: readonly string[];
  /** Where the rules stand, with their address. */
  readonly source: string;
}

/** Of 10 people a half, and of 20 a fifth, holds at least four numbers of people. A tenth is p of the p% rule. */
const STAFF: StaffRules = {
  fewest: 10,
  fewestAnswers: 5,
  fewestWorkers: 2,
  othersFrom: 0.1,
  bands: [
    { from: 20, parts: 5 },
    { from: 10, parts: 2 },
  ],
};

const NHS_ENGLAND: PolicyRules = {
  withholdUpTo: 7,
  roundTo: 5,
  rounding: "nearest",
  totals: "rounded",
  describedFrom: 8,
  decimalsFrom: 4000,
  quantilesFrom: 20,
  staff: STAFF,
};

const OPENSAFELY: PolicyRules = { ...NHS_ENGLAND, totals: "sum of parts" };

/** The bins are six wide whatever the count, so none is withheld; an average of few people is as telling as ever. */
const MIDPOINT_6: PolicyRules = { ...NHS_ENGLAND, withholdUpTo: 0, roundTo: 6, rounding: "midpoint" };

const STRICT: PolicyRules = { ...NHS_ENGLAND, withholdUpTo: 9, roundTo: 10, describedFrom: 10 };

const NONE: PolicyRules = {
  withholdUpTo: 0,
  roundTo: 1,
  rounding: "nearest",
  totals: "rounded",
  describedFrom: 0,
  decimalsFrom: 0,
  quantilesFrom: 0,
  staff: { fewest: 0, fewestAnswers: 0, fewestWorkers: 0, othersFrom: 0, bands: [] },
};

const publishable = (rules: PolicyRules) => ({
  ...rules,
  publishable: true,
  explanation: explainPolicy(rules),
});

/** Every policy that a programme may choose. */
export const policies: Readonly<Record<Policy["id"], Policy>> = {
  "nhs-england": {
    id: "nhs-england",
    title: "NHS England rules for hospital data (since September 2018)",
    ...publishable(NHS_ENGLAND),
    source:
      "NHS Digital, Disclosure control methodology for Hospital Episode Statistics and Emergency Care Data Set, from September 2018: https://digital.nhs.uk/data-and-information/data-tools-and-services/data-services/hospital-episode-statistics/change-to-disclosure-control-methodology-for-hes-and-ecds-from-september-2018",
  },
  opensafely: {
    id: "opensafely",
    title: "OpenSAFELY rules: small counts redacted, others rounded to 5",
    ...publishable(OPENSAFELY),
    source:
      "OpenSAFELY documentation, Redacting counts less than or equal to 7, and Rounding counts: https://docs.opensafely.org/releasing-files/",
  },
  "opensafely-midpoint6": {
    id: "opensafely-midpoint6",
    title: "OpenSAFELY midpoint 6 rounding",
    ...publishable(MIDPOINT_6),
    source:
      "OpenSAFELY documentation, Midpoint 6 rounding: https://docs.opensafely.org/releasing-files/ It advises this rounding where zero and not zero must be told apart.",
  },
  strict: {
    id: "strict",
    title: "Strict rules: under 10 withheld, others rounded to 10",
    ...publishable(STRICT),
    source:
      "A choice of this toolkit, stricter than the published rules, for small programmes and first releases.",
  },
  none: {
    id: "none",
    title: "No disclosure control: not for publication",
    ...NONE,
    publishable: false,
    explanation: ["Exact numbers for local work. This site must not be published or passed on."],
    source: "Chosen in programme.yaml",
  },
};
