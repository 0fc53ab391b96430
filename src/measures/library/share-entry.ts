import type { MeasureEntry } from "../library.ts";

type Words = Pick<
  MeasureEntry,
  "id" | "title" | "polarity" | "definition" | "numerator" | "denominator" | "telling"
> & {
  readonly caveat?: string;
};

/** Said of every figure of referrals. */
export const RECEIVED = "Counted in the period in which the referral was received.";
/** Said where some are not known. */
export const UNKNOWN_OUT = "Referrals for which it is not known are in neither number.";
/** Said of shares of contacts, goals and activities. */
export const ALIKE =
  "Entries of the same person or worker are alike and the interval takes each as separate, so it is too narrow: a small change may not be one.";
/** Said where time may still tell. */
export const NOT_DUE = "Recent referrals may still come to it.";

/** An entry of a share, with the caveats that always go with its unit. */
export const share =
  (unit: string, ...always: readonly string[]) =>
  ({ caveat, ...words }: Words): MeasureEntry => ({
    ...words,
    kind: "proportion",
    unit,
    method: "wilson",
    caveat: [caveat, ...always].filter((one) => one !== undefined).join(" "),
  });
