import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { listSiteFiles } from "../../src/site/site-files.ts";
import { sharedSample } from "../shared-sample.ts";

/** The sample programme's site, built once for all test files. */
export interface SiteUnderTest {
  readonly dir: string;
  /** The folder of the programme it was made from. */
  programme(): Promise<string>;
  /** Every file of the site, relative to `dir`. */
  readonly files: readonly string[];
  /** Addresses of the pages, relative to the site's root: "" is the first page. */
  readonly pages: readonly string[];
  /** What the pages were told about the release. */
  readonly catalogue: Catalogue;
}

/**
 * The sample programme's site, which all test files share.
 *
 * `WHAT_MATTERS_SITE_UNDER_TEST` names a site that is already built, to work on the tests themselves, and
 * `WHAT_MATTERS_PROGRAMME_UNDER_TEST` the folder of its programme, with the warehouse.
 */
export async function siteUnderTest(): Promise<SiteUnderTest> {
  const dir = process.env.WHAT_MATTERS_SITE_UNDER_TEST ?? (await sharedSample()).site;
  const files = await listSiteFiles(dir);
  const release = files.find((file) => /^_file\/data\/release\.[0-9a-f]+\.json$/.test(file));
  if (release === undefined) throw new Error("The site holds no release.json.");
  return {
    dir,
    programme: async () => process.env.WHAT_MATTERS_PROGRAMME_UNDER_TEST ?? (await sharedSample()).programme,
    files,
    pages: files
      .filter((file) => file.endsWith(".html"))
      .map((file) => file.replace(/(^|\/)index\.html$|\.html$/, "$1")),
    catalogue: JSON.parse(await readFile(join(dir, release), "utf8")) as Catalogue,
  };
}
