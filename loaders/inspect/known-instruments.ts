/** What is known of an outcome measure before anybody decides anything. */
export interface KnownInstrument {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly decimals: number;
  readonly range: readonly [number, number];
  readonly better: "higher" | "lower";
  /** Names it in a header written in lower-case words. */
  readonly pattern: RegExp;
  /** Items whose sum is the score, and what each may be. */
  readonly items?: { readonly count: number; readonly range: readonly [number, number] };
  /** Table that turns the sum of the items into the score. */
  readonly convert?: string;
}

/**
 * Measures by name. Ranges and directions are those that their publishers state; what change matters to a person is
 * for the programme to decide and stands nowhere here.
 */
export const knownInstruments: readonly KnownInstrument[] = [
  {
    id: "pam",
    name: "Patient Activation Measure",
    short: "PAM",
    decimals: 1,
    range: [0, 100],
    better: "higher",
    pattern: /\bpam\b|patient activation/u,
  },
  {
    id: "mycaw_concern",
    name: "MYCaW, first concern",
    short: "MYCaW concern",
    decimals: 0,
    range: [0, 6],
    better: "lower",
    pattern: /\bmycaw\b.*\b(concern|problem)/u,
  },
  {
    id: "mycaw_wellbeing",
    name: "MYCaW, wellbeing",
    short: "MYCaW wellbeing",
    decimals: 0,
    range: [0, 6],
    better: "lower",
    pattern: /\bmycaw\b.*\bwell ?being/u,
  },
  {
    id: "ons4_satisfied",
    name: "Life satisfaction (ONS4)",
    short: "Life satisfaction",
    decimals: 0,
    range: [0, 10],
    better: "higher",
    pattern: /\bons\b.*\bsatisf|\blife satis|^satisfied\b/u,
  },
  {
    id: "ons4_worthwhile",
    name: "Things done are worthwhile (ONS4)",
    short: "Worthwhile",
    decimals: 0,
    range: [0, 10],
    better: "higher",
    pattern: /\bworthwhile\b/u,
  },
  {
    id: "ons4_happy",
    name: "Happiness yesterday (ONS4)",
    short: "Happiness",
    decimals: 0,
    range: [0, 10],
    better: "higher",
    pattern: /\bhapp(?:y|iness)\b/u,
  },
  {
    id: "ons4_anxious",
    name: "Anxiety yesterday (ONS4)",
    short: "Anxiety",
    decimals: 0,
    range: [0, 10],
    better: "lower",
    pattern: /\bons\b.*\banxi|\banxious\b|\banxiety\b/u,
  },
  {
    id: "swemwbs",
    name: "Short Warwick-Edinburgh Mental Wellbeing Scale",
    short: "SWEMWBS",
    decimals: 2,
    range: [7, 35],
    better: "higher",
    pattern: /\bs ?wemwbs\b|\bshort (?:warwick|wemwbs)/u,
    items: { count: 7, range: [1, 5] },
    convert: "swemwbs",
  },
  {
    id: "ucla3",
    name: "Three-item UCLA loneliness scale",
    short: "UCLA-3",
    decimals: 0,
    range: [3, 9],
    better: "lower",
    pattern: /\bucla\b|\blonel/u,
    items: { count: 3, range: [1, 3] },
  },
  {
    id: "wemwbs",
    name: "Warwick-Edinburgh Mental Wellbeing Scale, 14 items",
    short: "WEMWBS",
    decimals: 0,
    range: [14, 70],
    better: "higher",
    pattern: /\bwemwbs\b|\bwarwick/u,
    items: { count: 14, range: [1, 5] },
  },
  {
    id: "phq9",
    name: "Patient Health Questionnaire, 9 items",
    short: "PHQ-9",
    decimals: 0,
    range: [0, 27],
    better: "lower",
    pattern: /\bphq\b/u,
  },
  {
    id: "gad7",
    name: "Generalised Anxiety Disorder scale, 7 items",
    short: "GAD-7",
    decimals: 0,
    range: [0, 21],
    better: "lower",
    pattern: /\bgad\b/u,
  },
];
