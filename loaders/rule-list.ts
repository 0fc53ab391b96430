import { fileRules } from "./file-rules.ts";
import { type RuleCode, rules } from "./rules.ts";

/** How far a rule reaches: it takes the record (or the row), refuses the file, or only tells. */
export type Strength = "record" | "file" | "warning";

/** A rule as the ingest report and the documentation list it. */
export interface ListedRule {
  readonly code: string;
  readonly strength: Strength;
  readonly meaning: string;
  readonly remedy: string;
}

/** Strength of a rule that is recorded against rows. */
export const strengthOf = (code: RuleCode): Strength =>
  rules[code].severity === "warning" ? "warning" : "record";

/** Every code that an ingest can give, by strength and then as declared. */
export function ruleList(): readonly ListedRule[] {
  const ofRows = (Object.keys(rules) as RuleCode[]).map((code) => {
    const { meaning, remedy } = rules[code];
    return { code, strength: strengthOf(code), meaning, remedy };
  });
  const ofFiles = Object.entries(fileRules).map(([code, rule]) => ({
    code,
    strength: "file" as const,
    ...rule,
  }));
  return [
    ...ofFiles,
    ...ofRows.filter(({ strength }) => strength === "record"),
    ...ofRows.filter(({ strength }) => strength === "warning"),
  ];
}
