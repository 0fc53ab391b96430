/** Words that readers type for what the pages call otherwise; each stands for all of its own. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  attrition: ["lost", "follow-up"],
  bame: ["ethnic"],
  bme: ["ethnic"],
  citation: ["cite"],
  citing: ["cite"],
  consort: ["flow", "referral"],
  cost: ["spend", "grant"],
  costs: ["spend", "grant"],
  dropout: ["lost", "follow-up"],
  firefighting: ["service-failure", "failures"],
  followup: ["follow-up", "followed"],
  money: ["spend", "grant"],
  queue: ["waiting", "wait"],
  queues: ["waiting", "wait"],
  race: ["ethnic"],
  sickness: ["absence"],
  workload: ["caseload", "pressure"],
};

/** Pages of reference for those who build: found last, since most words stand on them too. */
const REFERENCE = new Set([
  "Code lists",
  "Data dictionary",
  "Messages",
  "Released files",
  "The file programme.yaml",
]);

/** What a word that was typed is looked up as: itself, and what the pages call it. */
export const lookedUpAs = (word: string): readonly string[] => [
  word,
  ...(OTHER_WORDS[word.toLowerCase()] ?? []),
];

/** How much a place counts by what it belongs to: a page before its sections, reference last. */
export const weightOf = (where: unknown): number =>
  where === "Page" ? 1.6 : REFERENCE.has(String(where)) ? 0.25 : 1;
