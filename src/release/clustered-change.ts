import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import type { Instrument, Programme } from "../model/programme.ts";
import { clusterRobust } from "../statistics/cluster-robust.ts";
import type { CrossProducts } from "../statistics/cross-products.ts";
import { blankEstimate } from "./blank-estimate.ts";

/**
 * Adds `clustered_change` of the whole programme over its whole time, one row an instrument: the average change with an
 * interval that allows for people of one service being alike (CR2, Satterthwaite's degrees of freedom).
 *
 * It is worked out from the released averages and numbers of people of the services alone: for an average, CR2 needs no
 * more, so it tells nothing that they do not. Where that of any service is withheld there is none (`not_available`), with
 * fewer than three services `too_few`. The interval is never narrower than the main one, since rounded averages can hide how
 * far services differ. No row where no service has an average. In score points; `n` are people.
 */
export function withClusteredChange(
  released: Released<readonly ReleasedEstimate[]>,
  { instruments }: Pick<Programme, "instruments">,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const made = instruments.flatMap((instrument) => clusteredChange(released.value, instrument));
  const shown = protectEstimates(new Unreleased(made), policy);
  return released.map((rows) => [...rows, ...shown.value]);
}

function clusteredChange(
  released: readonly ReleasedEstimate[],
  { id, decimals }: Instrument,
): readonly ExactEstimate[] {
  const changes = released.filter(
    ({ measure, instrument, period_type, breakdown }) =>
      measure === "mean_change" && instrument === id && period_type === "all" && breakdown === "none",
  );
  const whole = changes.find(({ area_type }) => area_type === "programme");
  const services = changes.filter(({ area_type }) => area_type === "service");
  if (whole === undefined || services.length === 0) return [];
  const base = {
    ...whole,
    ...blankEstimate,
    measure: "clustered_change",
    method: "clustered-errors",
    kind: "mean" as const,
    decimals: Math.max(1, decimals),
  };
  const hidden = [whole, ...services].find(({ status, n }) => status !== "published" && n !== 0);
  if (hidden !== undefined) {
    const note = "Not worked out, because the average of a service that it needs is not shown.";
    return [{ ...base, status: "not_available", note }];
  }
  const scale = 10 ** base.decimals;
  const clusters = services.flatMap(({ area, n, value }): CrossProducts[] => {
    if (n === null || n === 0 || value === null) return [];
    const sum = BigInt(n) * BigInt(Math.round(value * scale));
    // The spread of people within a service plays no part: y'y is the least that its average allows.
    return [{ key: area, xx: [[n]], xy: [sum], yy: (sum * sum + BigInt(n) - 1n) / BigInt(n) }];
  });
  const design = { columns: [{ name: "change", decimals: 0 }], outcomeDecimals: base.decimals };
  const found = clusterRobust(design, clusters, [], "CR2");
  const [estimate] = found.coefficients;
  if (found.reason !== null || !estimate || estimate.lower === null || estimate.upper === null) {
    const note = "Too few services, or services too much alike, to work it out this way.";
    return [{ ...base, n: whole.n, status: "too_few", note }];
  }
  return [
    {
      ...base,
      n: whole.n,
      value: estimate.value,
      // Averages rounded alike would make services look more alike than they are.
      lower: Math.min(estimate.lower, whole.lower ?? estimate.lower),
      upper: Math.max(estimate.upper, whole.upper ?? estimate.upper),
      level: found.level,
      status: "published",
      note: `From the released averages of ${found.clusters} services${found.fewClusters ? ": so few that the interval is not to be relied on alone" : ""}.`,
    },
  ];
}
