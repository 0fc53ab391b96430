import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkoutFolder } from "../files/code-version.ts";
import { ratioFunnelLimits } from "../statistics/funnel-of-ratios.ts";
import { overdispersion } from "../statistics/overdispersion.ts";

const COLUMNS = "pcn,name,icb,link_worker_fte,registered_patients";
const PER = 10_000;
/** Sizes that the limits are worked out at, from a size below which hardly any network lies. */
const STEPS = 40;
const SMALLEST = 15_000;

const limits = z.strictObject({ lower: z.number(), upper: z.number() });

/** Link workers of every Primary Care Network of England: `reports/data/england-networks.json`. Published statistics only. */
export const englandNetworksSchema = z.strictObject({
  /** Month of the workforce figures. */
  month: z.string(),
  source: z.string(),
  /** Full-time equivalents per 10,000 registered patients of all networks in the workforce file. */
  rate: z.number(),
  /** Code, name, board (of two the one with more patients first), full-time equivalents or null, registered patients. */
  networks: z.array(z.tuple([z.string(), z.string(), z.string(), z.number().nullable(), z.number()])),
  /** Per 10,000 patients at a number of patients: 95 and 99.8 %, with the spread between networks allowed for. */
  limits: z.array(z.strictObject({ n: z.number(), inner: limits, outer: limits })),
});
export type EnglandNetworks = z.infer<typeof englandNetworksSchema>;

/**
 * Reads `data/reference/link-workers-by-pcn.csv`, which names its sources, and sets limits around the rate of all
 * networks: those of a ratio of events on the square-root scale, a full-time post taken for an event, with the variance
 * between networks added, since posts are planned and do not fall by chance.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 *
 * @throws Error where the file has other columns, or a figure that is no number.
 */
export function englandNetworks(
  text = readFileSync(join(checkoutFolder, "data/reference/link-workers-by-pcn.csv"), "utf8"),
): EnglandNetworks {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  if (head !== COLUMNS) throw new Error(`link-workers-by-pcn.csv: expected the columns ${COLUMNS}.`);
  const networks = lines.map(networkOf);
  const held = networks.flatMap(([, , , fte, patients]) => (fte === null ? [] : [{ fte, patients }]));
  const sum = (of: (one: (typeof held)[number]) => number) => held.reduce((total, one) => total + of(one), 0);
  const perPatient = sum(({ fte }) => fte) / sum(({ patients }) => patients);
  const { tauSquared } = overdispersion(
    held.map(({ fte, patients }) => {
      const expected = patients * perPatient;
      const standardError = 0.5 / Math.sqrt(expected);
      return { z: (Math.sqrt(fte / expected) - 1) / standardError, standardError };
    }),
    "winsorise",
  );
  const most = Math.max(2 * SMALLEST, ...networks.map(([, , , , patients]) => patients));
  const at = (patients: number, level: number) => {
    const ratio = ratioFunnelLimits(patients * perPatient, tauSquared ?? 0, "square_root", level);
    return { lower: round(ratio.lower * perPatient * PER), upper: round(ratio.upper * perPatient * PER) };
  };
  return {
    month: "2026-06",
    source:
      "Primary Care Network Workforce, 30 June 2026, and Patients Registered at a GP Practice, July 2026, NHS England",
    rate: round(perPatient * PER),
    networks,
    limits: Array.from({ length: STEPS }, (_, step) => {
      const n = Math.round(SMALLEST + ((most - SMALLEST) * step) / (STEPS - 1));
      return { n, inner: at(n, 0.95), outer: at(n, 0.998) };
    }),
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function networkOf(line: string): EnglandNetworks["networks"][number] {
  const match = /^([^,]*),(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),([^,]*),([^,]*)$/.exec(line);
  const [, pcn = "", quoted, plain = "", icb = "", fte = "", patients = ""] = match ?? [];
  const figures = [fte === "" ? null : Number(fte), Number(patients)] as const;
  if (
    match === null ||
    patients === "" ||
    figures.some((figure) => figure !== null && !Number.isFinite(figure))
  )
    throw new Error(`link-workers-by-pcn.csv: "${line}" does not hold a network's figures.`);
  return [pcn, quoted?.replaceAll('""', '"') ?? plain, icb, figures[0], figures[1]];
}
