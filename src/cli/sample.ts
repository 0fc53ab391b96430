import { type Command, InvalidArgumentError } from "commander";
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
    .option("--seed <n>", "seed of the random numbers", number, 20_221_001)
    .option("--scale <n>", "size; 1 is about 25,000 referrals", number, 1)
    .addHelpText("after", "\nExample: what-matters sample --out my-sample --seed 7 --scale 2")
    .action(
      async (options: { out: string; seed: number; scale: number; quiet?: boolean; json?: boolean }) => {
        const progress = createProgress({ quiet: options.quiet ?? false, json: options.json ?? false });
        await progress.stage("Write the sample", async (log) => {
          const written = await writeSample(options);
          log(
            `${written.referrals.toLocaleString("en-GB")} referrals of ${written.people.toLocaleString("en-GB")} people in ${options.out}.`,
          );
        });
      },
    );
}
