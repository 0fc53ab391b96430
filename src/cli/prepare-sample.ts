import { join, resolve } from "node:path";
import { checkoutFolder } from "../files/code-version.ts";
import { ensureSample } from "../sample/ensure-sample.ts";
import type { Progress } from "./progress.ts";

/** Folder of the sample programme: its exports are made on first use and are in no repository. */
export const sampleFolder = join(checkoutFolder, "data/sample");

/** Writes the sample's exports where they are missing or older than the program that draws them; other programmes are left alone. */
export async function prepareSample(programme: string, progress: Progress): Promise<void> {
  if (resolve(programme) !== sampleFolder) return;
  await ensureSample(sampleFolder, (line) => progress.say(`    ${line}`, { event: "sample", line }));
}
