/** Words of trades that a reader outside them would have to look up, and what to say instead. */
export const JARGON: Readonly<Record<string, string>> = {
  utilise: "use",
  utilisation: "use",
  stakeholder: "name the people",
  holistic: "whole",
  heterogeneity: "how much they differ",
  homoscedastic: "equally spread",
  intervention: "support",
  cohort: "group",
  covariate: "characteristic",
  stratified: "by group",
  signposting: "telling people where to go",
  throughput: "people seen",
  modality: "way",
  granular: "detailed",
  robust: "holds",
};

/** Words that the project does not use of people or services. */
export const REFUSED = [
  "BAME",
  "hard to reach",
  "hard-to-reach",
  "firefighting",
  "sufferers",
  "service users",
];

/** Sentences of a text, or parts of them between semicolons, with more words than this, longest first. */
export function longSentences(texts: readonly string[], most: number): readonly string[] {
  const words = (sentence: string) => sentence.split(/\s+/).length;
  const sentences = texts.flatMap((text) =>
    text
      .split(/(?<=[.?!])\s+(?=[\p{Lu}“(])|;\s/u)
      .map((sentence) => sentence.replace(/\s+/g, " ").trim())
      .filter((sentence) => words(sentence) > most),
  );
  return [...new Set(sentences)].sort((a, b) => words(b) - words(a));
}

/** Words of a list that stand in a text, as words of their own or with an ending. */
export function wordsIn(text: string, list: readonly string[]): readonly string[] {
  return list.filter((word) =>
    new RegExp(`(?<![\\p{L}-])${word}(?:s|d|ed|ing)?(?![\\p{L}-])`, "iu").test(text),
  );
}
