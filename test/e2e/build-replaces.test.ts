import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildSite } from "../../src/site/build-site.ts";
import { fingerprint, makeTinyProject, type TinyProject } from "./tiny-project.ts";

let project: TinyProject;
beforeEach(async () => {
  project = await makeTinyProject();
});
afterEach(() => project.remove());

const build = (out = project.out) => buildSite({ checkout: project.checkout, out, browserCheck: "off" });

describe("replacing a site", () => {
  it("gives the same bytes again, whatever the cache and the file times", async () => {
    await build();
    const first = await fingerprint(project.out);
    expect(Object.keys(first)).toContain("index.html");
    await rm(join(project.checkout, "reports/.observablehq"), { recursive: true });
    const later = new Date(Date.now() + 86_400_000);
    await utimes(join(project.checkout, "reports/data/one.json"), later, later);
    await build(`${project.out}-again`);
    expect(await fingerprint(`${project.out}-again`)).toEqual(first);
  });

  it("shows what changed in the pages and the data", async () => {
    await build();
    await project.write("reports/data/one.json", '{"word":"goodbye"}\n');
    await project.write("reports/more.md", "# More\n");
    const built = await build();
    expect(built.pages).toBe(3);
    const files = Object.keys(await fingerprint(project.out));
    const data = files.filter((file) => /^_file\/data\/one\..*\.json$/.test(file));
    expect(data).toHaveLength(1);
    expect(await readFile(join(project.out, data[0] ?? ""), "utf8")).toContain("goodbye");
  });

  it("refuses a folder that it did not write, and leaves it alone", async () => {
    await mkdir(project.out, { recursive: true });
    await writeFile(join(project.out, "thesis.txt"), "mine");
    await expect(build()).rejects.toMatchObject({ code: "SITE_OUT_NOT_OURS", exit: 2 });
    expect(await fingerprint(project.out)).toHaveProperty(["thesis.txt"]);
    expect(await readdir(dirname(project.out))).toEqual(["checkout", "site"]);
  });

  it("takes an empty folder", async () => {
    await mkdir(project.out, { recursive: true });
    expect((await build()).pages).toBe(2);
  });

  it("puts the old site back where a run was killed between the two renames, even if the next build fails", async () => {
    await build();
    const before = await fingerprint(project.out);
    const dead = await deadProcessId();
    await rename(project.out, `${project.out}.previous-${dead}`);
    await cp(`${project.out}.previous-${dead}`, `${project.out}.building-${dead}`, { recursive: true });
    await project.append("reports/index.md", "\n[Nowhere](./nowhere)\n");
    await expect(build()).rejects.toMatchObject({ code: "SITE_LINK_BROKEN" });
    expect(await fingerprint(project.out)).toEqual(before);
    expect(await readdir(dirname(project.out))).toEqual(["checkout", "site"]);
  });

  it("lets a second build of the same checkout wait for the first", async () => {
    const [one, two] = await Promise.all([build(), build(`${project.out}-two`)]);
    expect(one.bytes).toBe(two.bytes);
    expect(await fingerprint(project.out)).toEqual(await fingerprint(`${project.out}-two`));
  });
});

describe("kill -9", () => {
  it("leaves the old site whole, and the next run clears up and succeeds", async () => {
    await build();
    const before = await fingerprint(project.out);
    for (const delayMs of [0, 400, 1200]) {
      await killBuildAfter(delayMs);
      expect(await fingerprint(project.out)).toEqual(before);
    }
    await build();
    expect(await fingerprint(project.out)).toEqual(before);
    expect(await readdir(dirname(project.out))).toEqual(["checkout", "site"]);
    expect(existsSync(join(project.checkout, "reports/.observablehq/build.lock"))).toBe(false);
  });
});

/** Starts a build in another process and kills it some time after it has begun to write. */
async function killBuildAfter(delayMs: number): Promise<void> {
  const module = JSON.stringify(resolve("src/site/build-site.ts"));
  const options = JSON.stringify({ checkout: project.checkout, out: project.out, browserCheck: "off" });
  const script = `import(${module}).then(({ buildSite }) => buildSite(${options}))`;
  const child = spawn(process.execPath, ["--import", "tsx", "--eval", script], { stdio: "ignore" });
  const ended = new Promise<NodeJS.Signals | null>((done) =>
    child.on("exit", (_code, signal) => done(signal)),
  );
  const staging = `${project.out}.building-${child.pid}`;
  for (let tries = 0; !existsSync(staging); tries++) {
    if (tries > 1000 || child.exitCode !== null) throw new Error("The build never began.");
    await pause(10);
  }
  await pause(delayMs);
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  expect(existsSync(staging)).toBe(true);
}

async function deadProcessId(): Promise<number> {
  const child = spawn(process.execPath, ["--eval", ""]);
  await new Promise((done) => child.on("exit", done));
  return child.pid ?? 0;
}
