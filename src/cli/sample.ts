import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type TemplateKind,
  templateKinds,
  writeTemplateSample,
} from "../sample/templates/write-template-sample.ts";
import { writeSample } from "../sample/write-sample.ts";
import { createProgress } from "./progress.ts";

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Give a number.");
  return value;
};

/** `what-matters sample`: a synthetic programme with known truth. */
export function sampleCommand(program: Command): void {
  program
    .command("sample")
    .description("write a synthetic programme, with the truth that was planted in it")
    .requiredOption("--out <dir>", "folder to write")
    .addOption(
      new Option("--kind <kind>", "twelve projects of innovators, or one of the templates")
        .choices(["innovators", ...templateKinds])
        .default("innovators"),
    )
    .option("--seed <n>", "seed of the random numbers", number, 20_221_001)
    .option("--scale <n>", "size; 1 is about 25,000 referrals, or 250 people of a template", number, 1)
    .addHelpText(
      "after",
      "\nExamples: what-matters sample --out my-sample --seed 7 --scale 2\n          what-matters sample --kind my-care-my-way --out my-sample",
    )
    .action(async (options: SampleOptions) => {
      const progress = createProgress({ quiet: options.quiet ?? false, json: options.json ?? false });
      await progress.stage("Write the sample", async (log) => {
        const { kind } = options;
        const written =
          kind === "innovators" ? await writeSample(options) : writeTemplateSample({ ...options, kind });
        log(
          `${written.referrals.toLocaleString("en-GB")} referrals of ${written.people.toLocaleString("en-GB")} people in ${options.out}.`,
        );
      });
    });
}

interface SampleOptions {
  readonly out: string;
  readonly kind: "innovators" | TemplateKind;
  readonly seed: number;
  readonly scale: number;
  readonly quiet?: boolean;
  readonly json?: boolean;
}
