import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { EstimateStatus } from "../../src/statistics/estimate.ts";
import { catalogue, estimate, noQuality } from "../golden/findings-example.ts";

/** Words that say that the programme did it. */
const CAUSAL =
  /\b(led to|leads to|reduc\w*|increas\w*|caus\w*|impact\w*|effect\w*|thanks to|due to|result(s|ed|ing)? (in|of|from)|improved because|benefit\w*|worked|helped|proves?|proven)\b/i;

const WHOLE = "programme|programme|all|all";
const STATUSES: readonly EstimateStatus[] = [
  "published",
  "withheld",
  "too_few",
  "not_collected",
  "not_yet_observable",
  "not_available",
];

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const status = fc.oneof(
  { weight: 3, arbitrary: fc.constant("published" as const) },
  fc.constantFrom(...STATUSES),
);
const people = fc.option(fc.integer({ min: 0, max: 9999 }).map((n) => n * 5));

/** Value inside its interval, as every method gives it; sometimes without one. */
const ordered = (min: number, max: number) =>
  fc.tuple(number(min, max), number(min, max), number(min, max), fc.boolean()).map(([a, b, c, bare]) => {
    const [lower = 0, value = 0, upper = 0] = [a, b, c].sort((p, q) => p - q);
    return bare ? { value, lower: null, upper: null } : { value, lower, upper };
  });

const INSTRUMENTS = ["pam", "eq5d", "gad7"] as const;
const MEASURES = [
  ["mean_change", 15],
  ["expected_change_rtm", 10],
  ["mean_baseline", 100],
  ["mean_follow_up", 100],
  ["follow_up_rate", 1],
  ["share_improved", 1],
  ["share_same", 1],
  ["share_worse", 1],
  ["people", 1000],
] as const;

const anyEstimate: fc.Arbitrary<ReleasedEstimate> = fc
  .record({
    measure: fc.constantFrom(...MEASURES),
    instrument: fc.constantFrom(...INSTRUMENTS),
    group: fc.constantFrom(
      ["none", "all"] as const,
      ["age_band", "18-44"] as const,
      ["age_band", "45-64"] as const,
      ["age_band", "65+"] as const,
      ["age_band", "not_known"] as const,
      ["baseline_level", "1"] as const,
      ["baseline_level", "4"] as const,
    ),
    status,
    n: people,
  })
  .chain(({ measure: [measure, size], instrument, group: [breakdown, category], status, n }) =>
    ordered(size === 15 || size === 10 ? -size : 0, size).map((parts) =>
      estimate(measure, {
        ...parts,
        ...(measure === "expected_change_rtm" ? { value: null, level: null } : {}),
        instrument: measure === "people" ? "" : instrument,
        breakdown,
        category,
        status,
        n,
        denominator: n,
      }),
    ),
  );

/** Age groups of one measure, near enough to each other for a difference to be shown or nearly. */
const nearGroups: fc.Arbitrary<readonly ReleasedEstimate[]> = fc
  .record({
    instrument: fc.constantFrom(...INSTRUMENTS),
    measure: fc.constantFrom("follow_up_rate", "mean_change", "share_improved"),
    groups: fc.array(
      fc.record({
        value: number(0.3, 0.7),
        half: number(0.01, 0.15),
        n: fc.integer({ min: 6, max: 200 }).map((n) => n * 5),
      }),
      { minLength: 2, maxLength: 3 },
    ),
  })
  .map(({ instrument, measure, groups }) => [
    estimate("mean_baseline", { instrument }),
    ...groups.map(({ value, half, n }, place) => {
      const row = { instrument, breakdown: "age_band", category: ["18-44", "45-64", "65+"][place] ?? "", n };
      if (measure === "mean_change") {
        return estimate(measure, {
          ...row,
          value: value * 10,
          lower: (value - half) * 10,
          upper: (value + half) * 10,
        });
      }
      const numerator = Math.round((value * n) / 5) * 5;
      const { lower, upper } = wilsonByHand(numerator, n, 1.96);
      const counts = { numerator, denominator: n, value: numerator / n, lower, upper };
      return estimate(measure, { ...row, ...counts, method: "wilson" });
    }),
  ]);

const estimates = fc.uniqueArray(anyEstimate, {
  maxLength: 40,
  selector: ({ measure, instrument, breakdown, category }) =>
    [measure, instrument, breakdown, category].join("|"),
});

function allText(rows: readonly ReleasedEstimate[]): string[] {
  const { findings, not_shown } = makeFindings(rows, catalogue, noQuality);
  return [
    ...Object.values(findings).flatMap(({ headline, detail, caveats }) => [headline, ...detail, ...caveats]),
    ...Object.values(not_shown).flat(),
  ];
}

describe("no sentence claims more than its figures", () => {
  it("on direction, on the meaningful change, and on what would be expected anyway", () => {
    fc.assert(
      fc.property(estimates, (rows) => {
        const { findings } = makeFindings(rows, catalogue, noQuality);
        for (const instrument of catalogue.instruments) {
          const found = findings[`outcomes|${instrument.id}|${WHOLE}`];
          if (found === undefined) continue;
          const of = (measure: string) =>
            rows.find(
              (row) =>
                row.measure === measure && row.instrument === instrument.id && row.breakdown === "none",
            );
          const seen = of("mean_change");
          const [lower, upper] = [seen?.lower ?? -Infinity, seen?.upper ?? Infinity];
          const threshold = instrument.meaningful_change.points;
          const { headline } = found;
          if (headline.includes(" rose by ")) expect(lower).toBeGreaterThan(0);
          if (headline.includes(" fell by ")) expect(upper).toBeLessThan(0);
          if (headline.includes(" for the better"))
            expect(instrument.better === "lower" && upper < 0).toBe(true);
          if (headline.includes(" for the worse")) {
            expect(instrument.better === "lower" ? lower > 0 : upper < 0).toBe(true);
          }
          if (headline.includes(" at least the "))
            expect(lower >= threshold || upper <= -threshold).toBe(true);
          if (headline.includes(" less than the "))
            expect(upper < threshold && lower > -threshold).toBe(true);
          const chance = of("expected_change_rtm");
          const sign = instrument.better === "higher" ? 1 : -1;
          const [gain = 0, most = 0] = [sign * lower, sign * upper].sort((a, b) => a - b);
          const [least = 0, expected = 0] = [sign * (chance?.lower ?? 0), sign * (chance?.upper ?? 0)].sort(
            (a, b) => a - b,
          );
          const detail = found.detail.join(" ");
          const [told = "", size = ""] =
            /The change seen is (larger|smaller|more favourable|less favourable) than that\. \w+/.exec(
              detail,
            ) ?? [];
          if (size !== "") {
            const better = told.endsWith("Recovery");
            expect(better ? gain > expected : most < least).toBe(true);
            if (size === "more favourable") expect(better).toBe(true);
            if (size === "less favourable") expect(better).toBe(false);
            // Smaller in size, in the same direction; a larger change is larger than all that was expected.
            const sizes = { seen: [gain, most].map(Math.abs), band: [least, expected].map(Math.abs) };
            if (size === "smaller") {
              expect(Math.max(...sizes.seen)).toBeLessThan(Math.min(...sizes.band));
              expect(Math.sign(gain)).toBe(Math.sign(least));
              expect(Math.sign(most)).toBe(Math.sign(least));
            }
            if (size === "larger") {
              const side = better ? Math.max(expected, 0) : Math.max(-least, 0);
              expect(Math.min(...sizes.seen)).toBeGreaterThanOrEqual(side);
            }
          }
          const rate = of("follow_up_rate");
          if (detail.includes("Fewer than half")) expect(rate?.upper).toBeLessThan(0.5);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("on groups: a gap is named only where the difference is shown at the level for all pairs, never by starting level", () => {
    let [shown, notShown] = [0, 0];
    fc.assert(
      fc.property(fc.oneof(estimates, nearGroups), (rows) => {
        const { findings } = makeFindings(rows, catalogue, noQuality);
        for (const instrument of INSTRUMENTS) {
          const found = findings[`equity|${instrument}|${WHOLE}`];
          if (found === undefined) continue;
          const named = [found.headline, ...found.detail].filter((text) =>
            / were followed up less often| was lower for | less often improved /.test(text),
          );
          expect(named.length > 0).toBe(/^It is the (only|widest)/.test(found.detail[0] ?? ""));
          if (named.length === 0) notShown += 1;
          for (const text of named) {
            shown += 1;
            const measure = text.includes(" followed up ")
              ? "follow_up_rate"
              : text.includes(" was lower for ")
                ? "mean_change"
                : "share_improved";
            const byLevel = text.includes("started at level");
            expect(byLevel && measure !== "follow_up_rate").toBe(false);
            const groups = rows.filter(
              (row) =>
                row.measure === measure &&
                row.instrument === instrument &&
                row.breakdown === (byLevel ? "baseline_level" : "age_band") &&
                row.category !== "not_known" &&
                row.status === "published" &&
                row.lower !== null,
            );
            const z = TABLE[(groups.length * (groups.length - 1)) / 2] ?? Number.NaN;
            const pairs = groups.flatMap((one) => groups.map((other) => [one, other] as const));
            expect(pairs.some(([one, other]) => leastDifference(one, other, z) > 0)).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(shown).toBeGreaterThan(50);
    expect(notShown).toBeGreaterThan(50);
  });
});

/** Upper points of the normal distribution for 0.05 / m by the number of comparisons m: a little below the table's. */
const TABLE: Readonly<Record<number, number>> = { 1: 1.9599, 3: 2.3939 };

/** Textbook form: centre and half-width over 1 + z² / n. */
function wilsonByHand(x: number, n: number, z: number): { lower: number; upper: number } {
  const p = x / n;
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const centre = p + (z * z) / (2 * n);
  const over = 1 + (z * z) / n;
  return { lower: Math.max(0, (centre - half) / over), upper: Math.min(1, (centre + half) / over) };
}

/** Counts up to 2 below and above a released one; those that would not be released cannot be meant. */
const around = (count: number) =>
  [-2, -1, 0, 1, 2].map((step) => count + step).filter((one) => one === 0 || one > 7);

/** Lower limit of the difference: by Newcombe for the least favourable shares, by z for means (t asks for more). */
function leastDifference(one: ReleasedEstimate, other: ReleasedEstimate, z: number): number {
  if (one.method === "wilson" && other.method === "wilson") {
    const shares = (row: ReleasedEstimate) =>
      around(row.denominator ?? 0).flatMap((n) =>
        around(row.numerator ?? 0)
          .filter((x) => x === n || n - x > 7)
          .map((x) => ({ p: x / n, ...wilsonByHand(x, n, z) })),
      );
    const others = shares(other);
    return Math.min(
      ...shares(one).flatMap((a) => others.map((b) => a.p - b.p - Math.hypot(a.p - a.lower, b.upper - b.p))),
    );
  }
  const at = (row: ReleasedEstimate) => row.value ?? Number.NaN;
  const below = ((at(one) - (one.lower ?? Number.NaN)) * z) / 1.96;
  const above = (((other.upper ?? Number.NaN) - at(other)) * z) / 1.96;
  return at(one) - at(other) - Math.hypot(below, above);
}

describe("every sentence", () => {
  it("is a sentence, without a causal word and without the traces of a missing number", () => {
    fc.assert(
      fc.property(estimates, (rows) => {
        for (const text of allText(rows)) {
          expect(text).not.toMatch(CAUSAL);
          expect(text).not.toMatch(
            /NaN|null|undefined|Infinity|\[object|(?<!\w)-\d|−0(\.0+)?(?![.\d])| {2}|\.\./,
          );
          expect(text).toMatch(/^[A-Z0-9−][^\n]*[.]$/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same whatever number a withheld estimate would have", () => {
    fc.assert(
      fc.property(estimates, number(-1e6, 1e6), (rows, other) => {
        const hidden = rows.map((row) => {
          if (row.status === "published") return row;
          const n = Math.round(Math.abs(other));
          return {
            ...row,
            value: other,
            lower: other - 1,
            upper: other + 1,
            n,
            denominator: n,
            numerator: n,
          };
        });
        expect(allText(hidden)).toEqual(allText(rows));
      }),
      { numRuns: 200 },
    );
  });
});
