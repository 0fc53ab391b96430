import type { Catalogue, ComparePage } from "../release/catalogue.ts";
import { farNetworks, judgedPoints, judgedVerdict } from "./far-networks.ts";

type Funnel = ComparePage["funnels"][number];

/** How many networks were looked at, and those beyond the 99.8 % limits in at least one measure, by name in alphabetical order. */
export interface NetworksFarOut {
  readonly looked: number;
  readonly measures: number;
  readonly names: readonly string[];
  /** Figures with a verdict, and those of them beyond the limits: one in 500 lies there by chance alone. */
  readonly figures: number;
  readonly far: number;
}

const NO_VERDICT: ReadonlySet<string> = new Set(["few_followed", "follow_up_unknown"]);

/** Published funnels of an instrument, or of none, of measures of which more, or less, is better. */
export function judgedFunnels(
  funnels: readonly Funnel[],
  { measures }: Catalogue,
  instrument: string,
): readonly Funnel[] {
  const sided = new Set(measures.filter(({ polarity }) => polarity !== "neither").map(({ id }) => id));
  return funnels.filter(
    (one) =>
      one.status === "published" &&
      (one.instrument === instrument || one.instrument === "") &&
      sided.has(one.measure),
  );
}

/** The networks beyond the 99.8 % limits of chance, as {@link multiplicityWords} counts them; null with fewer than two funnels. */
export function networksFarOut(
  funnels: readonly Funnel[],
  catalogue: Catalogue,
  instrument: string,
): NetworksFarOut | null {
  const judged = judgedFunnels(funnels, catalogue, instrument);
  if (judged.length < 2) return null;
  const points = judged.flatMap(judgedPoints);
  const far = judged.flatMap((funnel) => {
    const { above, below } = farNetworks(funnel);
    return [...above, ...below];
  });
  const name = (area: string) =>
    catalogue.areas.find((one) => one.area_type === "pcn" && one.area === area)?.label ?? area;
  return {
    looked: new Set(points.map(({ area }) => area)).size,
    measures: judged.length,
    figures: points.filter((one) => !NO_VERDICT.has(judgedVerdict(one))).length,
    far: far.length,
    names: [...new Set(far.map(name))].sort((a, b) => a.localeCompare(b, "en-GB", { numeric: true })),
  };
}
