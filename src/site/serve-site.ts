import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { contentType, isCompressible } from "./content-type.ts";

/** A running server of one site. */
export interface SiteServer {
  /** Address of the first page, e.g. `http://127.0.0.1:3000/`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

const TRIES = 100;
const COMPRESS_ABOVE_BYTES = 1024;

/**
 * Serves a folder as a web site to this machine only (127.0.0.1).
 *
 * Clean addresses (`/outcomes` → `outcomes.html`), GET and HEAD only, nothing outside the folder, no caching
 * without asking again. Where the port is taken, the next free one of a hundred is used; port 0 takes any.
 *
 * @param options.port 3000 unless given
 * @param options.isPrivate nothing may stay in a browser's cache, and a request is answered only under the address of
 * this machine, so that a page of another host whose name was pointed here cannot read along
 * @throws CodedError SITE_NO_PORT where all of them are taken, SITE_NOT_BUILT where the folder is missing
 */
export async function serveSite(options: {
  readonly dir: string;
  readonly port?: number;
  readonly host?: "127.0.0.1";
  readonly isPrivate?: boolean;
}): Promise<SiteServer> {
  const { dir, port = 3000, host = "127.0.0.1", isPrivate = false } = options;
  if (!(await isFolder(dir))) {
    throw new CodedError({
      code: "SITE_NOT_BUILT",
      place: { file: dir },
      what: "There is no site here.",
      remedy: "Run what-matters build first.",
      exit: EXIT.usage,
    });
  }
  const server = createServer((request, response) => {
    if (isPrivate && !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
      response.writeHead(421).end();
      return;
    }
    if (isPrivate) response.setHeader("cache-control", "no-store");
    answer(dir, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, port, host);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host}:${bound}/`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, first: number, host: string): Promise<void> {
  const last = first === 0 ? 0 : Math.min(first + TRIES - 1, 65_535);
  for (let port = first; port <= last; port++) {
    const taken = await new Promise<boolean>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(true);
        else reject(error);
      };
      server.once("error", failed);
      server.listen(port, host, () => {
        server.off("error", failed);
        resolve(false);
      });
    });
    if (!taken) return;
  }
  throw new CodedError({
    code: "SITE_NO_PORT",
    what: `Ports ${first} to ${last} are all taken.`,
    remedy: "Choose another with --port.",
    exit: EXIT.usage,
  });
}

async function answer(dir: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const path = readPath(request.url ?? "/");
  const file = path === undefined ? undefined : await findFile(dir, path);
  if (file !== undefined) return send(file, 200, request, response);
  const missing = join(dir, "404.html");
  if (await isFile(missing)) return send(missing, 404, request, response);
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8", ...caching(response) });
  response.end("There is no such page.\n");
}

/** Decodes the path of a request; undefined where it cannot be read or tries to leave the folder. */
function readPath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, ""));
    const parts = path.split("/");
    if (!path.startsWith("/") || path.includes("\0") || path.includes("\\")) return undefined;
    if (parts.some((part) => part === ".." || (part.startsWith(".") && part !== "."))) return undefined;
    return path;
  } catch {
    return undefined;
  }
}

async function findFile(dir: string, path: string): Promise<string | undefined> {
  const root = await realpath(dir);
  const base = join(root, path);
  for (const file of path.endsWith("/")
    ? [join(base, "index.html")]
    : [base, `${base}.html`, join(base, "index.html")]) {
    if (!(await isFile(file))) continue;
    // A symbolic link may lead out of the folder.
    if ((await realpath(file)).startsWith(root + sep)) return file;
  }
  return undefined;
}

/** A browser may keep a page and must ask again, unless it was told to keep nothing. */
const caching = (response: ServerResponse): Readonly<Record<string, string>> =>
  response.hasHeader("cache-control") ? {} : { "cache-control": "no-cache" };

async function send(
  file: string,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readFile(file);
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
  const headers = {
    "content-type": contentType(file),
    ...caching(response),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    vary: "accept-encoding",
    etag,
  };
  if (status === 200 && request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const small = body.length <= COMPRESS_ABOVE_BYTES || !isCompressible(file);
  const encoding = small ? undefined : chooseEncoding(String(request.headers["accept-encoding"] ?? ""));
  const sent = encoding === undefined ? body : compressOnce(etag, encoding, body);
  response.writeHead(status, {
    ...headers,
    "content-length": sent.length,
    ...(encoding === undefined ? {} : { "content-encoding": encoding }),
  });
  response.end(request.method === "HEAD" ? undefined : sent);
}

type Encoding = "br" | "gzip";

const chooseEncoding = (accepted: string): Encoding | undefined =>
  /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : undefined;

/** Compressed files by their sum: a page and its neighbours ask for the same ones. */
const compressed = new Map<string, Buffer>();
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

function compressOnce(etag: string, encoding: Encoding, body: Buffer): Buffer {
  const key = `${encoding} ${etag}`;
  const known = compressed.get(key);
  if (known !== undefined) return known;
  const made = encoding === "br" ? brotliCompressSync(body, BROTLI) : gzipSync(body, { level: 6 });
  compressed.set(key, made);
  return made;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
