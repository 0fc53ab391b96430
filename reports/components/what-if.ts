/** A released figure with its interval. */
export interface Between {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** What other numbers of link workers would mean for new referrals, if as many came. */
export interface WhatIf {
  /** New referrals a year, in all. */
  readonly referrals: Between;
  /** Full-time equivalents at which each would have the most, and the fewest, of the guidance. */
  readonly atMost: Between | null;
  readonly atFewest: Between | null;
  /** New referrals a year for each with `extra` full-time equivalents more; null where nobody would be left. */
  readonly changed: Between | null;
}

const scaled = ({ value, lower, upper }: Between, factor: number): Between => ({
  value: value * factor,
  lower: lower * factor,
  upper: upper * factor,
});

/**
 * From new referrals a year for each full-time equivalent and the full-time equivalents they were divided by: how many would bring
 * them to the guidance, and what `extra` more (or fewer) would give. The interval is that of the rate, carried along; the
 * full-time equivalents are known. Only division: no one knows whether more would be referred where there are more workers.
 * Throws a RangeError without any full-time equivalents.
 */
export function whatIf(
  rate: Between,
  fte: number,
  extra: number,
  guidance: { readonly from: number; readonly to: number } | null,
): WhatIf {
  if (!(fte > 0)) throw new RangeError(`There is nobody to divide by: ${fte}.`);
  const referrals = scaled(rate, fte);
  const changed = fte + extra;
  return {
    referrals,
    atMost: guidance === null ? null : scaled(referrals, 1 / guidance.to),
    atFewest: guidance === null ? null : scaled(referrals, 1 / guidance.from),
    changed: changed > 0 ? scaled(referrals, 1 / changed) : null,
  };
}
