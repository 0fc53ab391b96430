/** Why a figure stands, or does not. Withheld is never 0, NaN or an empty string. */
export type EstimateStatus =
  | "published"
  | "withheld"
  | "too_few"
  | "not_collected"
  | "not_yet_observable"
  | "not_available";

/** An estimate that explains itself. `null` where a part does not apply or must not be shown. */
export interface Estimate {
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** People (or rows) the estimate rests on. */
  readonly n: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Confidence level of the interval, 0.95; null without an interval. */
  readonly level: number | null;
  /** Id of the method, as on the Methods page. */
  readonly method: string;
  readonly status: EstimateStatus;
  /** Short plain-English note, or "". */
  readonly note: string;
}
