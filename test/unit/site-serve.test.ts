import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SiteServer, serveSite } from "../../src/site/serve-site.ts";

let folder: string;
let dir: string;
let server: SiteServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "what-matters-serve-"));
  dir = join(folder, "site");
  const { mkdir } = await import("node:fs/promises");
  await mkdir(join(dir, "guides"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(dir, "index.html"), "<h1>Start</h1>");
  await writeFile(join(dir, "outcomes.html"), `<h1>Outcomes</h1>${"x".repeat(5000)}`);
  await writeFile(join(dir, "guides", "index.html"), "<h1>Guides</h1>");
  await writeFile(join(dir, "404.html"), "<h1>Not here</h1>");
  await writeFile(join(dir, "figures.csv"), "a,b\n1,2\n");
  await writeFile(join(dir, ".what-matters-site"), "marker");
  await symlink(join(folder, "secret.txt"), join(dir, "way-out.txt"));
  server = await serveSite({ dir, port: 0 });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);

/** Sends a path as it is: fetch would tidy `..` away. */
function getRaw(path: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.port, path }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("serveSite", () => {
  it.each([
    ["/", "Start"],
    ["/outcomes", "Outcomes"],
    ["/outcomes.html", "Outcomes"],
    ["/outcomes?area=borough:E09000001", "Outcomes"],
    ["/guides/", "Guides"],
    ["/guides", "Guides"],
  ])("answers %s with the page", async (path, title) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain(`<h1>${title}</h1>`);
  });

  it("names the type of a table", async () => {
    expect((await get("/figures.csv")).headers.get("content-type")).toBe("text/csv; charset=utf-8");
  });

  it("answers an unknown address with the site's own page and 404", async () => {
    const response = await get("/nowhere");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("Not here");
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/guides/../../secret.txt",
    "/..\\secret.txt",
    "/way-out.txt",
    "/.what-matters-site",
    "/index.html%00",
    "/%",
    "//secret.txt",
  ])("gives nothing away for %s", async (path) => {
    const { status, body } = await getRaw(path);
    expect(status).toBe(404);
    expect(body).not.toMatch(/secret|marker/);
  });

  it("answers HEAD without a body, and refuses what would write", async () => {
    const head = await get("/outcomes", { method: "HEAD", headers: { "accept-encoding": "identity" } });
    expect(head.status).toBe(200);
    expect(Number(head.headers.get("content-length"))).toBeGreaterThan(5000);
    expect(await head.text()).toBe("");
    for (const method of ["POST", "PUT", "DELETE"]) {
      const refused = await get("/outcomes", { method });
      expect(refused.status).toBe(405);
      expect(refused.headers.get("allow")).toBe("GET, HEAD");
    }
  });

  it("lets a browser ask whether a page has changed", async () => {
    const first = await get("/outcomes");
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("no-cache");
    expect((await get("/outcomes", { headers: { "if-none-match": etag } })).status).toBe(304);
    await writeFile(join(dir, "outcomes.html"), `<h1>Outcomes</h1>${"y".repeat(5000)}`);
    expect((await get("/outcomes", { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("keeps nothing private in a cache, and answers only under the address of this machine", async () => {
    const secret = await serveSite({ dir, port: 0, isPrivate: true });
    const ask = (host: string) =>
      new Promise<{ readonly status: number; readonly caching: string | undefined; readonly body: string }>(
        (resolve, reject) => {
          request(
            { host: "127.0.0.1", port: secret.port, path: "/outcomes", headers: { host } },
            (response) => {
              let body = "";
              response.on("data", (chunk) => {
                body += chunk;
              });
              response.on("end", () =>
                resolve({
                  status: response.statusCode ?? 0,
                  caching: response.headers["cache-control"],
                  body,
                }),
              );
            },
          )
            .on("error", reject)
            .end();
        },
      );
    try {
      for (const host of [`127.0.0.1:${secret.port}`, `localhost:${secret.port}`]) {
        expect(await ask(host)).toMatchObject({ status: 200, caching: "no-store" });
      }
      for (const host of [
        "evil.example",
        `127.0.0.1.evil.example:${secret.port}`,
        "evil.example:127.0.0.1",
      ]) {
        expect(await ask(host)).toMatchObject({ status: 421, body: "" });
      }
    } finally {
      await secret.close();
    }
    expect((await get("outcomes")).headers.get("cache-control")).toBe("no-cache");
  });

  it("compresses for those who can read it", async () => {
    const sent = await new Promise<Buffer>((resolve, reject) => {
      request(
        { host: "127.0.0.1", port: server.port, path: "/outcomes", headers: { "accept-encoding": "gzip" } },
        (response) => {
          const chunks: Buffer[] = [];
          expect(response.headers["content-encoding"]).toBe("gzip");
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => resolve(Buffer.concat(chunks)));
        },
      )
        .on("error", reject)
        .end();
    });
    expect(sent.length).toBeLessThan(1000);
    expect(gunzipSync(sent).toString()).toContain("<h1>Outcomes</h1>");
  });

  it("takes the next port where one is taken, and listens on this machine only", async () => {
    const second = await serveSite({ dir, port: server.port });
    try {
      expect(second.port).toBeGreaterThan(server.port);
      expect(second.url).toBe(`http://127.0.0.1:${second.port}/`);
      expect(await (await fetch(second.url)).text()).toContain("Start");
    } finally {
      await second.close();
    }
    await expect(fetch(second.url)).rejects.toThrow();
  });

  it("closes although a browser keeps a connection open", async () => {
    const other = await serveSite({ dir, port: 0 });
    const socket = connect(other.port, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.on("error", () => undefined);
    await other.close();
    expect(await fetch(other.url).catch(() => "closed")).toBe("closed");
  });

  it("says what to do where nothing was built", async () => {
    await expect(serveSite({ dir: join(folder, "none") })).rejects.toMatchObject({
      code: "SITE_NOT_BUILT",
      exit: 2,
    });
  });
});
