import type { Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import { loadProfile } from "./load-profile.ts";

/**
 * The mapping of a source: the profile that it names, or the one that stands in programme.yaml.
 *
 * @throws CodedError `PROFILE_UNKNOWN`, `PROFILE_INVALID`
 */
export function profileOf(source: ProgrammeSource, folder: string): Profile {
  const { mapping, profile } = source;
  if (mapping !== undefined) {
    return {
      ...mapping,
      id: source.id,
      title: source.label ?? source.id,
      evidence: "Mapped in programme.yaml.",
    };
  }
  return loadProfile(profile ?? "", folder).profile;
}
