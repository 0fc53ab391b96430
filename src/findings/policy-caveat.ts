import type { Catalogue } from "../release/catalogue.ts";
import { sentence } from "./sentence.ts";

/** Says how numbers were changed to protect people, or that nothing protects them. */
export function policyCaveat(catalogue: Catalogue): string {
  const { publishable, title, withhold_up_to } = catalogue.policy;
  return publishable
    ? sentence(
        `Numbers of people are rounded${withhold_up_to > 0 ? ", and small ones withheld," : ""} under: ${title}`,
      )
    : "Nothing has been rounded or withheld to protect people: this is not for publication.";
}

/** The same where a release may hold nothing but public statistics, which are never rounded or withheld again. */
export function publicationCaveat(catalogue: Catalogue): string {
  const { sources } = catalogue;
  return sources.length > 0 && sources.every((source) => source.published)
    ? "These are published statistics, repeated as they stand."
    : policyCaveat(catalogue);
}
