import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkoutFolder } from "../../files/code-version.ts";
import { CodedError, EXIT } from "../../model/coded-error.ts";
import { claimExports } from "../claim-exports.ts";
import { faultAccounts } from "../faults.ts";
import { seededRandom } from "../random.ts";
import { drawImprovingMe } from "./improving-me.ts";
import { drawMyCareMyWay } from "./my-care-my-way.ts";

/** Templates that a synthetic programme can be written for. */
export const templateKinds = ["my-care-my-way", "improving-me"] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** The samples' own key for pseudonyms: published, because nobody in them exists. */
const SAMPLE_KEY = "what-matters sample key, published on purpose";
const PEOPLE = 250;
const MOST_SCALE = 100;
/** Below it there are too few people to plant faults on. */
const LEAST_SCALE = 0.2;

/**
 * Writes a synthetic programme folder for a template: its programme.yaml and profiles as they stand, marked synthetic,
 * exports made by code, and truth.json with what was planted. The same seed and scale give the same bytes, always.
 * @param options.scale 1 gives 250 people
 * @throws CodedError `SAMPLE_OPTION` where seed or scale is no use, `SAMPLE_FOLDER_IN_USE`.
 */
export function writeTemplateSample(options: {
  readonly kind: TemplateKind;
  readonly out: string;
  readonly seed: number;
  readonly scale: number;
}): { readonly files: string[]; readonly referrals: number; readonly people: number } {
  const { kind, out, seed, scale } = options;
  if (!Number.isSafeInteger(seed) || !(scale >= LEAST_SCALE && scale <= MOST_SCALE)) {
    throw new CodedError({
      code: "SAMPLE_OPTION",
      what: `seed ${seed} and scale ${scale} make no sample of ${kind}.`,
      remedy: `Give a whole number as --seed, and a number from ${LEAST_SCALE} to ${MOST_SCALE} as --scale.`,
      exit: EXIT.usage,
    });
  }
  const random = seededRandom(seed);
  const people = Math.round(PEOPLE * scale);
  const drawn =
    kind === "my-care-my-way" ? drawMyCareMyWay(random, people) : drawImprovingMe(random, people, scale);
  const exports = Object.entries(drawn.sources).flatMap(([source, { files }]) =>
    files.map((file) => ({ source, ...file })),
  );
  const truth = {
    about: "Synthetic: nobody in it exists. What was planted, before any rounding.",
    kind,
    seed,
    scale,
    people: drawn.people,
    referrals: drawn.referrals,
    ...drawn.truth,
    files: Object.fromEntries(exports.map(({ source, file, rows }) => [file, { source, rows }])),
    faults: Object.fromEntries(Object.entries(drawn.sources).map(([source, { faults }]) => [source, faults])),
    fault_accounts: faultAccounts,
  };
  const contents: (readonly [string, string | Uint8Array])[] = [
    ...templateFiles(kind),
    ["truth.json", `${JSON.stringify(truth, null, 2)}\n`],
    ...exports.map(({ file, bytes }) => [file, bytes] as const),
  ];
  const { stale } = claimExports(
    out,
    contents.map(([file]) => file),
  );
  for (const path of stale) rmSync(path);
  for (const [file, content] of contents) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), content);
  }
  return { files: contents.map(([file]) => file), referrals: drawn.referrals, people: drawn.people };
}

/** The template's configuration, marked synthetic, and its profiles. */
function templateFiles(kind: TemplateKind): (readonly [string, string])[] {
  const folder = join(checkoutFolder, "data/templates", kind);
  const text = readFileSync(join(folder, "programme.yaml"), "utf8");
  const marked = text.replace(/^synthetic: false$/m, `synthetic: true\nsynthetic_key: ${SAMPLE_KEY}`);
  if (marked === text) throw new Error(`Template ${kind} has no line "synthetic: false".`);
  const profiles = readdirSync(join(folder, "profiles")).sort();
  return [
    ["programme.yaml", marked],
    ...profiles.map(
      (name) => [`profiles/${name}`, readFileSync(join(folder, "profiles", name), "utf8")] as const,
    ),
  ];
}
