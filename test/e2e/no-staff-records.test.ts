import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, it } from "vitest";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import { unpackEstimates } from "../../reports/components/read-estimates.ts";
import type { TeamMember } from "../../src/measures/team-members.ts";
import { openWarehouse } from "../programme-folder.ts";
import { type StaffIdentifiers, staffIdentifiersOf, staffLeaks } from "../staff-identifiers.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

/** Fewest members of staff behind a figure, and answers, as the policy of the sample states them. */
const FEWEST = 10;
const FEWEST_ANSWERS = 8;

let under: SiteUnderTest;
let folder: string;
let identifiers: StaffIdentifiers;
let rows: readonly EstimateRow[];
beforeAll(async () => {
  under = await siteUnderTest();
  folder = await under.programme();
  identifiers = await staffIdentifiersOf(folder);
  rows = under.files
    .filter((file) => /\/estimates[^/]*\.[0-9a-f]+\.json$/.test(file))
    .flatMap((file) => unpackEstimates(JSON.parse(readFileSync(join(under.dir, file), "utf8"))));
});

/** Every way in which a file may be read: its bytes as text, what is packed in it, and the cells of an Arrow table. */
function textsOf(file: string, bytes: Buffer): readonly string[] {
  const plain = [bytes.toString("utf8"), bytes.toString("latin1"), bytes.toString("utf16le")];
  if (file.endsWith(".arrow")) {
    const table = tableFromIPC(bytes);
    const cells = table.schema.fields.flatMap(({ name }) => {
      const distinct = new Set([...(table.getChild(name) ?? [])].map(String));
      return [name, ...distinct];
    });
    return [...plain, cells.join("\n")];
  }
  for (const unpack of [gunzipSync, inflateSync, inflateRawSync]) {
    try {
      const unpacked = unpack(bytes);
      return [...plain, unpacked.toString("utf8"), unpacked.toString("latin1")];
    } catch {
      // Not packed this way.
    }
  }
  return plain;
}

describe("the search", () => {
  it("knows the staff of the sample, and finds them where they are", () => {
    expect(identifiers.numbers.size).toBeGreaterThan(200);
    expect(identifiers.names.size).toBeGreaterThan(300);
    expect(identifiers.keys.size).toBeGreaterThan(700);
    const [key = "", number = "", name = ""] = [
      [...identifiers.keys].find((one) => /^[0-9a-f]{32}$/.test(one)),
      [...identifiers.numbers][0],
      [...identifiers.names][0],
    ];
    const written = name.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
    expect(staffLeaks(`x "${key}", ${number}; ${written}.`, identifiers)).toEqual([key, number, written]);
    expect(staffLeaks(`${key}0 0.${number}1 `, identifiers)).toEqual([]);
    const post = [...identifiers.keys].find((one) => /^SVC\d\d-LW\d+$/.test(one)) ?? "";
    expect(staffLeaks(`the post ${post}.`, identifiers)).toEqual([post]);
    expect(identifiers.keys.has("SVC01")).toBe(false);
  });
});

describe("the published site", () => {
  it("holds no name, number, pseudonym, post or assignment of a member of staff, in any file, packed or not", async () => {
    expect(under.files.length).toBeGreaterThan(20);
    for (const file of under.files) {
      // Libraries are code from elsewhere.
      if (/^_(?:node|npm|observablehq)\//.test(file)) continue;
      const bytes = await readFile(join(under.dir, file));
      const found = textsOf(file, bytes).flatMap((text) => staffLeaks(text, identifiers));
      expect([...new Set(found)], file).toEqual([]);
    }
  });

  it("has no page, file or field of the local view", async () => {
    expect(under.files.filter((file) => /(^|\/)(team|local)\b/.test(file))).toEqual([]);
    const fields = [
      "rolling_spells",
      "open_by_quarter",
      "days_since_entry",
      "known_from",
    ] as const satisfies readonly (
      | keyof TeamMember
      | keyof NonNullable<TeamMember["cases"]>
      | keyof NonNullable<TeamMember["sickness"]>
    )[];
    for (const file of under.files) {
      const text = await readFile(join(under.dir, file), "latin1");
      for (const field of fields) expect(text.includes(field), `${file}: ${field}`).toBe(false);
      if (/^_(?:node|npm|observablehq)\//.test(file)) continue;
      expect(text, file).not.toMatch(/href="[^"]*local\/team/);
    }
  });
});

describe("figures of staff", () => {
  const STAFF =
    /^(share_(long_absence|left|intend_to_leave|satisfied|consulted|volunteers_to_employment)|burnout_(personal|work|client))$/;
  const ends = (parts: number) =>
    Array.from({ length: parts + 1 }, (_, part) => Number((part / parts).toFixed(6)));

  it("are shares as bands, halves or fifths and nothing else, and no count of fewer staff than the policy allows", () => {
    const staff = rows.filter(({ measure }) => STAFF.test(measure));
    const shown = staff.filter(({ status }) => status === "published");
    expect(shown.length).toBeGreaterThan(20);
    for (const row of shown) {
      const cell = JSON.stringify(row);
      for (const count of [row.n, row.denominator]) {
        if (count !== null) expect(count, cell).toBeGreaterThanOrEqual(FEWEST_ANSWERS);
      }
      if (!row.measure.startsWith("share_")) continue;
      expect([row.value, row.numerator], cell).toEqual([null, null]);
      const band = [row.lower, row.upper].map((end) => Number((end ?? -1).toFixed(6)));
      const fits = [2, 5].some((parts) => {
        const at = ends(parts).indexOf(band[0] ?? -1);
        return at >= 0 && ends(parts)[at + 1] === band[1];
      });
      expect(fits, cell).toBe(true);
    }
    for (const row of staff.filter(({ status }) => status !== "published"))
      expect([row.n, row.value, row.lower, row.upper, row.numerator, row.denominator]).toEqual(
        Array.from({ length: 6 }, () => null),
      );
  });

  it("are withheld in every cell in which the records have fewer than 10 staff, and for what is left of the programme", async () => {
    const { programme } = loadProgramme(folder);
    const database = await openWarehouse(folder);
    try {
      const years = [...new Set(rows.map(({ period }) => period))].filter((one) => /^\d{4}-\d{2}$/.test(one));
      const index = indexEstimates(rows);
      let checked = 0;
      for (const year of years) {
        const first = Number(year.slice(0, 4));
        const counted = await database.rows<{ service: string; staff: number }>(
          `SELECT service, count(DISTINCT staff_key) AS staff FROM w.link_worker
           WHERE NOT coalesce(volunteer, FALSE) AND coalesce(role, '') <> 'volunteer'
             AND coalesce(started, DATE '1900-01-01') <= DATE '${first + 1}-03-31'
             AND coalesce("left", DATE '9999-12-31') >= DATE '${first}-04-01'
           GROUP BY service`,
        );
        const shown = (area_type: string, area: string) =>
          index.rows.find(
            (row) =>
              row.measure === "share_long_absence" &&
              row.area_type === area_type &&
              row.area === area &&
              row.period === year &&
              row.status === "published",
          );
        const open = counted.filter(({ service }) => shown("service", service) !== undefined);
        for (const { service, staff } of counted) {
          checked += 1;
          if (staff < FEWEST)
            expect(shown("service", service), `${service} ${year}: ${staff}`).toBeUndefined();
        }
        if (shown("programme", "programme") === undefined || open.length === 0) continue;
        const rest = counted.filter((one) => !open.includes(one)).reduce((sum, { staff }) => sum + staff, 0);
        expect(rest === 0 || rest >= FEWEST, `${year}: ${rest} staff are left`).toBe(true);
      }
      expect(checked).toBeGreaterThan(programme.services.length);
    } finally {
      database.close();
    }
  });
});
