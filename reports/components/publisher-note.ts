import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";

/** Who publishes the site and how to reach them; where the programme does not say, that it does not. */
export function publisherNote({ programme }: Pick<Catalogue, "programme">): HTMLElement {
  const { publisher, name } = programme;
  if (publisher === undefined) {
    return h(
      "p",
      { class: "publisher" },
      `This statement is for the pages of “${name}”. Its programme file does not say who publishes them: ask whoever gave you the address.`,
    );
  }
  return h(
    "p",
    { class: "publisher" },
    `This statement is for the pages of “${name}”, published by ${publisher.name}. Contact: `,
    h("strong", {}, publisher.contact),
    ".",
  );
}
