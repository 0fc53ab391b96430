import { join } from "node:path";
import { Option } from "commander";
import { checkoutFolder } from "../files/code-version.ts";

/** `--programme DIR`, the programme folder; the sample where none is given. */
export const programmeOption = (): Option =>
  new Option("--programme <dir>", "programme folder").default(
    join(checkoutFolder, "data/sample"),
    "data/sample",
  );

/** `--previous DIR`, a release that is published already; none where it is not given. */
export const previousOption = (): Option =>
  new Option(
    "--previous <dir>",
    "an earlier release that is published: its reports/data, built site or estimates.csv",
  );

/** `--again`, where the release that stands is to be made anew although nothing has changed. */
export const againOption = (): Option =>
  new Option("--again", "make the release although nothing has changed since the one that stands");

/** Options that every command has. */
export interface CommonOptions {
  readonly programme: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}
