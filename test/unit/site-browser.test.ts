import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findBrowser } from "../../src/site/find-browser.ts";

describe("findBrowser", () => {
  it("takes the one that CHROMIUM_PATH names before any other", async () => {
    const dir = await mkdtemp(join(tmpdir(), "what-matters-browser-"));
    const program = join(dir, "my-chromium");
    await writeFile(program, "");
    await chmod(program, 0o755);
    expect(await findBrowser({ env: { CHROMIUM_PATH: program } })).toMatchObject({ executablePath: program });
    await rm(dir, { recursive: true });
  });

  it.runIf(process.platform === "linux")("looks along PATH", async () => {
    const dir = await mkdtemp(join(tmpdir(), "what-matters-browser-"));
    const program = join(dir, "chromium");
    await writeFile(program, "");
    await chmod(program, 0o755);
    expect(await findBrowser({ env: { PATH: dir } })).toMatchObject({ executablePath: program });
    await rm(dir, { recursive: true });
  });

  it("asks a browser to call nobody", async () => {
    const browser = await findBrowser();
    expect(browser?.args).toContain("--disable-background-networking");
    expect(browser?.args).not.toContain("--single-process");
    expect(browser?.args).not.toContain("--disable-web-security");
  });
});
