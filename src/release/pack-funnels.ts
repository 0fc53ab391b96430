import { z } from "zod";
import { type ComparePage, comparePageSchema } from "./catalogue.ts";

type Funnel = ComparePage["funnels"][number];
type CaseMixSide = NonNullable<Funnel["case_mix"]>;
type Side = Omit<CaseMixSide, "strata" | "moved_half" | "moved_most">;

/** Decimals of a figure and of its limits, by kind; as whole numbers they pack well. */
export const FUNNEL_DECIMALS = { share: 3, mean: 2, rate: 1 } as const;
/** Sizes at which limits are written: enough for a smooth line. */
const MOST_SIZES = 48;
/** Verdicts as one letter each, in the order of the letters of `VERDICT_LETTERS`. */
const VERDICTS = [
  "inside",
  "close",
  "above_inner",
  "above_outer",
  "below_inner",
  "below_outer",
  "few_followed",
  "follow_up_unknown",
] as const;
const VERDICT_LETTERS = "icaAbBfu";

/** The verdicts of points as they were packed, one a letter. Throws a RangeError for a letter that is none. */
export function funnelVerdicts(letters: string): readonly (typeof VERDICTS)[number][] {
  return [...letters].map((letter) => {
    const verdict = VERDICTS[VERDICT_LETTERS.indexOf(letter)];
    if (verdict === undefined) throw new RangeError(`There is no verdict "${letter}".`);
    return verdict;
  });
}

const packedSide = z.strictObject({
  centre: z.number().nullable(),
  within: z.number().nullable(),
  phi: z.number().nullable(),
  tau: z.number().nullable(),
  tau_all: z.number().nullable(),
  beyond_chance: z.boolean().nullable(),
  /** Five whole numbers a size: it, and inner and outer limits, lower before upper. */
  limits: z.array(z.number()),
  adjusted: z.array(z.number()),
  /** One a point: place of its network (empty: all networks in order), size, figure, expected figure (or none). */
  at: z.array(z.int()),
  size: z.array(z.number()),
  value: z.array(z.int()),
  expected: z.array(z.int()),
  /** A letter a point; the second empty where there are no such limits. */
  verdicts: z.string(),
  adjusted_verdicts: z.string(),
  /** Three a point, or none. */
  shrunken: z.array(z.int()),
});

/** `reports/data/funnels.json` as written: networks once, everything of a network by its place among them. */
export const packedComparePageSchema = z.strictObject({
  networks: z.array(z.string()),
  funnels: z.array(
    z.strictObject({
      ...comparePageSchema.shape.funnels.element.pick({
        measure: true,
        instrument: true,
        kind: true,
        per: true,
        status: true,
        reason: true,
        units: true,
      }).shape,
      withheld: z.array(z.int()),
      plain: packedSide,
      case_mix: packedSide
        .extend({ strata: z.number().nullable(), moved_half: z.number(), moved_most: z.number() })
        .nullable(),
    }),
  ),
  published_capacity: comparePageSchema.shape.published_capacity,
});
export type PackedComparePage = z.infer<typeof packedComparePageSchema>;

/** Writes funnels small: figures as whole numbers, one list a column, limits at fewer sizes. */
export function packFunnels({ funnels, published_capacity }: ComparePage): PackedComparePage {
  const networks = [
    ...new Set(funnels.flatMap((one) => [...one.points.map(({ area }) => area), ...one.withheld])),
  ].sort();
  const place = new Map(networks.map((area, index) => [area, index]));
  const at: Placing = { of: (area) => place.get(area) ?? -1, all: networks.length };
  return {
    networks,
    funnels: funnels.map((funnel) => {
      const { measure, instrument, kind, per, status, reason, units, withheld, case_mix } = funnel;
      const scale = 10 ** FUNNEL_DECIMALS[kind];
      return {
        measure,
        instrument,
        kind,
        per,
        status,
        reason,
        units,
        withheld: withheld.map(at.of),
        // Where figures are adjusted, those are the ones that are drawn in.
        plain: { ...packSide(funnel, scale, at), ...(case_mix === null ? {} : { shrunken: [] }) },
        case_mix: case_mix === null ? null : packCaseMix(case_mix, scale, at),
      };
    }),
    published_capacity,
  };
}

/** A network's place among all of them. */
interface Placing {
  readonly of: (area: string) => number;
  readonly all: number;
}

function packCaseMix(side: CaseMixSide, scale: number, at: Placing) {
  const { strata, moved_half, moved_most } = side;
  return { ...packSide(side, scale, at), strata, moved_half, moved_most };
}

function packSide(side: Side, scale: number, at: Placing): PackedComparePage["funnels"][number]["plain"] {
  const { centre, within, phi, tau, tau_all, beyond_chance, points } = side;
  const whole = (value: number) => Math.round(value * scale);
  const letter = (verdict: (typeof VERDICTS)[number]) => VERDICT_LETTERS.charAt(VERDICTS.indexOf(verdict));
  const limits = (all: Side["limits"]) =>
    thinned(all).flatMap(({ n, inner, outer }) => [
      n,
      ...[inner.lower, inner.upper, outer.lower, outer.upper].map(whole),
    ]);
  const shrunken = points.flatMap((point) => (point.shrunken === null ? [] : [point.shrunken]));
  return {
    centre,
    within,
    phi,
    tau,
    tau_all,
    beyond_chance,
    limits: limits(side.limits),
    adjusted: limits(side.adjusted),
    at:
      points.length === at.all && points.every(({ area }, index) => at.of(area) === index)
        ? []
        : points.map(({ area }) => at.of(area)),
    size: points.map(({ denominator }) => denominator),
    value: points.map(({ value }) => whole(value)),
    expected: points.flatMap(({ expected }) => (expected === undefined ? [] : [whole(expected)])),
    verdicts: points.map(({ verdict }) => letter(verdict)).join(""),
    adjusted_verdicts: points
      .flatMap(({ adjusted_verdict }) => (adjusted_verdict === null ? [] : [letter(adjusted_verdict)]))
      .join(""),
    shrunken:
      shrunken.length < points.length
        ? []
        : shrunken.flatMap(({ value, lower, upper }) => [value, lower, upper].map(whole)),
  };
}

/** Some of the limits, the first and the last among them. */
function thinned(limits: Side["limits"]): Side["limits"] {
  if (limits.length <= MOST_SIZES) return limits;
  const places = Array.from({ length: MOST_SIZES }, (_, step) =>
    Math.round((step * (limits.length - 1)) / (MOST_SIZES - 1)),
  );
  return places.flatMap((place) => limits[place] ?? []);
}
