import { resolve } from "node:path";
import { ensureSample } from "../src/sample/ensure-sample.ts";
import { sharedSampleFolder } from "./shared-sample.ts";

/** Makes the sample's exports once, before any test file reads them, and names the folder that all files share. */
export default async function setup(): Promise<void> {
  await ensureSample(resolve(import.meta.dirname, "../data/sample"), () => undefined);
  process.env.WHAT_MATTERS_SHARED_SAMPLE = sharedSampleFolder();
}
