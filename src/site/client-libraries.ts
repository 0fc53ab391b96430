import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { PAGES_ROOT } from "./page-source.ts";

/**
 * Libraries that Observable Framework's browser code names, loaded only by pages that use Framework's implicit
 * globals. No page here may (see the offline guard), but the bundler wants a version for each and would ask a
 * registry. The versions are never fetched: they only complete a path inside the browser code.
 */
export const CLIENT_LIBRARIES: readonly string[] = [
  "@observablehq/plot@0.6.17",
  "@observablehq/sample-datasets@1.0.1",
  "apache-arrow@21.2.0",
  "arquero@8.0.3",
  "d3@7.9.2",
  "d3-dsv@3.0.2",
  "echarts@6.1.0",
  "htl@1.0.0",
  "leaflet@1.9.4",
  "lodash@4.18.1",
  "mapbox-gl@3.32.0",
  "parquet-wasm@0.8.0",
  "react@19.3.1",
  "react-dom@19.3.1",
  "topojson-client@3.1.0",
];

/**
 * Puts an empty folder a library into Framework's cache, which is how its bundler learns a version offline.
 *
 * Other versions found there are removed: the newest would win, and two machines would build different files.
 */
export async function seedClientLibraries(checkout: string): Promise<void> {
  const cache = join(checkout, PAGES_ROOT, ".observablehq", "cache", "_npm");
  await rm(cache, { recursive: true, force: true });
  for (const library of CLIENT_LIBRARIES) await mkdir(join(cache, library), { recursive: true });
}
