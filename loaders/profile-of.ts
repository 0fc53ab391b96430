import type { Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import { loadProfile } from "./load-profile.ts";

/**
 * The mapping of a source: the profile that it names, or the one that stands in programme.yaml.
 *
 * @throws CodedError `PROFILE_UNKNOWN`, `PROFILE_INVALID`
 */
export function profileOf(source: ProgrammeSource, folder: string): Profile {
  const { mapping, profile, fill_down: fill } = source;
  const own =
    mapping === undefined
      ? loadProfile(profile ?? "", folder).profile
      : {
          ...mapping,
          id: source.id,
          title: source.label ?? source.id,
          evidence: "Mapped in programme.yaml.",
        };
  if (fill === undefined) return own;
  return { ...own, fill_down: fill.length === 0 ? [] : [...new Set([...own.fill_down, ...fill])] };
}
