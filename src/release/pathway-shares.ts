import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { partsOfTotals } from "../disclosure/sum-of-parts.ts";
import type { Programme } from "../model/programme.ts";

const LEVEL = 0.95;

/**
 * Adds the shares of the pathway's stages, worked out from the released counts of stages alone: `share_reached_<fact>` of the
 * first stage and `share_onward_<fact>` of the stage before. They are put through disclosure control like any other share.
 * A stage that no export records is passed over; where either count is withheld, so is the share.
 */
export function withPathwayShares(
  released: Released<readonly ReleasedEstimate[]>,
  pathway: Programme["pathway"],
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const parts = partsOfTotals(released.value, policy);
  const shares = protectEstimates(new Unreleased(pathwayShares(released.value, pathway, parts)), policy);
  return released.map((rows) => [...rows, ...shares.value]);
}

function pathwayShares(
  released: readonly ReleasedEstimate[],
  { stages }: Programme["pathway"],
  parts: (row: ReleasedEstimate) => number,
): readonly ExactEstimate[] {
  const facts = stages.map(({ fact }) => fact);
  const cells = new Map<string, Map<string, ReleasedEstimate>>();
  for (const row of released) {
    if (!row.measure.startsWith("pathway_")) continue;
    const { area_type, area, period_type, period, breakdown, category } = row;
    const key = [area_type, area, period_type, period, breakdown, category].join("|");
    const cell = cells.get(key) ?? new Map<string, ReleasedEstimate>();
    cells.set(key, cell.set(row.measure.slice("pathway_".length), row));
  }
  return [...cells.values()].flatMap((cell) => {
    const held = facts.flatMap((fact) => {
      const stage = cell.get(fact);
      return stage === undefined || stage.status === "not_collected" ? [] : [{ fact, stage }];
    });
    return held.slice(1).flatMap(({ fact, stage }, index) => {
      const [first, before] = [held[0]?.stage, held[index]?.stage];
      if (first === undefined || before === undefined) return [];
      return (
        [
          ["reached", first],
          ["onward", before],
        ] as const
      ).map(([kind, of]) => ({
        ...shareOf(`share_${kind}_${fact}`, stage, of),
        parts: Math.max(parts(stage), parts(of)),
      }));
    });
  });
}

function shareOf(measure: string, stage: ReleasedEstimate, of: ReleasedEstimate): ExactEstimate {
  const shown = stage.status === "published" && of.status === "published";
  const [numerator, denominator] = shown ? [stage.value, of.value] : [null, null];
  const missing = stage.status === "published" ? of : stage;
  const empty = shown && (denominator ?? 0) === 0;
  return {
    ...stage,
    measure,
    numerator,
    denominator,
    n: denominator,
    value: null,
    lower: null,
    upper: null,
    level: LEVEL,
    method: "wilson",
    status: empty ? "too_few" : shown ? "published" : missing.status,
    note: empty ? "No referral came as far as this." : shown ? "" : missing.note,
    kind: "proportion",
    decimals: 2,
  };
}
