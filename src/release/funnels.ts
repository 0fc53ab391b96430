import type { Policy } from "../disclosure/policy.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { type ExactFunnel, releaseFunnels } from "../disclosure/release-funnels.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import type { PairedRow } from "../measures/paired-scores.ts";
import type { Instrument } from "../model/programme.ts";
import { funnelOfShares } from "../statistics/funnel-of-shares.ts";
import type { ComparePage } from "./catalogue.ts";
import { publishedCapacity } from "./published-capacity.ts";

/** What the page of networks side by side shows besides estimates: `reports/data/funnels.json`. */
export function comparePage(
  paired: readonly PairedRow[],
  instruments: readonly Instrument[],
  estimates: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<ComparePage> {
  return releaseFunnels(exactFunnels(paired, instruments), estimates, policy).map((funnels) => ({
    funnels: [...funnels],
    published_capacity: publishedCapacity(),
  }));
}

/**
 * Funnel plots of the follow-up rate by network over the whole time, one an instrument whose rate is measured.
 * They are made from exact counts of all networks, before anything is withheld; people in no network are in none.
 */
export function exactFunnels(
  paired: readonly PairedRow[],
  instruments: readonly Instrument[],
): Unreleased<readonly ExactFunnel[]> {
  return new Unreleased(
    instruments
      .filter((instrument) => instrument.follow_up.rate === "measured")
      .flatMap(({ id }) => {
        const units = paired
          .filter(
            (row) =>
              row.instrument === id &&
              row.area_type === "pcn" &&
              row.period_type === "all" &&
              row.breakdown === "none",
          )
          .map((row) => ({ key: row.area, numerator: row.followed, denominator: row.due }))
          .sort((a, b) => (a.key < b.key ? -1 : 1));
        if (units.length === 0) return [];
        const people = units.reduce((sum, unit) => sum + unit.denominator, 0);
        return [{ measure: "follow_up_rate", instrument: id, funnel: funnelOfShares(units), people }];
      }),
  );
}
