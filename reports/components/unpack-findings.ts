import type { Findings, PackedFindings } from "../../src/release/catalogue.ts";

/** Puts sentences that stand once back in their places. */
export function unpackFindings(packed: PackedFindings): Findings {
  const text = (place: number): string => packed.texts[place] ?? "";
  return {
    findings: Object.fromEntries(
      Object.entries(packed.findings).map(([key, [headline, detail, caveats]]) => [
        key,
        { headline: text(headline), detail: detail.map(text), caveats: caveats.map(text) },
      ]),
    ),
    not_shown: packed.not_shown,
    ...(packed.kinds === undefined ? {} : { kinds: packed.kinds }),
  };
}
