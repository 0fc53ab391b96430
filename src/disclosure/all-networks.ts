import type { ExactFunnel } from "./exact-funnel.ts";
import type { ExactEstimate } from "./protect-estimates.ts";
import { Unreleased } from "./sealed.ts";

/** Stands for a network's code in figures of the people of all networks together. */
export const ALL_NETWORKS = "all networks";

/** Whether a cell is of the people of all networks together. */
export const isOfAllNetworks = ({
  area_type,
  area,
}: {
  readonly area_type: string;
  readonly area: string;
}): boolean => area_type === "pcn" && area === ALL_NETWORKS;

/** Decimals of the mean of all networks: one more than those of a single one, which rests on fewer people. */
export const centreDecimals = (own: number): number => Math.max(1, own) + 1;

const Z = 1.96;

/**
 * The share or mean of all networks together of each funnel as an estimate like any other, so that it is planned and
 * audited with all others: beside the figures shown it could give those away that are not. Rates have none, and no share
 * that the programme's of `estimates` already is, everybody being in a network.
 */
export function allNetworks(
  funnels: Unreleased<readonly ExactFunnel[]>,
  estimates: Unreleased<readonly ExactEstimate[]>,
): Unreleased<readonly ExactEstimate[]> {
  const shares = new Set(
    Unreleased.open(estimates)
      .filter(({ area_type, period_type, breakdown }) => {
        return area_type === "programme" && period_type === "all" && breakdown === "none";
      })
      .map(countsOf),
  );
  return new Unreleased(
    Unreleased.open(funnels).flatMap((funnel) => {
      const found = ofAllNetworks(funnel);
      const isProgramme = found?.kind === "proportion" && shares.has(countsOf(found));
      return found === undefined || isProgramme ? [] : [found];
    }),
  );
}

const countsOf = ({ measure, instrument, numerator, denominator }: ExactEstimate): string =>
  [measure, instrument, numerator, denominator].join("|");

function ofAllNetworks({
  measure,
  instrument,
  kind,
  plain,
  people,
  decimals,
}: ExactFunnel): ExactEstimate | undefined {
  const { target, within } = plain;
  if (kind === "rate" || target === null || people === 0) return undefined;
  const cell = {
    measure,
    instrument,
    area_type: "pcn",
    area: ALL_NETWORKS,
    period_type: "all",
    period: "all",
    breakdown: "none",
    category: "all",
    n: people,
    level: 0.95,
    status: "published",
    note: "",
  } as const;
  if (kind === "share") {
    const counts = { numerator: Math.round(target * people), denominator: people };
    const open = { value: target, lower: null, upper: null, method: "wilson" };
    return { ...cell, ...counts, ...open, kind: "proportion", decimals: 2 };
  }
  const half = within === null || within === 0 ? null : (Z * within) / Math.sqrt(people);
  return {
    ...{ ...cell, numerator: null, denominator: null, value: target, method: "paired-t" },
    ...{ lower: half === null ? null : target - half, upper: half === null ? null : target + half },
    kind: "mean",
    decimals: centreDecimals(decimals),
  };
}
