import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { sha256 } from "../../src/files/sha256.ts";
import { copyProgramme, ingestFolder, temporaryFolder, testEnvironment } from "../programme-folder.ts";

const root = resolve(import.meta.dirname, "../..");
const tiny = join(root, "test/fixtures/programmes/tiny");
const bin = join(root, "src/cli/bin.mjs");

/** Runs the command line in this process, as bin.mjs does, and keeps what it says on standard error. */
async function run(...args: readonly string[]): Promise<{ status: number; stderr: string }> {
  const said: string[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.stubEnv("WHAT_MATTERS_KEY", testEnvironment.WHAT_MATTERS_KEY);
  try {
    return { status: await main(["node", bin, ...args]), stderr: said.join("") };
  } finally {
    spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

const edit = (path: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(path, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${path} does not hold ${from}.`);
  writeFileSync(path, edited);
};

describe("an ingest that is refused", () => {
  let folder: string;
  let warehouse: string;
  let before: string;
  let ingested: string;
  beforeAll(async () => {
    ingested = copyProgramme(tiny);
    await ingestFolder(ingested);
  });
  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(ingested, folder, { recursive: true });
    warehouse = join(folder, ".what-matters/warehouse.duckdb");
    before = sha256(readFileSync(warehouse));
  });

  const programme = () => join(folder, "programme.yaml");
  const csv = () => {
    const name = readdirSync(join(folder, "exports")).find((file) => file.endsWith(".csv"));
    if (name === undefined) throw new Error("The tiny programme has no CSV export.");
    return join(folder, "exports", name);
  };
  const lineOf = (text: string) =>
    readFileSync(programme(), "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1;

  const refused = async (code: string, exit: number, ...says: readonly (string | RegExp)[]) => {
    const { status, stderr } = await run("ingest", "--programme", folder, "--quiet");
    expect(stderr).toContain(code);
    for (const words of says) expect(stderr).toMatch(words);
    expect(status).toBe(exit);
    expect(sha256(readFileSync(warehouse))).toBe(before);
    expect(
      readdirSync(join(folder, ".what-matters")).filter(
        (name) => name.startsWith("next-") || name.endsWith(".lock"),
      ),
    ).toEqual([]);
  };

  it("names the line of a setting that does not exist, and the nearest one that does", async () => {
    edit(programme(), /^data_date:/m, "data_dat:");
    await refused("PROGRAMME_INVALID", 2, `line ${lineOf("data_dat:")}`, /Did you mean "data_date"/);
  });

  it("names the line of a value that does not fit", async () => {
    edit(programme(), /^data_date:.*$/m, "data_date: 31/02/2024");
    await refused("PROGRAMME_INVALID", 2, `line ${lineOf("data_date:")}`);
  });

  it("names a profile that does not exist, and those that do", async () => {
    edit(programme(), /profile: [\w./-]+/, "profile: systmone-referal");
    await refused("PROFILE_UNKNOWN", 2, /Did you mean "systmone-referrals"/);
  });

  it("refuses a programme without its exports", async () => {
    rmSync(csv());
    await refused("SOURCE_FILE_MISSING", 3, /no file matches/);
  });

  it("refuses an empty file", async () => {
    writeFileSync(csv(), "");
    await refused("FILE_EMPTY", 3, /exports/);
  });

  it("takes a file with a header and no rows for an export of nothing, and says so", async () => {
    writeFileSync(csv(), `${readFileSync(csv(), "latin1").split(/\r?\n/)[0]}\r\n`, "latin1");
    const { files } = await ingestFolder(folder);
    const empty = files.find((file) => csv().endsWith(file.file));
    expect(empty).toMatchObject({ rows: 0, stored: 0, quarantined: 0, excluded: 0 });
    expect(empty?.decisions.join(" ")).toContain("no rows of data");
  });

  it("names the column that is missing", async () => {
    const [header = "", ...rest] = readFileSync(csv(), "latin1").split(/\r?\n/);
    const column = header.split(",")[0] ?? "";
    writeFileSync(csv(), [header.replace(column, "Something else"), ...rest].join("\r\n"), "latin1");
    await refused("COLUMNS_MISSING", 3, column);
  });

  it("refuses a mapping that keeps no row", async () => {
    edit(programme(), /profile: ([\w./-]+)/, "profile: $1, where: { Gender: [Nobody at all] }");
    await refused("MAPPING_MATCHES_NOTHING", 3);
  });

  it("refuses a key inside the programme folder, which would travel with the data", async () => {
    writeFileSync(join(folder, "my.key"), "0123456789abcdef0123456789abcdef");
    const env = { ...process.env, WHAT_MATTERS_KEY: "", WHAT_MATTERS_KEY_FILE: join(folder, "my.key") };
    const { status, stderr } = spawnSync(process.execPath, [bin, "ingest", "--programme", folder], {
      encoding: "utf8",
      env,
    });
    expect(stderr).toContain("KEY_INSIDE_PROGRAMME");
    expect(status).toBe(2);
  });

  it("explains an option that does not exist with exit 2", async () => {
    expect((await run("ingest", "--programm", folder)).status).toBe(2);
  });

  it("leaves the old warehouse whole when killed in the middle, and the next run works", async () => {
    const head = readFileSync(csv(), "latin1")
      .split(/\r?\n/)
      .filter((line) => line !== "");
    const many = Array.from({ length: 20_000 }, (_, index) =>
      (head[1 + (index % (head.length - 1))] ?? "").replace(/R0\d\d/, `R9${index}`),
    );
    const original = readFileSync(csv());
    appendFileSync(csv(), `${many.join("\r\n")}\r\n`, "latin1");
    const child = spawn(process.execPath, [bin, "ingest", "--programme", folder, "--quiet"], {
      env: { ...process.env, ...testEnvironment },
    });
    const state = join(folder, ".what-matters");
    const halfWay = () => readdirSync(state).some((name) => name.startsWith("next-"));
    const deadline = Date.now() + 20_000;
    while (!halfWay() && Date.now() < deadline) await new Promise((done) => setTimeout(done, 5));
    expect(halfWay()).toBe(true);
    child.kill("SIGKILL");
    await new Promise((done) => child.once("exit", done));
    expect(sha256(readFileSync(warehouse))).toBe(before);

    writeFileSync(csv(), original);
    const again = await run("ingest", "--programme", folder, "--quiet");
    expect(again.stderr).toBe("");
    expect(again.status).toBe(0);
    expect(readdirSync(state).filter((name) => name.startsWith("next-"))).toEqual([]);
    expect(existsSync(join(state, "ingest.lock"))).toBe(false);
  });
});
