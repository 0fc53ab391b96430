import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Catalogue, PackedFindings } from "../release/catalogue.ts";
import { readEstimatesArrow } from "../release/read-estimates-arrow.ts";
import { findingsOf, wantedFindings } from "./page-findings.ts";
import { listSiteFiles } from "./site-files.ts";

const REGISTERED =
  /(registerFile\("[^"]+", \{"name":"[^"]+"(?:,"mimeType":"[^"]*")?,"path":")([^"]+)("(?:,"lastModified":\d+(?:\.\d+)?)?,"size":)\d+/g;
const ESTIMATES = /(^|\/)(estimates[a-z-]*)\.[0-9a-f]+\.arrow$/;
const FINDINGS = /(^|\/)findings\.[0-9a-f]+\.json$/;

/**
 * Gives the pages of a freshly built site their data in the form and to the extent in which they read it: estimates packed,
 * so that no page brings an Arrow library, and of the sentences those of the page's own kind.
 */
export async function slimData(dir: string): Promise<void> {
  const files = await listSiteFiles(dir);
  const release = files.find((file) => /(^|\/)release\.[0-9a-f]+\.json$/.test(file));
  const hasReferrals =
    release !== undefined &&
    (JSON.parse(await readFile(join(dir, release), "utf8")) as Catalogue).measures.some(
      ({ id }) => id === "referrals",
    );
  const slim = new Map<string, { readonly path: string; readonly size: number }>();
  const used = new Set<string>();
  const write = async (key: string, name: string, text: () => Promise<string>) => {
    const known = slim.get(key);
    if (known !== undefined) return known;
    const bytes = Buffer.from(await text());
    const sum = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const made = { path: `_file/data/${name}.${sum}.json`, size: bytes.length };
    await writeFile(join(dir, made.path), bytes);
    slim.set(key, made);
    return made;
  };
  for (const file of files.filter((one) => one.endsWith(".html"))) {
    const html = await readFile(join(dir, file), "utf8");
    const here = posix.dirname(file);
    const seen = (target: string): string => {
      const path = posix.relative(here, target);
      return path.startsWith(".") ? path : `./${path}`;
    };
    const changed = new Map<string, { readonly path: string; readonly size: number }>();
    for (const [, , path = ""] of html.matchAll(REGISTERED)) {
      const whole = posix.join(here, path);
      const [, , name = ""] = ESTIMATES.exec(whole) ?? [];
      if (name !== "") {
        const packed = async () => JSON.stringify(readEstimatesArrow(await readFile(join(dir, whole))));
        changed.set(path, await write(whole, name, packed));
      } else if (FINDINGS.test(whole)) {
        const wanted = wantedFindings(file);
        if (wanted === undefined) continue;
        const own = async () => {
          const all = JSON.parse(await readFile(join(dir, whole), "utf8")) as PackedFindings;
          return JSON.stringify(findingsOf(all, wanted, hasReferrals));
        };
        changed.set(path, await write(`${whole} ${wanted.join()}`, `findings-${wanted.join("-")}`, own));
      } else continue;
      used.add(whole);
    }
    const next = html.replace(REGISTERED, (text, start: string, path: string, middle: string) => {
      const own = changed.get(path);
      return own === undefined ? text : `${start}${seen(own.path)}${middle}${own.size}`;
    });
    if (next !== html) await writeFile(join(dir, file), next);
  }
  await dropUnused(dir, used);
}

/** Removes the files that no page refers to any more. */
async function dropUnused(dir: string, replaced: ReadonlySet<string>): Promise<void> {
  const files = await listSiteFiles(dir);
  const pages = await Promise.all(
    files.filter((file) => file.endsWith(".html")).map((file) => readFile(join(dir, file), "utf8")),
  );
  for (const file of replaced) {
    const name = posix.basename(file);
    if (!pages.some((page) => page.includes(name))) await rm(join(dir, file), { force: true });
  }
}
