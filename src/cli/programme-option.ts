import { join } from "node:path";
import { Option } from "commander";
import { checkoutFolder } from "../files/code-version.ts";

/** `--programme DIR`, the programme folder; the sample where none is given. */
export const programmeOption = (): Option =>
  new Option("--programme <dir>", "programme folder").default(
    join(checkoutFolder, "data/sample"),
    "data/sample",
  );

/** Options that every command has. */
export interface CommonOptions {
  readonly programme: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}
