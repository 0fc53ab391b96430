import { resolve } from "node:path";
import { ensureSample } from "../src/sample/ensure-sample.ts";

/** Makes the sample's exports once, before any test file reads them. */
export default async function setup(): Promise<void> {
  await ensureSample(resolve(import.meta.dirname, "../data/sample"), () => undefined);
}
