import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT_LIBRARIES, seedClientLibraries } from "../../src/site/client-libraries.ts";
import { NETWORK_REFUSED, OFFLINE_GUARD } from "../../src/site/offline-guard.ts";

const CLIENT = "node_modules/@observablehq/framework/dist/client";

describe("client libraries", () => {
  it("names every library that Framework's browser code asks for", async () => {
    const wanted = new Set<string>();
    const loaded = [
      "main.js",
      "stdlib/recommendedLibraries.js",
      "stdlib/sampleDatasets.js",
      "stdlib/fileAttachment.js",
    ];
    for (const file of loaded) {
      const text = await readFile(join(CLIENT, file), "utf8");
      for (const match of text.matchAll(/"npm:((?:@[\w-]+\/)?[\w.-]+)/g)) wanted.add(match[1] ?? "");
    }
    // Framework carries the first itself, and knows the version of the second.
    wanted.delete("@observablehq/inputs");
    wanted.delete("@duckdb/duckdb-wasm");
    expect(wanted.size).toBeGreaterThan(10);
    const seeded = CLIENT_LIBRARIES.map((library) => library.slice(0, library.lastIndexOf("@")));
    expect([...wanted].sort()).toEqual([...seeded].sort());
  });

  it("leaves one version of each, whatever was there before", async () => {
    const checkout = await mkdtemp(join(tmpdir(), "what-matters-seed-"));
    const npm = join(checkout, "reports/.observablehq/cache/_npm");
    const { mkdir, readdir } = await import("node:fs/promises");
    await mkdir(join(npm, "d3@99.0.0"), { recursive: true });
    await seedClientLibraries(checkout);
    const found = (await readdir(npm)).filter((name) => name.startsWith("d3@"));
    expect(found).toEqual(CLIENT_LIBRARIES.filter((library) => library.startsWith("d3@")));
    await rm(checkout, { recursive: true });
  });
});

describe("offline guard", () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { connection: "close" }).end("hello");
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  const run = (code: string, guarded: boolean) =>
    new Promise<string>((resolve) => {
      const args = [...(guarded ? ["--import", OFFLINE_GUARD] : []), "--input-type=module", "--eval", code];
      const child = spawn(process.execPath, args, {
        stdio: guarded ? ["ignore", "pipe", "pipe", "ipc"] : ["ignore", "pipe", "pipe"],
      });
      let output = "";
      child.stdout?.on("data", (chunk) => {
        output += chunk;
      });
      child.stderr?.on("data", (chunk) => {
        output += chunk;
      });
      child.on("close", () => resolve(output));
    });

  it.each([
    ["fetch", (port: number) => `await fetch("http://127.0.0.1:${port}/")`],
    [
      "http",
      (port: number) =>
        `import http from "node:http"; await new Promise((ok, no) => http.get("http://127.0.0.1:${port}/", ok).on("error", no))`,
    ],
    [
      "a socket",
      (port: number) =>
        `import { connect } from "node:net"; await new Promise((ok, no) => connect(${port}, "127.0.0.1", () => { console.log("through"); ok(); }).on("error", no)); process.exit()`,
    ],
  ])("refuses %s", async (_name, code) => {
    const { port } = server.address() as AddressInfo;
    const before = asked;
    expect(await run(code(port), true)).toContain(NETWORK_REFUSED);
    expect(asked).toBe(before);
    expect(await run(code(port), false)).not.toContain(NETWORK_REFUSED);
  });

  it("lets a process end by itself, and ends it with its parent", async () => {
    expect(await run('console.log("done")', true)).toBe("done\n");
    const child = spawn(
      process.execPath,
      ["--import", OFFLINE_GUARD, "--eval", "console.log('up'); setInterval(() => {}, 1000)"],
      { stdio: ["ignore", "pipe", "inherit", "ipc"] },
    );
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.disconnect();
    expect(await ended).toBe(1);
    expect(existsSync("/proc") ? existsSync(`/proc/${child.pid}`) : false).toBe(false);
  });
});
