import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { ChangeCount } from "../measures/change-histograms.ts";
import type { Instrument } from "../model/programme.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";
import { blankEstimate } from "./blank-estimate.ts";

/** Typical change of each cell: the Hodges–Lehmann estimate, which a few very large changes cannot move. */
export function typicalChangeEstimates(
  rows: readonly ChangeCount[],
  instruments: readonly Instrument[],
): ExactEstimate[] {
  const cells = new Map<string, ChangeCount[]>();
  for (const row of rows) {
    const { instrument, area_type, area, period_type, period } = row;
    const key = [instrument, area_type, area, period_type, period].join("|");
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [row]);
    else cell.push(row);
  }
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  return [...cells.values()].flatMap((cell) => {
    const [first] = cell;
    const instrument = byId.get(first?.instrument ?? "");
    if (first === undefined || instrument === undefined) return [];
    const { n, estimate, lower, upper, level, reason } = hodgesLehmann(
      cell.map(({ change, n: people }) => [change, people] as const),
      instrument.decimals,
    );
    const { area_type, area, period_type, period, breakdown, category } = first;
    return [
      {
        measure: "typical_change",
        instrument: instrument.id,
        ...{ area_type, area, period_type, period, breakdown, category },
        ...blankEstimate,
        n,
        value: estimate,
        lower,
        upper,
        level: reason === null ? level : null,
        method: "hodges-lehmann",
        status: "published" as const,
        note: reason === null ? "" : "No interval can be given.",
        kind: "quantile" as const,
        decimals: Math.max(1, instrument.decimals),
      },
    ];
  });
}
