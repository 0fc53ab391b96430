import type { Findings, PackedFindings } from "./catalogue.ts";

/** Writes each sentence once: most caveats are the same in hundreds of findings. */
export function packFindings(findings: Findings): PackedFindings {
  const places = new Map<string, number>();
  const texts: string[] = [];
  const place = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return {
    texts,
    findings: Object.fromEntries(
      Object.entries(findings.findings).map(([key, one]) => [
        key,
        [place(one.headline), one.detail.map(place), one.caveats.map(place)] as [number, number[], number[]],
      ]),
    ),
    not_shown: findings.not_shown,
  };
}
