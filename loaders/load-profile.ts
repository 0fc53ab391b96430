import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import { parseYaml } from "../src/model/parse-yaml.ts";
import { type Profile, profileSchema } from "../src/model/profile.ts";

const shipped = join(import.meta.dirname, "profiles");

/** Ids of the profiles that ship with the project. */
export const shippedProfiles = (): readonly string[] =>
  readdirSync(shipped)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .sort();

/**
 * Reads a shipped profile by id, or one below the programme folder by its path.
 *
 * @throws CodedError `PROFILE_UNKNOWN` naming the nearest, `PROFILE_INVALID` with file and line.
 */
export function loadProfile(
  name: string,
  folder: string,
): { readonly profile: Profile; readonly text: string } {
  const own = name.endsWith(".yaml");
  const file = own ? join(folder, name) : join(shipped, `${name}.yaml`);
  if (!existsSync(file)) {
    const near = nearestWord(name, shippedProfiles());
    throw new CodedError({
      code: "PROFILE_UNKNOWN",
      place: { file: "programme.yaml" },
      what: `there is no profile "${name}".`,
      remedy: `${near === undefined ? "" : `Did you mean "${near}"? `}Shipped profiles: ${shippedProfiles().join(", ")}. For your own, give its path below the programme folder, ending in .yaml.`,
      exit: EXIT.usage,
    });
  }
  const text = readFileSync(file, "utf8");
  const profile = parseYaml(text, {
    file: own ? name : `loaders/profiles/${name}.yaml`,
    schema: profileSchema,
    code: "PROFILE_INVALID",
  });
  return { profile, text };
}
