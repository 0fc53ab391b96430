import type { Catalogue } from "../release/catalogue.ts";

/** Marks that every file of a release carries: `SYNTHETIC`, `NOT FOR PUBLICATION`; "" where it needs none. */
export function releaseMark({ programme, policy }: Catalogue): string {
  return [programme.synthetic ? "SYNTHETIC" : "", policy.publishable ? "" : "NOT FOR PUBLICATION"]
    .filter((text) => text !== "")
    .join(" · ");
}

/** What the marks mean, one sentence each. */
export function markMeanings({ programme, policy }: Catalogue): readonly string[] {
  return [
    ...(programme.synthetic
      ? ["SYNTHETIC: every figure is of invented people. None says anything of a real person or service."]
      : []),
    ...(policy.publishable
      ? []
      : ["NOT FOR PUBLICATION: figures are exact, and must not leave the service."]),
  ];
}

/** Where figures are from, in one line. */
export function sourceLine(catalogue: Catalogue): string {
  const { programme, release_id } = catalogue;
  const mark = releaseMark(catalogue);
  return `${mark === "" ? "" : `${mark} · `}${programme.name}, data to ${dayWords(programme.data_date)} · release ${release_id}`;
}

/** How to cite the release. */
export function citation(
  { programme, release_id, code_version }: Catalogue,
  estimatesSha256: string,
): string {
  const name = `${programme.name}${programme.synthetic && !/synthetic/i.test(programme.name) ? " (synthetic data)" : ""}`;
  const year = programme.data_date.slice(0, 4);
  const holder =
    programme.publisher === undefined
      ? `${name} (${year}).`
      : `${programme.publisher.name} (${year}). ${name}.`;
  return `${holder} Release ${release_id}, data to ${dayWords(programme.data_date)}. Made with What Matters ${code_version}. estimates.csv SHA-256 ${estimatesSha256}.`;
}

/** `2024-04-30` as `30 April 2024`. */
export function dayWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** A text as a sentence: exactly one full stop at its end. */
export const asSentence = (text: string): string => `${text.trim().replace(/\.+$/, "")}.`;
