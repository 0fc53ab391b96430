import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { numberIn } from "./case-ids.ts";
import { caseStudiesYaml } from "./case-studies.ts";
import { claimExports } from "./claim-exports.ts";
import { describeTruth } from "./describe-truth.ts";
import { drawSample } from "./draw-sample.ts";
import { faultAccounts, type WriteContext } from "./faults.ts";
import type { SamplePerson } from "./person.ts";
import { type Random, seededRandom } from "./random.ts";
import { REGISTERED_LIST, registeredList } from "./registered-list.ts";
import { sampleProgrammeYaml } from "./sample-programme.ts";
import { STAFF_NAMES } from "./staff-names.ts";
import type { CaseSystem, DrawnSample } from "./world.ts";
import { writeActivities } from "./write-activities.ts";
import { writeCharitylog, writeCharitylogContacts } from "./write-charitylog.ts";
import { writeElemental, writeElementalContacts } from "./write-elemental.ts";
import { writeEmis, writeEmisContacts } from "./write-emis.ts";
import { writeGoals } from "./write-goals.ts";
import { writeGpContacts } from "./write-gp-contacts.ts";
import { writeJoy, writeJoyContacts, writeJoyTrackers } from "./write-joy.ts";
import { writeProgrammeOffice } from "./write-office.ts";
import { writePam } from "./write-pam.ts";
import { writeSurveys } from "./write-surveys.ts";
import { writeSystmone, writeSystmoneContacts } from "./write-systmone.ts";
import { writeWorkforce } from "./write-workforce.ts";
import type { WrittenSource } from "./written-export.ts";

/** What was written. */
export interface WrittenSample {
  /** Paths below the folder, in the order written. */
  readonly files: string[];
  readonly referrals: number;
  readonly people: number;
}

const OPTED_OUT = 60;

/**
 * Writes a synthetic programme folder: programme.yaml, exports as each system writes them with known faults, an opt-out
 * list, case studies, a registered list and truth.json. The same seed and scale give the same bytes, always. Exports of an earlier sample in
 * the folder are replaced; other files are left alone.
 * @param options.scale 1 gives about 22,000 people, 25,000 referrals and 150,000 contacts
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
  const optedOut = drawOptedOut(random, drawn, scale);
  // Streams of their own: what happens to people does not depend on what happens to staff.
  const workforce = writeWorkforce(seededRandom(seed + 1), scale);
  const office = writeProgrammeOffice(seededRandom(seed + 2), scale);
  const sources = {
    ...writeSources({ random, scale, optedOut }, drawn),
    ...workforce.sources,
    ...office.sources,
  };
  const truth = describeTruth({ seed, scale }, drawn, sources, optedOut, {
    fault_accounts: faultAccounts,
    workforce: workforce.truth,
    programme_office: office.truth,
  });
  const numbers = [...optedOut].map(({ nhsNumber }) => nhsNumber ?? "").sort();

  const contents: (readonly [string, string | Uint8Array])[] = [
    ["programme.yaml", sampleProgrammeYaml()],
    ["opt-out.txt", `${numbers.join("\n")}\n`],
    ["case-studies.yaml", caseStudiesYaml()],
    [REGISTERED_LIST, registeredList()],
    [STAFF_NAMES, workforce.names],
    ["truth.json", `${JSON.stringify(truth, null, 2)}\n`],
    ...Object.values(sources).flatMap(({ files }) => files.map(({ file, bytes }) => [file, bytes] as const)),
  ];
  const files = contents.map(([file]) => file);
  const { folder, stale } = claimExports(out, files);
  mkdirSync(folder, { recursive: true });
  for (const path of stale) rmSync(path);
  for (const [file, content] of contents) writeFileSync(join(out, file), content);
  return {
    files,
    referrals: drawn.referrals.length,
    people: drawn.people.length,
  };
}

/** People whose number stands on the opt-out list: known to the system that holds their records. */
function drawOptedOut(random: Random, drawn: DrawnSample, scale: number): ReadonlySet<SamplePerson> {
  const known = new Set(
    drawn.referrals
      .filter(({ system, person }) => numberIn(system, person) !== undefined)
      .map(({ person }) => person),
  );
  return new Set(random.sample([...known], Math.max(1, Math.round(OPTED_OUT * scale))));
}

/** Every export by the id of its source in programme.yaml. */
function writeSources(context: WriteContext, drawn: DrawnSample): Readonly<Record<string, WrittenSource>> {
  const referrals = (system: CaseSystem) => drawn.referrals.filter((one) => one.system === system);
  const contacts = (system: CaseSystem) => drawn.contacts.filter((one) => one.referral.system === system);
  const inside = (system: CaseSystem) => (one: { readonly referral: { readonly system: CaseSystem } }) =>
    one.referral.system === system;
  return {
    systmone: writeSystmone(context, referrals("systmone")),
    emis: writeEmis(context, referrals("emis")),
    charitylog: writeCharitylog(context, referrals("charitylog")),
    elemental: writeElemental(
      context,
      referrals("elemental"),
      drawn.goals.filter(inside("elemental")),
      drawn.outcomes.filter(inside("elemental")),
    ),
    joy: writeJoy(context, referrals("joy")),
    "systmone-contacts": writeSystmoneContacts(context, contacts("systmone")),
    "emis-contacts": writeEmisContacts(context, contacts("emis")),
    "charitylog-contacts": writeCharitylogContacts(context, contacts("charitylog")),
    "elemental-contacts": writeElementalContacts(context, contacts("elemental")),
    "joy-contacts": writeJoyContacts(context, contacts("joy")),
    "joy-trackers": writeJoyTrackers(context, drawn.outcomes.filter(inside("joy"))),
    ...writePam(context, drawn.outcomes),
    ...writeSurveys(context, drawn.outcomes),
    ...writeGoals(context, drawn.goals),
    ...writeActivities(context, drawn.activities),
    "gp-contacts": writeGpContacts(context, drawn.healthUse),
  };
}
