import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import type { TraineeRow } from "../../src/measures/trainees.ts";
import { traineeEstimates } from "../../src/release/exact-trainees.ts";

const STEPS = ["started", "trained", "placed", "progressed"] as const;
type Counts = readonly [number, number, number, number];

const rowOf = (area: string, [started, trained, placed, progressed]: Counts): TraineeRow => ({
  area_type: area === "programme" ? "programme" : "service",
  area,
  ...{ started, trained, placed, progressed, lived_experience: 0, lived_experience_known: 0 },
});
const estimatesOf = (cells: Readonly<Record<string, Counts>>): readonly ExactEstimate[] =>
  traineeEstimates({
    steps: STEPS,
    rows: Object.entries(cells).map(([area, counts]) => rowOf(area, counts)),
  });

/** What is published of each cell, step by step; null where withheld. */
function published(
  cells: Readonly<Record<string, Counts>>,
): Readonly<Record<string, readonly (number | null)[]>> {
  const released = protectEstimates(new Unreleased(estimatesOf(cells)), policies["nhs-england"]).value;
  return Object.fromEntries(
    Object.keys(cells).map((area) => [
      area,
      STEPS.map((step) => {
        const found = released.find((one) => one.area === area && one.measure === `trainees_${step}`);
        expect(found?.status).toBe(found?.value === null ? "withheld" : "published");
        return found?.value ?? null;
      }),
    ]),
  );
}

describe("counts of trainees", () => {
  it("are all withheld where fewer than 10 people started, zeros too", () => {
    expect(published({ programme: [9, 9, 9, 0] }).programme).toEqual([null, null, null, null]);
    expect(published({ programme: [10, 10, 0, 0] }).programme).toEqual([10, 10, 0, 0]);
  });

  it("are withheld where a step differs by 1 to 9 people from the last one shown", () => {
    // 40 → 31 would tell of 9 who stopped; 31 → 30 is compared with 40, the last shown.
    expect(published({ programme: [40, 31, 30, 12] }).programme).toEqual([40, null, 30, 10]);
    expect(published({ programme: [40, 40, 30, 9] }).programme).toEqual([40, 40, 30, null]);
  });

  it("of another service are withheld too where the programme's would give the first away", () => {
    const { programme, S1, S2 } = published({
      programme: [60, 40, 20, 10],
      S1: [38, 28, 18, 8],
      S2: [22, 12, 2, 2],
    });
    expect(programme).toEqual([60, 40, 20, 10]);
    expect(S1).toEqual([40, 30, null, null]);
    expect(S2).toEqual([20, 10, null, null]);
  });

  it("count people of no declared service as a service that is withheld", () => {
    expect(published({ programme: [34, 0, 0, 0], S1: [30, 0, 0, 0] }).S1).toEqual([null, 0, 0, 0]);
    expect(published({ programme: [60, 0, 0, 0], S1: [30, 0, 0, 0], S2: [25, 0, 0, 0] })).toMatchObject({
      S1: [30, 0, 0, 0],
      S2: [null, 0, 0, 0],
    });
  });

  const counts = fc
    .array(fc.nat(60), { minLength: 4, maxLength: 4 })
    .map((drawn) => [...drawn].sort((a, b) => b - a) as unknown as Counts);

  it("tell of no 1 to 9 people: not by themselves, nor by two steps, nor by the programme less its services", () => {
    const seen = { steps: 0, parts: 0 };
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 5 }), counts, (services, elsewhere) => {
        const all = [...services, elsewhere];
        const programme = STEPS.map((_, step) =>
          all.reduce((sum, one) => sum + (one[step] ?? 0), 0),
        ) as unknown as Counts;
        const named = Object.fromEntries(services.map((one, index) => [`S${index}`, one]));
        const cells: Record<string, Counts> = { programme, ...named };
        const shown = published(cells);
        const isFew = (count: number) => count >= 1 && count <= 9;
        for (const [area, exact] of Object.entries(cells)) {
          const steps = exact.filter((_, step) => shown[area]?.[step] !== null);
          for (const [index, count] of steps.entries()) {
            expect(isFew(count)).toBe(false);
            if (index > 0) expect(isFew((steps[index - 1] ?? 0) - count)).toBe(false);
            if (index > 0) seen.steps += 1;
          }
        }
        for (const step of STEPS.keys()) {
          if (shown.programme?.[step] === null) continue;
          const hidden = Object.keys(named).filter((area) => shown[area]?.[step] === null);
          const left =
            (elsewhere[step] ?? 0) + hidden.reduce((sum, area) => sum + (named[area]?.[step] ?? 0), 0);
          // Where every service is withheld, only the programme's own figure is known.
          if (hidden.length === services.length) continue;
          expect(isFew(left)).toBe(false);
          expect(hidden.length + ((elsewhere[step] ?? 0) > 0 ? 1 : 0)).not.toBe(1);
          seen.parts += 1;
        }
      }),
      { seed: 8, numRuns: 300 },
    );
    expect(seen.steps).toBeGreaterThan(100);
    expect(seen.parts).toBeGreaterThan(100);
  });
});
