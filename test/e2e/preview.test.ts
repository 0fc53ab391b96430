import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "../../src/site/find-browser.ts";
import { launchBrowser } from "../../src/site/launch-browser.ts";
import { copyProgramme, testEnvironment } from "../programme-folder.ts";
import { settle } from "./open-site.ts";

interface Said {
  readonly event: string;
  readonly url?: string;
  readonly code?: string;
  readonly remedy?: string;
}

/** A running preview, and the events it tells in turn. */
class Preview {
  readonly process: ChildProcess;
  readonly #events: AsyncIterator<string>;

  constructor(...args: readonly string[]) {
    this.process = spawn(process.execPath, ["src/cli/bin.mjs", "preview", "--json", "--port", "0", ...args], {
      env: { ...process.env, ...testEnvironment },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const { stderr } = this.process;
    if (stderr === null) throw new Error("No standard error.");
    this.#events = createInterface({ input: stderr })[Symbol.asyncIterator]();
  }

  /** The next event of one of these kinds. */
  async until(...kinds: readonly string[]): Promise<Said> {
    for (;;) {
      const { value, done } = await this.#events.next();
      if (done === true) throw new Error(`It ended without ${kinds.join(" or ")}.`);
      const said = JSON.parse(value) as Said;
      if (kinds.includes(said.event)) return said;
    }
  }

  stop(): Promise<number | null> {
    return new Promise((settle) => {
      this.process.once("exit", settle);
      this.process.kill("SIGINT");
    });
  }
}

const own = (pid: number | undefined) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`what-matters-preview-${pid}-`));

describe("what-matters preview --local", () => {
  let folder: string;
  let preview: Preview;
  let url: string;
  const released = () => {
    const file = resolve("reports/data/manifest.json");
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  const before = released();

  beforeAll(async () => {
    folder = copyProgramme("test/fixtures/programmes/tiny");
    preview = new Preview("--programme", folder, "--local");
    url = (await preview.until("serving", "error")).url ?? "";
  });
  afterAll(() => preview?.process.kill("SIGKILL"));

  it("serves this machine only, from a folder of this user's alone, and touches no release", () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const [name = ""] = own(preview.process.pid);
    expect(statSync(join(tmpdir(), name)).mode & 0o077).toBe(0);
    expect(released()).toBe(before);
  });

  it("withholds nothing, and says on every page that it is not for publication", async () => {
    for (const page of ["", "about", "methods"]) {
      const text = await (await fetch(new URL(page, url))).text();
      expect(text, page).toContain("Not for publication");
    }
    const [name = ""] = own(preview.process.pid);
    const data = join(tmpdir(), name, "reports/data");
    const manifest = JSON.parse(readFileSync(join(data, "manifest.json"), "utf8"));
    expect(manifest.policy).toBe("none");
    expect(manifest.audit.withheld_cells).toBe(0);
  });

  it("has a page of the team, which first says what it must not be used for, and its file in the private folder only", async () => {
    const [name = ""] = own(preview.process.pid);
    const data = join(tmpdir(), name, "reports/data");
    expect(Object.keys(JSON.parse(readFileSync(join(data, "team.json"), "utf8")))).toContain("members");
    const answer = await fetch(new URL("local/team", url));
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const text = await answer.text();
    expect(text.indexOf("must not be used for")).toBeGreaterThan(0);
    expect(text.indexOf("must not be used for")).toBeLessThan(text.indexOf("Who is in a row"));
    expect(await (await fetch(url)).text()).toContain('href="./local/team.html"');
    expect(existsSync(resolve("reports/data/team.json"))).toBe(false);
  });

  it("passes every rule of axe on the page of the team, wide and on a phone", async () => {
    const found = await findBrowser();
    if (found === undefined) throw new Error("No browser: install Chromium or set CHROMIUM_PATH.");
    const browser = await launchBrowser(found);
    try {
      for (const width of [1440, 390]) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
        await page.goto(new URL("local/team", url).href);
        await settle(page);
        expect(await page.locator("main h1").count()).toBe(1);
        await page.evaluate(axe.source);
        const broken = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
        });
        expect({ width, broken }).toEqual({ width, broken: [] });
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });

  it("makes the site again when programme.yaml changes, and stays as it was where that is wrong", async () => {
    const file = join(folder, "programme.yaml");
    appendFileSync(file, "\nno_such_setting: 1\n");
    expect(await preview.until("error", "fresh")).toMatchObject({ event: "error" });
    expect((await fetch(url)).status).toBe(200);
    const text = readFileSync(file, "utf8").replace("\nno_such_setting: 1\n", "");
    writeFileSync(file, text.replace(/^name: .*$/m, "name: Another name of it"));
    expect(await preview.until("error", "fresh")).toMatchObject({ event: "fresh" });
    const [name = ""] = own(preview.process.pid);
    expect(readFileSync(join(tmpdir(), name, "reports/data/release.json"), "utf8")).toContain(
      "Another name of it",
    );
  });

  it("deletes what it made when it is stopped", async () => {
    expect(own(preview.process.pid)).toHaveLength(1);
    expect(await preview.stop()).toBe(0);
    expect(own(preview.process.pid)).toEqual([]);
    expect(existsSync(resolve("reports/data/team.json"))).toBe(false);
  });
});

describe("what-matters preview --service", () => {
  it.each([
    [["--local", "--service", "SVC-X"], "SERVICE_UNKNOWN", 'Did you mean "SVC-A"?'],
    [["--service", "SVC-A"], "SERVICE_WITHOUT_LOCAL", "Add --local"],
  ])("%j is refused: %s", async (args, code, remedy) => {
    const preview = new Preview("--programme", copyProgramme("test/fixtures/programmes/tiny"), ...args);
    const ended = new Promise((settle) => preview.process.once("exit", settle));
    expect(await preview.until("error")).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
    expect(await ended).toBe(2);
    expect(own(preview.process.pid)).toEqual([]);
  });

  it("builds no page and no file of the team without --local, even under policy none", async () => {
    const folder = copyProgramme("test/fixtures/programmes/tiny");
    appendFileSync(join(folder, "programme.yaml"), "\ndisclosure: { policy: none }\n");
    const preview = new Preview("--programme", folder);
    try {
      const url = (await preview.until("serving", "error")).url ?? "";
      expect((await fetch(new URL("local/team", url))).status).toBe(404);
      const first = await (await fetch(url)).text();
      expect(first).toContain("Not for publication");
      expect(first).not.toContain("local/team");
      const [name = ""] = own(preview.process.pid);
      expect(existsSync(join(tmpdir(), name, "reports/data/team.json"))).toBe(false);
    } finally {
      await preview.stop();
    }
  });
});
