import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { exactOf, ingestFolder, temporaryFolder } from "../programme-folder.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

/** Exact estimates of a programme made of these sources, through ingest and all measures. */
async function estimatesOf(
  sources: readonly Readonly<Record<string, unknown>>[],
  window: { readonly from: string; readonly to: string },
  put: (exports: string) => void,
): Promise<readonly ExactEstimate[]> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  put(join(folder, "exports"));
  const programme = {
    id: "absence",
    name: "Absence of a known answer",
    synthetic: true,
    window,
    data_date: window.to,
    dates: { earliest: "2015-01-01" },
    sources: sources.map((source) => ({ date_order: "dmy", ...source })),
  };
  writeFileSync(join(folder, "programme.yaml"), stringify(programme, { aliasDuplicateObjects: false }));
  await ingestFolder(folder);
  return exactOf(folder);
}

describe("an absence report of the Electronic Staff Record", () => {
  it("gives 36.8 FTE days lost of 179.8 in January 2025, 20.4672 per cent, through the measure", async () => {
    const file = "exports/esr_absence_export.csv";
    const posts = {
      recognise: ["Employee", "FTE"],
      identifying: ["Employee", "Assignment Number"],
      tables: {
        link_worker: {
          set: { role: "link_worker" },
          fields: {
            staff_id: "Employee",
            assignment: { join: ["Assignment Number"] },
            fte: { column: "FTE", type: "decimal", required: true },
          },
        },
      },
    };
    const exact = await estimatesOf(
      [
        { id: "absence", file, profile: "esr-absence", system: "esr" },
        { id: "posts", file, mapping: posts, system: "esr" },
      ],
      { from: "2025-01-01", to: "2025-01-31" },
      (folder) =>
        copyFileSync(
          join(import.meta.dirname, "../fixtures/read/esr_absence_export.csv"),
          join(folder, "esr_absence_export.csv"),
        ),
    );
    const rate = exact.find((one) => one.measure === "absence_rate" && one.period === "all");
    expect(rate?.value).toBeCloseTo(36.8 / 179.8, 10);
    expect(Number(((rate?.value ?? 0) * 100).toFixed(4))).toBe(20.4672);
    expect(rate?.staff?.sums?.[0]?.total).toBe(36_800_000);
  });
});

const absence = "absence/nhs_sickness_absence_2024-12.csv";

describe.skipIf(!hasPublished(absence))(
  "NHS sickness absence of December 2024 (public download: NHS England; set WHAT_MATTERS_PUBLISHED_DATA)",
  () => {
    it("is 5.7449 per cent in England before release, and 5.7 as published and as released", async () => {
      const exact = await estimatesOf(
        [{ id: "absence", file: "exports/absence.csv", profile: "nhs-sickness-absence", published: true }],
        { from: "2024-04-01", to: "2025-03-31" },
        (folder) => symlinkSync(publishedFile(absence), join(folder, "absence.csv")),
      );
      const rates = exact.filter((one) => one.measure === "published_absence_rate");
      expect(rates.map(({ period }) => period)).toEqual(["2024-12"]);
      expect((rates[0]?.value ?? 0) * 100).toBeCloseTo(5.7449, 4);
      const [released] = protectEstimates(new Unreleased(rates), policies["nhs-england"]).value;
      expect(released).toMatchObject({ value: 0.057, status: "published" });
      // It is no figure of the programme's own staff, of whom nothing is known.
      expect(exact.filter((one) => one.measure === "absence_rate")).toEqual([]);
    });
  },
);
