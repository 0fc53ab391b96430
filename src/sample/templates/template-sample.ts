import type { WrittenSource } from "../written-export.ts";

/** Exports of a template's sample by the id of their source, and the truth about the people drawn. */
export interface TemplateSample {
  readonly people: number;
  readonly referrals: number;
  readonly sources: Readonly<Record<string, WrittenSource>>;
  readonly truth: Readonly<Record<string, unknown>>;
}

/** Parts of a whole, and how many referrals they come from. */
export interface TrueShare {
  readonly is: number;
  readonly of: number;
  readonly is_referrals: number;
  readonly of_referrals: number;
  /** Referrals with any that count and are not. */
  readonly rest_referrals: number;
}

/** Adds up a share over referrals: how many of each count, and how many of these are. */
export function trueShare<Referral>(
  referrals: readonly Referral[],
  count: (referral: Referral) => readonly [is: number, of: number],
): TrueShare {
  const counts = referrals.map(count);
  return {
    is: counts.reduce((sum, [is]) => sum + is, 0),
    of: counts.reduce((sum, [, of]) => sum + of, 0),
    is_referrals: counts.filter(([is]) => is > 0).length,
    of_referrals: counts.filter(([, of]) => of > 0).length,
    rest_referrals: counts.filter(([is, of]) => of > is).length,
  };
}

/** How many referrals reached each stage and all before it. */
export function trueStages<Referral>(
  referrals: readonly Referral[],
  stages: Readonly<Record<string, (referral: Referral) => boolean>>,
): Readonly<Record<string, number>> {
  let left = referrals;
  const counts: [string, number][] = [];
  for (const [stage, reached] of Object.entries(stages)) {
    left = left.filter(reached);
    counts.push([stage, left.length]);
  }
  return Object.fromEntries(counts);
}

/** The same facts for the whole programme and for each of its services. */
export function byPlace<Referral extends { readonly service: string }, Facts>(
  referrals: readonly Referral[],
  facts: (referrals: readonly Referral[]) => Facts,
): Readonly<Record<string, Facts>> {
  const services = [...new Set(referrals.map(({ service }) => service))].sort();
  return {
    programme: facts(referrals),
    ...Object.fromEntries(
      services.map((service) => [service, facts(referrals.filter((one) => one.service === service))]),
    ),
  };
}
