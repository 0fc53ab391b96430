import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { placeOf } from "../../src/disclosure/staff-basis.ts";
import type { FteRow } from "../../src/measures/workforce-capacity.ts";
import type { Programme } from "../../src/model/programme.ts";
import { capacityEstimates } from "../../src/release/exact-capacity.ts";

const programme = {
  window: { from: "2022-04-01", to: "2023-03-31" },
  data_date: "2023-03-31",
  areas: {
    icbs: [{ code: "Q1" }],
    boroughs: [{ code: "E1", icb: "Q1" }],
    pcns: ["P1", "P2", "P3", "P4", "P5"].map((code) => ({ code, borough: "E1", icb: "Q1" })),
  },
  services: ["S1", "S2"].map((id) => ({ id, borough: "E1", icb: "Q1" })),
} as unknown as Programme;

type Made = Partial<FteRow> & Pick<FteRow, "area_type" | "area" | "workers">;

const row = (more: Made): FteRow => ({
  period_type: "all",
  period: "all",
  basis: "average",
  fte_days_e6: more.workers * 600_000 * 365,
  largest_fte_days_e6: Number(more.fte_days_e6 ?? more.workers * 600_000 * 365) / more.workers,
  days: 365,
  only_service: more.area_type === "service" ? more.area : null,
  only_pcn: more.area_type === "pcn" ? more.area : null,
  ...more,
});

const release = (fte: readonly FteRow[]) =>
  protectEstimates(
    new Unreleased(capacityEstimates({ fte, flow: [], patients: [], has_published_fte: false }, programme)),
    policies["nhs-england"],
  ).value;

/** Areas of the first figure of capacity whose exact working time is shown. */
const shown = (fte: readonly FteRow[], measure = "link_worker_fte") =>
  release(fte)
    .filter((one) => one.measure === measure && one.status === "published" && one.value !== null)
    .map((one) => `${one.area} ${one.period}`);

describe("the working time of a single link worker", () => {
  // S1 works in P1 and P2, S2 in P3 to P5. P1 and P3 have one worker each, so the borough leaves two people open.
  const pcn = (area: string, workers: number, only_service: string) =>
    row({ area_type: "pcn", area, workers, only_service });
  const areas = (inP2: string) => [
    row({ area_type: "programme", area: "programme", workers: 12 }),
    row({ area_type: "borough", area: "E1", workers: 12 }),
    row({ area_type: "service", area: "S1", workers: 4 }),
    row({ area_type: "service", area: "S2", workers: 8 }),
    pcn("P1", 1, "S1"),
    pcn("P2", 3, inP2),
    pcn("P3", 1, "S2"),
    pcn("P4", 3, "S2"),
    pcn("P5", 4, "S2"),
  ];

  it("is not the service less its other networks", () => {
    // S1 − P2 would be the contract of the one in P1; S2 − P4 − P5 that of the one in P3.
    expect(shown(areas("S1"))).toEqual(["programme all", "E1 all", "S1 all", "S2 all", "P5 all"]);
  });

  it("is not the network less its other services", () => {
    const rows = [
      row({ area_type: "pcn", area: "P1", workers: 4 }),
      row({ area_type: "service", area: "S1", workers: 1, only_pcn: "P1" }),
      row({ area_type: "service", area: "S2", workers: 3, only_pcn: "P1" }),
    ];
    expect(shown(rows)).toEqual(["P1 all"]);
  });

  it("is not shown under another name for the same day", () => {
    // On the last day the quarter, the year and the whole time are one: what the borough keeps back in the year of S2,
    // so that S1 cannot be worked out, its quarter would tell.
    const day = (area_type: "borough" | "service", area: string, workers: number, period: string) =>
      row({
        ...{ area_type, area, workers, basis: "day", days: 1, fte_days_e6: workers * 600_000, period },
        period_type: period === "2022-23" ? "financial_year" : "quarter",
      });
    const rows = [
      day("borough", "E1", 4, "2022-23"),
      day("service", "S1", 1, "2022-23"),
      day("service", "S2", 3, "2022-23"),
      day("service", "S1", 1, "2023-Q1"),
      day("service", "S2", 3, "2023-Q1"),
      day("service", "S2", 3, "2022-Q4"),
    ];
    expect(shown(rows, "open_cases_per_fte")).toEqual(["E1 2022-23", "S2 2022-Q4"]);
  });

  it("on a day keeps back no average of the same year, where nobody is alone", () => {
    // On the last day one of S1's two workers is away: S2's day is kept back with it, but neither service's average.
    const both = (area_type: "borough" | "service", area: string, onAverage: number, onDay: number) => {
      const place = { area_type, area, period_type: "financial_year", period: "2022-23" } as const;
      return [
        row({ ...place, workers: onAverage }),
        row({ ...place, workers: onDay, basis: "day", days: 1, fte_days_e6: onDay * 600_000 }),
      ];
    };
    const rows = [
      ...both("borough", "E1", 5, 4),
      ...both("service", "S1", 2, 1),
      ...both("service", "S2", 3, 3),
    ];
    expect(shown(rows)).toEqual(["E1 2022-23", "S1 2022-23", "S2 2022-23"]);
    expect(shown(rows, "open_cases_per_fte")).toEqual(["E1 2022-23"]);
  });
});

describe("working time that adds up", () => {
  const workers = fc.integer({ min: 1, max: 5 });

  it("never keeps back one network alone, of a service, a borough or a year", () => {
    const seen = { shown: 0, hidden: 0 };
    fc.assert(
      fc.property(fc.tuple(workers, workers, workers, workers), ([a, b, c, d]) => {
        const all = a + b + c + d;
        const years = ["2021-22", "2022-23"].flatMap((period, index) =>
          (
            [
              ["borough", "E1", all, null],
              ["service", "S1", a + b, "S1"],
              ["service", "S2", c + d, "S2"],
              ["pcn", "P1", a, "S1"],
              // One who left between the years.
              ["pcn", "P2", Math.max(1, b - index), "S1"],
              ["pcn", "P3", c, "S2"],
              ["pcn", "P4", d, "S2"],
            ] as const
          ).map(([area_type, area, count, only_service]) =>
            row({
              ...{ area_type, area, workers: count, only_service },
              ...{ period_type: "financial_year", period },
            }),
          ),
        );
        const exact = capacityEstimates(
          { fte: years, flow: [], patients: [], has_published_fte: false },
          programme,
        );
        const hidden = new Set(
          release(years)
            .filter((one) => one.measure === "link_worker_fte" && one.value === null)
            .map(placeOf),
        );
        const parts = new Map<string, string[]>();
        const measured = exact.filter((one: ExactEstimate) => one.measure === "link_worker_fte");
        for (const one of measured)
          for (const whole of one.staff?.within ?? []) {
            const key = `${whole} by ${one.area_type}`;
            parts.set(key, [...(parts.get(key) ?? []), placeOf(one)]);
          }
        const known = new Set(measured.map(placeOf));
        for (const [key, places] of parts) {
          const whole = key.split(" by ")[0] ?? "";
          if (!known.has(whole) || hidden.has(whole) || places.length < 2) continue;
          const kept = places.filter((place) => hidden.has(place)).length;
          expect(kept).not.toBe(1);
          seen[kept === 0 ? "shown" : "hidden"] += 1;
        }
      }),
      { seed: 8 },
    );
    expect(Math.min(seen.shown, seen.hidden)).toBeGreaterThan(20);
  });
});
