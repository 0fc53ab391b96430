import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { linkWorkerHeads } from "../../src/measures/capacity.ts";
import { copyProgramme, exactOf, ingestFolder, openWarehouse } from "../programme-folder.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

const template = resolve(import.meta.dirname, "../../data/templates/pcn-capacity");
const workforce = "pcn/Primary Care Networks - June 2026 Individual Level.csv";
const archive = "pcn/gp-reg-pat-prac-quin-age.zip";
const map = "pcn/gp-reg-pat-prac-map.csv";

/** The template with the national files as anyone downloads them. */
function nationalProgramme(): string {
  const folder = copyProgramme(template, {
    "exports/Primary Care Networks - June 2026 Individual Level.csv": { link: publishedFile(workforce) },
    "exports/gp-reg-pat-prac-map.csv": { link: publishedFile(map) },
  });
  const members = unzipSync(readFileSync(publishedFile(archive)));
  const csv = Object.entries(members).find(([name]) => name.endsWith(".csv"))?.[1];
  if (csv === undefined) throw new Error("The archive of registered patients holds no CSV file.");
  writeFileSync(join(folder, "exports/gp-reg-pat-prac-quin-age.csv"), csv);
  return folder;
}

const editProgramme = (folder: string, from: string, to: string): void => {
  const path = join(folder, "programme.yaml");
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`programme.yaml does not hold "${from}".`);
  writeFileSync(path, text.replace(from, to));
};

describe.skipIf(!(hasPublished(workforce) && hasPublished(archive) && hasPublished(map)))(
  "PCN Workforce June 2026 and registered patients July 2026 (public downloads: NHS England; set WHAT_MATTERS_PUBLISHED_DATA)",
  () => {
    let folder: string;
    let estimates: readonly ExactEstimate[];
    beforeAll(async () => {
      folder = nationalProgramme();
      await ingestFolder(folder);
      estimates = await exactOf(folder);
    });

    const value = (measure: string, area_type: string, area: string) =>
      estimates.find((one) => one.measure === measure && one.area_type === area_type && one.area === area)
        ?.value;

    it("finds London's 383.50 FTE link workers and 10,991,417 registered patients", () => {
      expect(value("link_worker_fte", "programme", "programme")).toBeCloseTo(383.5, 2);
      expect(value("registered_patients", "programme", "programme")).toBe(10_991_417);
      expect(value("link_worker_fte_per_10000_patients", "programme", "programme")).toBeCloseTo(
        (383.5027 * 10_000) / 10_991_417,
        6,
      );
    });

    it("adds the boards up to London, and gives no figure for the unallocated code as if it were a network", () => {
      const boards = estimates.filter(
        (one) => one.measure === "registered_patients" && one.area_type === "icb",
      );
      expect(boards.reduce((sum, one) => sum + (one.value ?? 0), 0)).toBe(10_991_417);
      expect(value("registered_patients", "icb", "QKK")).toBe(2_092_484);
      expect(estimates.some((one) => one.area_type === "pcn" && one.area === "U")).toBe(false);
    });

    it("counts the mental-health variants only when asked for", async () => {
      const wider = nationalProgramme();
      const role = "STAFF_ROLE: [Social Prescribing Link Workers";
      editProgramme(wider, role, `${role}, Social Prescribing Link Workers (Mental Health Practitioners)`);
      await ingestFolder(wider);
      const wide = await exactOf(wider);
      const fte = wide.find(
        (one) => one.measure === "link_worker_fte" && one.area_type === "programme",
      )?.value;
      expect(fte).toBeCloseTo(397.17, 2);
    });

    it("refuses to count heads where contracted staff carry no identifier", async () => {
      const database = await openWarehouse(folder);
      try {
        await expect(linkWorkerHeads((sql) => database.rows(sql), "w")).rejects.toMatchObject({
          code: "HEADCOUNT_WITHOUT_IDENTIFIERS",
          exit: 3,
        });
      } finally {
        database.close();
      }
    });

    it("refuses to add up stacked levels", async () => {
      const stacked = nationalProgramme();
      editProgramme(stacked, "      ORG_TYPE: [GP]\n", "");
      await expect(ingestFolder(stacked)).rejects.toMatchObject({ code: "LEVELS_STACKED", exit: 3 });
    });
  },
);
