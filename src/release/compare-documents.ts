import { z } from "zod";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { farNetworks } from "../findings/far-networks.ts";
import { type Catalogue, type ComparePage, type Findings, packedFindingsSchema } from "./catalogue.ts";
import { outerLimitsAt } from "./funnel-limit.ts";
import { type PackedEstimates, packEstimates, packedEstimatesSchema } from "./pack-estimates.ts";
import { packFindings } from "./pack-findings.ts";
import { FUNNEL_DECIMALS, packedComparePageSchema, packFunnels } from "./pack-funnels.ts";

/** Figures that the first view of the pages of networks shows. */
const FIRST = new Set([
  "referrals",
  "new_referrals_per_fte",
  "link_worker_fte",
  "link_worker_fte_per_10000_patients",
  "registered_patients",
  "follow_up_rate",
  "mean_change",
  "expected_change_rtm",
]);
/** What stands beside the figures of networks. */
const AREAS = ["programme", "icb", "pcn"];
const ABSENT = new Set(["not_available", "not_collected"]);

/** `reports/data/compare.json`: all that the first view of Compare needs, so that it waits for no more. */
export const compareDocumentSchema = z.strictObject({
  findings: packedFindingsSchema,
  /** Every measure of the release by instrument: whether it is held anywhere, and whether a network has a figure. */
  held: z.array(
    z.strictObject({
      measure: z.string(),
      instrument: z.string(),
      held: z.boolean(),
      compared: z.boolean(),
    }),
  ),
  /** Figures of the first view, over the whole time. */
  estimates: packedEstimatesSchema,
  /** Funnels of the first view. */
  funnels: packedComparePageSchema,
  /** Every funnel of `funnels.json`: whether it can be shown, and the networks beyond its 99.8% limits (`farNetworks`). */
  funnels_of: z.array(
    z.strictObject({
      measure: z.string(),
      instrument: z.string(),
      shown: z.boolean(),
      kind: z.enum(["share", "mean", "rate"]),
      /** Whether its figures are adjusted for case mix. */
      adjusted: z.boolean(),
      /** The figure of all networks together. */
      centre: z.number().nullable(),
      above: z.array(z.string()),
      below: z.array(z.string()),
      /** The figure of each of these networks, with the 99.8% limits at its size; all as in `funnels.json`. */
      figures: z.array(
        z.strictObject({
          area: z.string(),
          value: z.number(),
          denominator: z.number(),
          lower: z.number().nullable(),
          upper: z.number().nullable(),
        }),
      ),
    }),
  ),
});
export type CompareDocument = z.infer<typeof compareDocumentSchema>;

/** The files that the pages of networks read: the first view, and what else there is over the whole time and by year. */
export interface CompareDocuments {
  readonly compare: CompareDocument;
  readonly networks: PackedEstimates;
  readonly years: PackedEstimates;
}

/** Sets apart what the first view of the pages of networks needs; the three files of figures share nothing. */
export function compareDocuments(
  estimates: readonly ReleasedEstimate[],
  { areas, instruments }: Pick<Catalogue, "areas" | "instruments">,
  { findings, not_shown }: Findings,
  page: ComparePage,
): CompareDocuments {
  const places = AREAS.flatMap((type) =>
    areas.filter((one) => one.area_type === type).map((one) => [type, one.area] as const),
  );
  const rows = estimates.filter((row) => row.breakdown === "none" && AREAS.includes(row.area_type));
  const usual = instruments[0]?.id ?? "";
  const isFirst = ({ measure, instrument }: { readonly measure: string; readonly instrument: string }) =>
    FIRST.has(measure) && (instrument === "" || instrument === usual);
  const whole = rows.filter((row) => row.period_type === "all");
  const years = rows.filter((row) => row.period_type === "financial_year");
  return {
    compare: {
      findings: packFindings({
        findings: Object.fromEntries(Object.entries(findings).filter(([key]) => key.startsWith("compare|"))),
        not_shown: Object.fromEntries(Object.entries(not_shown).filter(([key]) => key === "compare")),
      }),
      held: heldOf(estimates),
      estimates: packEstimates(whole.filter(isFirst), places),
      funnels: packFunnels({ ...page, funnels: page.funnels.filter(isFirst) }),
      funnels_of: funnelsOf(page),
    },
    networks: packEstimates(
      whole.filter((row) => !isFirst(row)),
      places,
    ),
    years: packEstimates(years, places),
  };
}

/** Every funnel with the networks beyond its limits and their figures, without its other points. */
export function funnelsOf({ funnels }: Pick<ComparePage, "funnels">): CompareDocument["funnels_of"] {
  return funnels.map((funnel) => {
    const { above, below } = farNetworks(funnel);
    const { measure, instrument, status, kind } = funnel;
    const side = funnel.case_mix ?? funnel;
    const far = new Set([...above, ...below]);
    return {
      ...{ measure, instrument, kind, shown: status === "published" },
      adjusted: funnel.case_mix !== null,
      centre: side.centre,
      above: [...above],
      below: [...below],
      figures: side.points
        .filter(({ area }) => far.has(area))
        .map(({ area, value, denominator, adjusted_verdict }) => {
          // The limits that the verdict was read against.
          const lines = adjusted_verdict === null || side.adjusted.length === 0 ? side.limits : side.adjusted;
          const limits = outerLimitsAt(lines, denominator, FUNNEL_DECIMALS[kind]);
          return { area, value, denominator, lower: limits?.lower ?? null, upper: limits?.upper ?? null };
        }),
    };
  });
}

function heldOf(estimates: readonly ReleasedEstimate[]): CompareDocument["held"] {
  const found = new Map<string, CompareDocument["held"][number]>();
  for (const row of estimates) {
    const { measure, instrument } = row;
    const key = `${measure}|${instrument}`;
    const one = found.get(key) ?? { measure, instrument, held: false, compared: false };
    const isFigure =
      row.status === "published" && (row.value !== null || (row.lower !== null && row.upper !== null));
    one.held ||= !ABSENT.has(row.status);
    one.compared ||= isFigure && row.area_type === "pcn" && row.breakdown === "none";
    found.set(key, one);
  }
  return [...found.values()];
}
