import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellPlace, type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import { partedEstimates } from "../../reports/components/parted-estimates.ts";
import { unpackEstimates } from "../../reports/components/read-estimates.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { estimatesArrow, sortEstimates } from "../../src/release/estimates-table.ts";
import type { PackedEstimates } from "../../src/release/packed-estimates.ts";
import { pageFigures, partFigures } from "../../src/site/figure-parts.ts";

const OWN = "P1";
const place = fc.record({
  measure: fc.constantFrom("referrals", "mean_change"),
  instrument: fc.constantFrom("", "pam"),
  area_type: fc.constantFrom("programme", "pcn", "project", "comparator"),
  area: fc.constantFrom(OWN, "P2"),
  period_type: fc.constantFrom("all", "window", "quarter"),
  period: fc.constantFrom("a", "b"),
  breakdown: fc.constantFrom("none", "gender"),
  category: fc.constantFrom("all", "women"),
});
const figure = fc.option(fc.integer({ min: -50, max: 50 }));
const row: fc.Arbitrary<ReleasedEstimate> = fc
  .tuple(place, figure, fc.constantFrom("published", "withheld", "not_available", "not_collected"))
  .map(
    ([at, value, status]) =>
      ({
        ...at,
        ...{ numerator: null, denominator: null, n: null, value, lower: null, upper: null, level: null },
        ...{ method: "count", status, note: "" },
      }) as ReleasedEstimate,
  );
/** Rows of which no two stand at one place, as in a release. */
const rows = fc
  .uniqueArray(row, {
    maxLength: 40,
    selector: (one) =>
      [
        one.measure,
        one.instrument,
        one.area_type,
        one.area,
        one.period_type,
        one.period,
        one.breakdown,
        one.category,
      ].join("|"),
  })
  .map(sortEstimates);

/** What a page has of these rows at first, nothing, and every file that it may ask for. */
function opened(all: readonly ReleasedEstimate[], own: string) {
  const file = partFigures("estimates", estimatesArrow(all));
  const files = new Map<string, PackedEstimates>(
    [...file.parts, ["own", file.own(own)] as const].map(([part, packed]) => [`estimates/${part}`, packed]),
  );
  const wanted = new Set<string>();
  const index = partedEstimates(pageFigures([file], [], own), (name) => wanted.add(name));
  const read = (): void => {
    for (const name of wanted) index.add(name, files.get(name) as PackedEstimates);
    wanted.clear();
  };
  return { file, index, wanted, read };
}

const plain = (one: ReleasedEstimate): EstimateRow => ({ ...one }) as unknown as EstimateRow;
const inAnyOrder = (some: readonly EstimateRow[]): readonly string[] =>
  some.map((one) => JSON.stringify(Object.entries(one).sort())).sort();

describe("figures in parts", () => {
  it("are together all rows, each once", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const parts = [...partFigures("estimates", estimatesArrow(all)).parts.values()];
        expect(inAnyOrder(parts.flatMap((part) => unpackEstimates(part)))).toEqual(
          inAnyOrder(all.map(plain)),
        );
      }),
    );
  });

  it("are found as in the whole once the parts that a look-up asks for are read, and only those are asked for", () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("", OWN),
        (all, asked, own) => {
          const whole = indexEstimates(all.map(plain));
          const { index, wanted, read } = opened(all, own);
          for (const at of asked) {
            index.find(at);
            const span = at.period_type === "quarter" ? "time" : at.period_type;
            const isOwn = at.area === own && ["project", "comparator"].includes(at.area_type);
            for (const name of wanted)
              expect(name).toBe(`estimates/${isOwn ? "own" : `${at.area_type}-${span}`}`);
            read();
            expect(index.find(at)).toEqual(whole.find(at));
            expect(wanted.size).toBe(0);
          }
        },
      ),
    );
  });

  it("are listed as in the whole, a page's own area once", () => {
    const parts: fc.Arbitrary<Partial<CellPlace>> = place.chain((at) =>
      fc
        .subarray(["area_type", "area", "period_type", "breakdown"] as const)
        .map((names) => Object.fromEntries(names.map((name) => [name, at[name]]))),
    );
    fc.assert(
      fc.property(
        rows,
        fc.array(parts, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("", OWN),
        (all, asked, own) => {
          const whole = indexEstimates(all.map(plain));
          const { index, read } = opened(all, own);
          for (const some of asked) {
            for (const measure of ["referrals", "mean_change"]) {
              index.list(measure, some);
              read();
              expect(inAnyOrder(index.list(measure, some))).toEqual(inAnyOrder(whole.list(measure, some)));
            }
          }
        },
      ),
    );
  });

  it("tell of what is held before they are read", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const { index, wanted } = opened(all, "");
        for (const measure of ["referrals", "mean_change"]) {
          expect(index.has(measure)).toBe(all.some((one) => one.measure === measure));
          for (const instrument of ["", "pam"]) {
            const own = all.filter((one) => one.measure === measure && one.instrument === instrument);
            expect(index.holds?.(measure, instrument)?.held === true).toBe(
              own.some(({ status }) => status === "published" || status === "withheld"),
            );
            expect(index.holds?.(measure, instrument)?.collected === true).toBe(
              own.some(({ status }) => status !== "not_collected"),
            );
          }
        }
        expect(wanted.size).toBe(0);
      }),
    );
  });
});
