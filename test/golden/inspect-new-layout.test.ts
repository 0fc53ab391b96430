import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

const PROGRAMME = `# Kept by hand.
id: hub
name: A programme of a test
synthetic: true
window: { from: 2024-01-01, to: 2024-12-31 }   # one year
data_date: 2025-01-31
services: [{ id: HUB, name: The Hub }]
sources: []   # none yet
disclosure: { policy: none }
`;

/** Odd names, semicolons, title rows, days first, two measures side by side: a layout that no profile knows. */
const LAYOUT = [
  "The Hub, list of the quarter",
  "Printed 31/01/2025",
  "",
  "Bnf code;NHS No (checked);Whole name;DOB (d/m/y);M or F;Ethnic bkgrd;Speaks;Came to us on;Sent by;What for;PAM at start;PAM at end;Life satisfaction - entry;Life satisfaction - exit;Exit review date;Worker jottings",
  'B-01;9990000018;Aleph Example;14/03/1951;Female;Bangladeshi;Sylheti;13/02/2024;GP;"Housing; Loneliness";40.7;52.7;3;5;20/06/2024;Rang 07700 900123 about Mrs Example',
  "B-02;9990000026;Beth Specimen;02/04/1962;Male;White British;English;14/02/2024;Self;Loneliness;41.4;;4;;;Met at 12 Test Road ZZ99 3WZ",
  "B-03;9990000034;Gimel Sample;05/06/1973;Female;Somali;English;15/03/2024;GP;Housing;50.0;47.0;6;8;22/07/2024;Daughter is test.person@example.invalid",
  "B-04;9990000042;Daleth Trial;25/12/1944;Male;Bangladeshi;Bengali;28/03/2024;Self;Loneliness;55.5;61.5;5;6;30/08/2024;Prefers mornings",
  "Total;4;;;;;;;;;;;;;;",
].join("\r\n");

function programme(): { readonly folder: string; readonly file: string; readonly yaml: string } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  const file = join(folder, "exports", "Hub list Q1.csv");
  writeFileSync(file, LAYOUT);
  const yaml = join(folder, "programme.yaml");
  writeFileSync(yaml, PROGRAMME);
  return { folder, file, yaml };
}

/** Runs the command line; what it writes to standard output and standard error. */
async function run(
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  let out = "";
  let err = "";
  const take = (into: (text: string) => void) => (text: unknown) => {
    into(String(text));
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(take((text) => (out += text)));
  vi.spyOn(process.stderr, "write").mockImplementation(take((text) => (err += text)));
  try {
    return { exit: await main(["node", "what-matters", ...args]), out, err };
  } finally {
    vi.restoreAllMocks();
  }
}

afterEach(() => vi.restoreAllMocks());

describe("inspect, then ingest, of a layout that nobody has seen", () => {
  it("needs one decision, which it names, and stores the right figures", async () => {
    const { folder, file, yaml } = programme();
    const written = await run("inspect", file, "--programme", folder, "--write");
    expect([written.exit, written.err]).toEqual([0, ""]);
    expect(written.out).toContain("Before ingest can run: PROGRAMME_INVALID");
    expect(written.out).toContain("pam_cut_points");
    expect(written.out).toContain(`To undo: mv ${yaml}.bak ${yaml}`);
    expect(readFileSync(`${yaml}.bak`, "utf8")).toBe(PROGRAMME);
    const proposed = readFileSync(yaml, "utf8");
    for (const kept of [
      "# Kept by hand.",
      "# one year",
      "data_date: 2025-01-31",
      "disclosure: { policy: none }",
    ])
      expect(proposed).toContain(kept);
    expect(proposed).not.toMatch(/^\s*(?:pam_cut_points|meaningful_change)/mu);

    expect(() => ingestFolder(folder)).toThrow("pam_cut_points");
    writeFileSync(
      yaml,
      proposed.replace(/# please decide, from your PAM licence papers: .*/u, "pam_cut_points: 2010-style"),
    );
    const report = await ingestFolder(folder);
    expect(report.files).toMatchObject([{ rows: 5, stored: 4, quarantined: 0, excluded: 1 }]);

    const database = await openWarehouse(folder);
    try {
      // Worked by hand: changes of 12, −3 and 6 points of PAM, of 2, 2 and 1 of life satisfaction.
      const pairs = await database.rows(
        `SELECT b.instrument, count(*) AS n, sum(f.score - b.score) AS change FROM w.outcome AS b
         JOIN w.outcome AS f ON f.record_key = b.record_key AND f.instrument = b.instrument AND f.stage = 'follow_up'
         WHERE b.stage = 'baseline' GROUP BY ALL ORDER BY b.instrument`,
      );
      expect(pairs).toEqual([
        { instrument: "ons4_satisfied", n: 3, change: 5 },
        { instrument: "pam", n: 3, change: 150 },
      ]);
      const people = await database.rows(
        "SELECT birth_year, gender, ethnic_category, language FROM w.person ORDER BY birth_year",
      );
      expect(people).toEqual([
        { birth_year: 1944, gender: "1", ethnic_category: "K", language: "bn" },
        { birth_year: 1951, gender: "2", ethnic_category: "K", language: "bn" },
        { birth_year: 1962, gender: "1", ethnic_category: "A", language: "en" },
        { birth_year: 1973, gender: "2", ethnic_category: "N", language: "en" },
      ]);
      const referrals = await database.rows(
        "SELECT CAST(received_date AS VARCHAR) AS day, service, source FROM w.referral ORDER BY day",
      );
      expect(referrals.map(({ day, service }) => `${day} ${service}`)).toEqual([
        "2024-02-13 HUB",
        "2024-02-14 HUB",
        "2024-03-15 HUB",
        "2024-03-28 HUB",
      ]);
      expect(await database.rows("SELECT count(*) AS n FROM w.reason")).toEqual([{ n: 5 }]);
    } finally {
      database.close();
    }
  });

  it("prints nothing of anybody, on a terminal, as JSON or into programme.yaml", async () => {
    const { folder, file, yaml } = programme();
    const told = [
      (await run("inspect", file, "--programme", folder)).out,
      (await run("inspect", file, "--programme", folder, "--json")).out,
      (await run("inspect", file, "--programme", folder, "--quiet")).out,
      (await run("inspect", file, "--programme", folder, "--write", "--json")).out,
      readFileSync(yaml, "utf8"),
    ];
    const rows = LAYOUT.split("\r\n")
      .slice(4, 8)
      .map((line) => line.split(";"));
    const identifying = rows.flatMap((cells) => [...cells.slice(0, 4), cells.at(-1) ?? ""]);
    for (const detail of [
      ...identifying,
      "07700 900123",
      "ZZ99 3WZ",
      "test.person",
      "A Manager",
      "Aleph",
      "Specimen",
    ]) {
      for (const text of told) expect(text).not.toContain(detail);
    }
  });

  it("speaks JSON lines", async () => {
    const { folder, file } = programme();
    const { out } = await run("inspect", file, "--programme", folder, "--json");
    const events = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual(["inspection"]);
    expect(events[0]).toMatchObject({ rows: 4, usable: true, decisions: { delimiter: ";", headerRow: 4 } });
  });
});

describe("inspect, then ingest, of a file that leaves something open", () => {
  it("stops until programme.yaml says which of two columns of one name is the baseline", async () => {
    const { folder, yaml } = programme();
    const file = join(folder, "exports", "twice.csv");
    copyFileSync(join(import.meta.dirname, "../fixtures/read/11_duplicate_headers.csv"), file);
    const { exit, out } = await run("inspect", file, "--programme", folder, "--write");
    expect([exit, out]).toEqual([0, expect.stringContaining("ASK_COLUMNS")]);
    // What was added is told under the names of the lists that it stands in.
    const [, added = ""] = out.split(/^Added to .*:$/mu);
    expect(added).toMatch(/^\nsources:\n {2}#[^\n]*\n {2}- id: [\s\S]*^instruments:\n {2}- id: /mu);
    const decided = readFileSync(yaml, "utf8").replace(
      /^ *# please decide: what.*$/mu,
      "    range: [0, 100]\n    better: higher",
    );
    writeFileSync(yaml, decided);
    await expect(ingestFolder(folder)).rejects.toMatchObject({ exit: 3 });
    const answer =
      'columns: {"Date": "Baseline Date", "Score": "Baseline Score", "Date (2)": "Follow-up Date", "Score (2)": "Follow-up Score"}';
    writeFileSync(
      yaml,
      decided.replace("    file: exports/twice.csv\n", `    file: exports/twice.csv\n    ${answer}\n`),
    );
    await ingestFolder(folder);
    const database = await openWarehouse(folder);
    try {
      // The answer key of the file: mean 54.35 before, 59.375 after, in forty people.
      const means = await database.rows(
        "SELECT stage, count(*) AS n, avg(score) / 10 AS mean FROM w.outcome GROUP BY stage ORDER BY stage",
      );
      expect(means).toEqual([
        { stage: "baseline", n: 40, mean: 54.35 },
        { stage: "follow_up", n: 40, mean: 59.375 },
      ]);
    } finally {
      database.close();
    }
  });
});

describe("what inspect refuses to write", () => {
  it("a file that a source reads already", async () => {
    const { folder, file, yaml } = programme();
    await run("inspect", file, "--programme", folder, "--write");
    writeFileSync(
      yaml,
      readFileSync(yaml, "utf8").replace(/# please decide, from .*/u, "pam_cut_points: 2010-style"),
    );
    const before = readFileSync(yaml, "utf8");
    const again = await run("inspect", file, "--programme", folder, "--write");
    expect([again.exit, again.err]).toEqual([2, expect.stringContaining("SOURCE_EXISTS")]);
    expect(again.out).toContain('Source "hub-list-q1" of programme.yaml reads this file already.');
    expect(readFileSync(yaml, "utf8")).toBe(before);
  });

  it("a file outside the programme folder", async () => {
    const { folder } = programme();
    const elsewhere = join(temporaryFolder(), "list.csv");
    writeFileSync(elsewhere, LAYOUT);
    const { exit, err } = await run("inspect", elsewhere, "--programme", folder, "--write");
    expect([exit, err]).toEqual([2, expect.stringContaining("Copy it into")]);
    expect(readFileSync(join(folder, "programme.yaml"), "utf8")).toBe(PROGRAMME);
    expect(existsSync(join(folder, "programme.yaml.bak"))).toBe(false);
  });

  it("anything where no programme is named", async () => {
    const { file } = programme();
    const { exit, err } = await run("inspect", file, "--write");
    expect([exit, err]).toEqual([2, expect.stringContaining("PROGRAMME_NEEDED")]);
  });

  it("a file that cannot be read", async () => {
    const { folder } = programme();
    const { exit, err } = await run("inspect", join(folder, "exports/none.csv"), "--programme", folder);
    expect([exit, err]).toEqual([3, expect.stringContaining("FILE_MISSING")]);
  });
});
