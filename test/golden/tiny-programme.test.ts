import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { copyProgramme, exactOf, ingestFolder } from "../programme-folder.ts";

const tiny = resolve(import.meta.dirname, "../fixtures/programmes/tiny");

interface PairedAnswer {
  readonly n: number;
  readonly mean_change: number;
  readonly lower: number;
  readonly upper: number;
  readonly improved: number;
  readonly same: number;
  readonly worse: number;
}
interface Expected {
  readonly rows: Readonly<
    Record<string, { rows: number; stored: number; quarantined: number; excluded: number }>
  >;
  readonly people: number;
  readonly referrals: Readonly<Record<"all", number>> &
    Readonly<Record<"project" | "window" | "month" | "gender", Readonly<Record<string, number>>>>;
  readonly people_by: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly pam: { readonly paired: number; readonly with_baseline: number } & Readonly<
    Record<"all" | "PROJ-A" | "PROJ-B", PairedAnswer>
  >;
}

/** Answers worked out by hand, before disclosure control. */
const expected = JSON.parse(readFileSync(join(tiny, "expected.json"), "utf8")) as Expected;

describe("the tiny programme, worked out by hand", () => {
  let report: IngestReport;
  let estimates: readonly ExactEstimate[];
  beforeAll(async () => {
    const folder = copyProgramme(tiny);
    report = await ingestFolder(folder);
    estimates = await exactOf(folder);
  });

  const find = (want: Partial<ExactEstimate>): ExactEstimate => {
    const cell = { area_type: "programme", period: "all", breakdown: "none", ...want };
    const found = estimates.filter((one) =>
      Object.entries(cell).every(([key, value]) => one[key as keyof ExactEstimate] === value),
    );
    if (found.length !== 1 || found[0] === undefined)
      throw new Error(`${found.length} estimates for ${JSON.stringify(want)}.`);
    return found[0];
  };

  it.each(Object.keys(expected.rows))("accounts for every row of %s", (source) => {
    const file = report.files.find((one) => one.source === source);
    const { rows, stored, quarantined, excluded } = expected.rows[source] ?? {};
    expect(file).toMatchObject({ rows, stored, quarantined, excluded });
  });

  it("counts referrals and people", () => {
    expect(find({ measure: "referrals" }).value).toBe(expected.referrals.all);
    expect(find({ measure: "people" }).value).toBe(expected.people);
  });

  it("counts referrals by project, window, month and gender", () => {
    for (const [area, count] of Object.entries(expected.referrals.project)) {
      expect(find({ measure: "referrals", area_type: "project", area }).value).toBe(count);
    }
    for (const period_type of ["window", "month"] as const) {
      for (const [period, count] of Object.entries(expected.referrals[period_type])) {
        expect(find({ measure: "referrals", period_type, period }).value).toBe(count);
      }
    }
    for (const [category, count] of Object.entries(expected.referrals.gender)) {
      expect(find({ measure: "referrals", breakdown: "gender", category }).value).toBe(count);
    }
  });

  it("counts people by characteristic, not stated and not known apart", () => {
    const unknown: Readonly<Record<string, string>> = { Z: "not_stated", 99: "not_known" };
    for (const [breakdown, categories] of Object.entries(expected.people_by)) {
      for (const [code, count] of Object.entries(categories)) {
        const category = breakdown === "ethnic_category" ? (unknown[code] ?? code) : code;
        expect(find({ measure: "people", breakdown, category }).value, `${breakdown} ${code}`).toBe(count);
      }
    }
  });

  it.each(["all", "PROJ-A", "PROJ-B"] as const)(
    "gives the paired change of %s with its interval and shares",
    (place) => {
      const where = place === "all" ? {} : ({ area_type: "project", area: place } as const);
      const answer = expected.pam[place];
      const change = find({ measure: "mean_change", instrument: "pam", ...where });
      expect(change.n).toBe(answer.n);
      expect(change.value).toBeCloseTo(answer.mean_change, 8);
      expect(change.lower).toBeCloseTo(answer.lower, 6);
      expect(change.upper).toBeCloseTo(answer.upper, 6);
      for (const share of ["improved", "same", "worse"] as const) {
        expect(find({ measure: `share_${share}`, instrument: "pam", ...where }).numerator).toBe(
          answer[share],
        );
      }
    },
  );
});
