import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { type LoadedProgramme, loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { loadStaffNames } from "../../loaders/load-staff-names.ts";
import { unpackEstimates } from "../../reports/components/read-estimates.ts";
import type { TeamView } from "../../src/measures/team-members.ts";
import { canonicalTables } from "../../src/model/canonical.ts";
import { makeRelease, type ReleaseFiles, type ReleaseRequest } from "../../src/release/make-release.ts";
import { narrowToServices } from "../../src/release/narrow-to-services.ts";
import { readEstimatesArrow } from "../../src/release/read-estimates-arrow.ts";
import { writeRelease } from "../../src/release/write-release.ts";
import { openWarehouse, temporaryFolder, testEnvironment } from "../programme-folder.ts";
import { ingestSmall } from "../small-programme.ts";

const NAMES = ["Amina Osei", "Ruth Campbell"] as const;
const identifying = ["Client", "Worker"];
const date = (column: string) => ({ column, type: "date" });
const sources = {
  cases: {
    profile: {
      recognise: ["Client", "Received"],
      person: { local_id: "Client" },
      identifying,
      tables: {
        referral: {
          fields: {
            source_referral_id: { column: "Referral" },
            received_date: date("Received"),
            service: { column: "Service" },
            pcn: { column: "Network" },
            status: { column: "Status" },
            link_worker: { column: "Worker" },
          },
        },
      },
    },
    files: {
      "cases.csv": [
        ["Client", "Referral", "Received", "Service", "Network", "Status", "Worker"],
        ["C1", "1", "01/03/2023", "S1", "U1", "open", NAMES[0]],
        ["C2", "2", "02/03/2023", "S1", "U1", "open", NAMES[0].toUpperCase()],
        ["C3", "3", "03/03/2023", "S2", "U2", "open", NAMES[1]],
        ["C1", "4", "04/03/2023", "S2", "U2", "open", NAMES[1]],
      ],
    },
  },
  staff: {
    settings: { system: "hr" },
    profile: {
      recognise: ["Number", "FTE"],
      identifying: ["Number"],
      tables: {
        link_worker: {
          fields: {
            staff_id: { column: "Number", type: "text" },
            assignment: { column: "Post" },
            role: { column: "Role", type: "code", codes: "staff_role" },
            service: { column: "Service" },
            pcn: { column: "Network" },
            fte: { column: "FTE", type: "decimal" },
            started: date("Started"),
          },
        },
      },
    },
    files: {
      "staff.csv": [
        ["Number", "Post", "Role", "Service", "Network", "FTE", "Started"],
        ["90000001", "POST1", "Link worker", "S1", "U1", "0.8", "01/02/2022"],
        ["90000002", "POST2", "Link worker", "S2", "U2", "1", "01/02/2022"],
      ],
    },
  },
} as const;
const settings = {
  areas: {
    version: "made up",
    boroughs: [{ code: "E1", name: "Borough" }],
    pcns: [
      { code: "U1", name: "First", borough: "E1" },
      { code: "U2", name: "Second", borough: "E1" },
    ],
  },
  services: [
    { id: "S1", name: "One" },
    { id: "S2", name: "Two" },
  ],
  projects: [
    { id: "A", name: "A", question: "?", service: "S1", comparator: { label: "others", pcns: ["U2"] } },
    { id: "B", name: "B", question: "?", service: "S2" },
  ],
  workforce: { staff_names_file: "names.csv" },
};
const list = `staff_id,name_in_case_records\n90000001,"${NAMES[0]}"\n90000002,${NAMES[1]}\n`;

let loaded: LoadedProgramme;
beforeAll(async () => {
  const { folder } = await ingestSmall(sources, settings, { "names.csv": list });
  loaded = loadProgramme(folder);
});

function release(
  policy: LoadedProgramme["programme"]["disclosure"]["policy"],
  local?: ReleaseRequest["local"],
): ReturnType<typeof makeRelease> {
  return makeRelease({
    state: stateFolder(loaded.folder),
    programme: { ...loaded.programme, disclosure: { policy } },
    configurationSha256: "made",
    lists: shippedCodeLists(),
    ...(local === undefined ? {} : { local }),
  });
}

const teamOf = ({ files }: ReleaseFiles): TeamView => JSON.parse(String(files["team.json"]));
const referrals = ({ files }: ReleaseFiles): number | null | undefined =>
  unpackEstimates(readEstimatesArrow(files["estimates.arrow"] as Uint8Array)).find(
    (row) => row.measure === "referrals" && row.area_type === "programme" && row.period === "all",
  )?.value;

describe("the local view", () => {
  it("has one row a member of staff, whom a list of names joins with the case records; no name is in it", async () => {
    const names = loadStaffNames(loaded, testEnvironment);
    const { value } = await release("none", { services: [], names });
    const members = teamOf(value).members;
    expect(
      members.map(({ label, service, known_from, cases }) => [label, service, known_from, cases?.open]),
    ).toEqual([
      ["Link worker 1", "S1", "both", 2],
      ["Link worker 1", "S2", "both", 2],
    ]);
    expect(value.manifest.tables.find(({ table }) => table === "team")?.rows).toBe(2);
    const all = Object.values(value.files).map((file) => Buffer.from(file).toString("latin1"));
    for (const text of all) expect(text).not.toMatch(/Osei|Campbell|9000000|POST1/i);
  });

  it("of one service is of its referrals, staff, projects and networks alone", async () => {
    const { value } = await release("none", {
      services: ["S1"],
      names: loadStaffNames(loaded, testEnvironment),
    });
    expect(teamOf(value).members.map(({ service }) => service)).toEqual(["S1"]);
    expect(referrals(value)).toBe(2);
    const catalogue = JSON.parse(String(value.files["release.json"]));
    expect(catalogue.programme.name).toBe("A programme of a test: One");
    expect(catalogue.services.map(({ id }: { id: string }) => id)).toEqual(["S1"]);
    expect(catalogue.projects.map(({ id }: { id: string }) => id)).toEqual(["A"]);
    const areas = catalogue.areas.map(({ area }: { area: string }) => area);
    expect(areas).toContain("U1");
    expect(areas).not.toContain("U2");
    const both = await release("none", { services: ["S1", "S2"], names: [] });
    expect(referrals(both.value)).toBe(4);
    expect(both.value.manifest.release_id).not.toBe(value.manifest.release_id);
  });

  it("narrows every canonical table, and keeps a person whom two services support", async () => {
    const database = await openWarehouse(loaded.folder);
    try {
      const { schema, programme } = await narrowToServices(database, "w", loaded.programme, ["S2"]);
      const count = async (table: string, where = "TRUE") =>
        (await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ${schema}.${table} WHERE ${where}`))[0]
          ?.n;
      for (const table of canonicalTables) expect(await count(table), table).toBeTypeOf("number");
      expect([await count("referral"), await count("referral", "service <> 'S2'")]).toEqual([2, 0]);
      expect([await count("person"), await count("link_worker")]).toEqual([2, 1]);
      expect(await count("area", "area IN ('S1', 'U1', 'A')")).toBe(0);
      expect(programme.projects.map(({ id, comparator }) => [id, comparator])).toEqual([["B", undefined]]);
    } finally {
      database.close();
    }
  });
});

describe("a release", () => {
  it("has no row of a member of staff unless the local view asks, even under policy none", async () => {
    for (const policy of ["none", "nhs-england"] as const) {
      const made = await release(policy);
      expect(Object.keys(made.value.files), policy).not.toContain("team.json");
      const folder = join(temporaryFolder(), "data");
      writeRelease(folder, made);
      expect(existsSync(join(folder, "team.json"))).toBe(false);
    }
  });

  it("is refused where the local view is asked for under a policy that may be published", async () => {
    await expect(release("strict", { services: [], names: [] })).rejects.toThrow(/never released/);
  });
});

describe("the list of names", () => {
  const withList = async (text: string | undefined) => {
    const made = await ingestSmall(sources, settings, text === undefined ? {} : { "names.csv": text });
    return loadProgramme(made.folder);
  };

  it("gives pseudonyms only, those of the warehouse", async () => {
    const names = loadStaffNames(loaded, testEnvironment);
    expect(JSON.stringify(names)).not.toMatch(/Osei|Campbell|9000000/i);
    const database = await openWarehouse(loaded.folder);
    try {
      const keys = await database.rows<{ key: string }>(
        "SELECT staff_key AS key FROM w.link_worker UNION SELECT link_worker FROM w.referral ORDER BY 1",
      );
      const known = new Set(names.flatMap(({ case_keys, staff_keys }) => [...case_keys, ...staff_keys]));
      expect(keys).toHaveLength(4);
      for (const { key } of keys) expect(known.has(key)).toBe(true);
    } finally {
      database.close();
    }
  });

  it("is refused with its line, and without what stands in it, where it cannot be read", async () => {
    const wrong = await withList(`staff_id,name_in_case_records\n90000001,Amina Osei,too many\n`);
    expect(() => loadStaffNames(wrong, testEnvironment)).toThrow(/STAFF_NAMES_UNREADABLE names.csv, line 2/);
    expect(() => loadStaffNames(wrong, testEnvironment)).not.toThrow(/Osei/);
    const headless = await withList("90000001,Amina Osei\n");
    expect(() => loadStaffNames(headless, testEnvironment)).toThrow(/line 1/);
    const gone = await withList(undefined);
    expect(() => loadStaffNames(gone, testEnvironment)).toThrow(/STAFF_NAMES_MISSING/);
  });
});
