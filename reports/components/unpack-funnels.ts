import type { ComparePage } from "../../src/release/catalogue.ts";
import type { PackedComparePage } from "../../src/release/pack-funnels.ts";

type Funnel = ComparePage["funnels"][number];
type Side = Omit<NonNullable<Funnel["case_mix"]>, "strata" | "moved_half" | "moved_most">;
type PackedSide = PackedComparePage["funnels"][number]["plain"];
type Verdict = Side["points"][number]["verdict"];

const SCALES = { share: 1000, mean: 100, rate: 10 } as const;
const VERDICTS: Readonly<Record<string, Verdict>> = {
  i: "inside",
  c: "close",
  a: "above_inner",
  A: "above_outer",
  b: "below_inner",
  B: "below_outer",
  f: "few_followed",
  u: "follow_up_unknown",
};

/** Reads funnels as `packFunnels` wrote them. */
export function unpackFunnels({ networks, funnels, published_capacity }: PackedComparePage): ComparePage {
  const area = (place: number): string => networks[place] ?? "";
  return {
    funnels: funnels.map(({ plain, case_mix, withheld, ...funnel }) => {
      const scale = SCALES[funnel.kind];
      return {
        ...funnel,
        area_type: "pcn",
        ...unpackSide(plain, scale, area),
        withheld: withheld.map(area),
        case_mix:
          case_mix === null
            ? null
            : {
                ...unpackSide(case_mix, scale, area),
                strata: case_mix.strata,
                moved_half: case_mix.moved_half,
                moved_most: case_mix.moved_most,
              },
      };
    }),
    published_capacity,
  };
}

function unpackSide(side: PackedSide, scale: number, area: (place: number) => string): Side {
  const { centre, within, phi, tau, tau_all, beyond_chance } = side;
  const figure = (value: number | undefined): number => (value ?? 0) / scale;
  const limits = (all: readonly number[]): Side["limits"] =>
    Array.from({ length: all.length / 5 }, (_, step) => {
      const [n = 0, ...ends] = all.slice(step * 5, step * 5 + 5);
      const [lower, upper, farLower, farUpper] = ends.map(figure);
      return {
        n,
        inner: { lower: lower ?? 0, upper: upper ?? 0 },
        outer: { lower: farLower ?? 0, upper: farUpper ?? 0 },
      };
    });
  const verdict = (letters: string, place: number): Verdict | undefined => VERDICTS[letters.charAt(place)];
  return {
    centre,
    within,
    phi,
    tau,
    tau_all,
    beyond_chance,
    limits: limits(side.limits),
    adjusted: limits(side.adjusted),
    points: side.size.map((size, index) => ({
      area: area(side.at[index] ?? index),
      denominator: size,
      value: figure(side.value[index]),
      ...(side.expected.length === 0 ? {} : { expected: figure(side.expected[index]) }),
      verdict: verdict(side.verdicts, index) ?? "close",
      adjusted_verdict: verdict(side.adjusted_verdicts, index) ?? null,
      shrunken:
        side.shrunken.length === 0
          ? null
          : {
              value: figure(side.shrunken[index * 3]),
              lower: figure(side.shrunken[index * 3 + 1]),
              upper: figure(side.shrunken[index * 3 + 2]),
            },
    })),
  };
}
