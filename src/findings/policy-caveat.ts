import type { Catalogue } from "../release/catalogue.ts";
import { sentence } from "./sentence.ts";

/** Says how numbers were changed to protect people, or that nothing protects them. */
export function policyCaveat(catalogue: Catalogue): string {
  return catalogue.policy.publishable
    ? sentence(`Numbers of people are rounded, and small ones withheld, under: ${catalogue.policy.title}`)
    : "Nothing has been rounded or withheld to protect people: this is not for publication.";
}
