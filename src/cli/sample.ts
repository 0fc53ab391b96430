import { type Command, InvalidArgumentError, Option } from "commander";
import { writeNationalSample } from "../sample/national/write-national-sample.ts";
import {
  type TemplateKind,
  templateKinds,
  writeTemplateSample,
} from "../sample/templates/write-template-sample.ts";
import { writeSample } from "../sample/write-sample.ts";
import { createProgress, type Tick } from "./progress.ts";
import { timeLeft } from "./time-left.ts";

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Give a number.");
  return value;
};

/** A size, or `national`, which is a kind and its size in one. */
const size = (text: string): number | "national" => (text === "national" ? text : number(text));

/** `what-matters sample`: a synthetic programme with known truth. */
export function sampleCommand(program: Command): void {
  program
    .command("sample")
    .description("write a synthetic programme, with the truth that was planted in it")
    .requiredOption("--out <dir>", "folder to write")
    .addOption(
      new Option("--kind <kind>", "twelve projects of innovators, one of the templates, or a nation")
        .choices(["innovators", ...templateKinds, "national"])
        .default("innovators"),
    )
    .option("--seed <n>", "seed of the random numbers", number, 20_221_001)
    .option(
      "--scale <n>",
      "size; 1 is about 25,000 referrals, or 250 people of a template; national is a year of a nation, and with --kind national a number is of years",
      size,
      1,
    )
    .addHelpText(
      "after",
      "\nExamples: what-matters sample --out my-sample --seed 7 --scale 2\n          what-matters sample --kind my-care-my-way --out my-sample\n          what-matters sample --scale national --out a-nation\n          what-matters sample --kind national --scale 0.1 --out a-tenth\n\nA national year is 1,000,000 referrals and 6,000,000 contacts in 1,250 networks: about 700 MB of exports.",
    )
    .action(async (options: SampleOptions) => {
      const progress = createProgress({ quiet: options.quiet ?? false, json: options.json ?? false });
      await progress.stage("Write the sample", async (log, tick) => {
        const written = await writeAsked(options, tick);
        log(
          `${written.referrals.toLocaleString("en-GB")} referrals of ${written.people.toLocaleString("en-GB")} people in ${options.out}.`,
        );
      });
    });
}

async function writeAsked(options: SampleOptions, tick: Tick) {
  const { out, seed, kind, scale } = options;
  if (kind === "national" || scale === "national") {
    const years = scale === "national" ? 1 : scale;
    const left = timeLeft();
    return writeNationalSample({
      out,
      seed,
      years,
      memory: process.env.WHAT_MATTERS_MEMORY || undefined,
      onMonth: (month, of, name) =>
        tick(`${name}, month ${month} of ${of}${left(month - 1, of)}`, { month, of, what: name }),
    });
  }
  return kind === "innovators"
    ? writeSample({ out, seed, scale })
    : writeTemplateSample({ out, seed, scale, kind });
}

interface SampleOptions {
  readonly out: string;
  readonly kind: "innovators" | "national" | TemplateKind;
  readonly seed: number;
  readonly scale: number | "national";
  readonly quiet?: boolean;
  readonly json?: boolean;
}
