import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { describeTruth } from "./describe-truth.ts";
import { drawSample } from "./draw-sample.ts";
import { seededRandom } from "./random.ts";
import { sampleProgrammeYaml } from "./sample-programme.ts";
import { charityKnowsNumber, writeCharitylog } from "./write-charitylog.ts";
import { writePam } from "./write-pam.ts";
import { writeSystmone } from "./write-systmone.ts";

/** What was written. */
export interface WrittenSample {
  /** Paths below the folder, in the order written. */
  readonly files: string[];
  readonly referrals: number;
  readonly people: number;
}

const OPTED_OUT = 25;

/**
 * Writes a synthetic programme folder: programme.yaml, exports in three layouts with known faults, an opt-out list and
 * truth.json. The same seed and scale give the same bytes, always. Exports of an earlier sample in the folder are
 * replaced; other files are left alone.
 * @param options.scale 1 gives about 7,000 people and 8,000 referrals
 * @throws CodedError `SAMPLE_OPTION` where seed or scale is no use, `SAMPLE_TOO_LARGE`, `SAMPLE_FOLDER_IN_USE`.
 */
export async function writeSample(options: {
  readonly out: string;
  readonly seed: number;
  readonly scale: number;
}): Promise<WrittenSample> {
  const { out, seed, scale } = options;
  if (!Number.isSafeInteger(seed) || !(scale > 0)) {
    throw new CodedError({
      code: "SAMPLE_OPTION",
      what: `seed ${seed} and scale ${scale} make no sample.`,
      remedy: "Give a whole number as --seed and a number above 0 as --scale.",
      exit: EXIT.usage,
    });
  }
  const random = seededRandom(seed);
  const drawn = drawSample(random, seed, scale);
  const sources = {
    systmone: writeSystmone(
      random,
      drawn.referrals.filter((one) => one.system === "systmone"),
      scale,
    ),
    charitylog: writeCharitylog(
      random,
      drawn.referrals.filter((one) => one.system === "charitylog"),
      scale,
    ),
    pam: writePam(random, drawn.outcomes, scale),
  };
  const known = drawn.people.filter(charityKnowsNumber).flatMap(({ nhsNumber }) => nhsNumber ?? []);
  const optedOut = random.sample(known, Math.max(1, Math.round(OPTED_OUT * scale))).sort();
  const truth = describeTruth({ seed, scale }, drawn, sources, optedOut);

  const contents: (readonly [string, string | Uint8Array])[] = [
    ["programme.yaml", sampleProgrammeYaml()],
    ["opt-out.txt", `${optedOut.join("\n")}\n`],
    ["truth.json", `${JSON.stringify(truth, null, 2)}\n`],
    ...Object.values(sources).flatMap(({ files }) => files.map(({ file, bytes }) => [file, bytes] as const)),
  ];
  prepareFolder(
    out,
    contents.map(([file]) => file),
  );
  for (const [file, content] of contents) writeFileSync(join(out, file), content);
  return {
    files: contents.map(([file]) => file),
    referrals: drawn.referrals.length,
    people: drawn.people.length,
  };
}

/** Makes the folder, and removes exports of an earlier sample that this one would not replace. */
function prepareFolder(out: string, files: readonly string[]): void {
  const folder = join(out, "exports");
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (files.includes(`exports/${name}`)) continue;
    if (!/^(systmone-referrals-.*\.csv|charitylog-referrals\.xlsx|pam-scores\.xlsx)$/.test(name)) {
      throw new CodedError({
        code: "SAMPLE_FOLDER_IN_USE",
        place: { file: join(out, "exports", name) },
        what: "the folder already holds other exports.",
        remedy: "Choose an empty folder with --out.",
        exit: EXIT.usage,
      });
    }
    rmSync(join(folder, name));
  }
}
