import type { Catalogue } from "../release/catalogue.ts";
import { numberWords } from "./number-words.ts";
import { listWords, sentence } from "./sentence.ts";

type Project = Catalogue["projects"][number];

/** `Of the 8 comparison networks, 2 are served by the same service as the project: Plumtree Bank PCN and …`; "" where none is. */
export function sharedServiceWords(networks: NonNullable<Project["comparison_networks"]>): string {
  const shared = networks.filter(({ same_service }) => same_service).map(({ name }) => name);
  if (shared.length === 0) return "";
  const many = shared.length === 1 ? "is" : "are";
  const some =
    shared.length === networks.length
      ? `all ${numberWords(shared.length)} comparison networks are`
      : `of the ${numberWords(networks.length)} comparison networks, ${numberWords(shared.length)} ${many}`;
  return sentence(`${some} served by the same service as the project: ${listWords(shared)}`);
}

/** The same as a caveat, with what it does to a comparison; "" where no network shares the service. */
export function sharedServiceCaveat({ shared_service }: Project): string {
  return shared_service === undefined
    ? ""
    : `${shared_service} The same link workers may have carried what the project did to them, and whatever else changed in the service is in both. Carried over, it would make the difference look smaller than it is.`;
}
