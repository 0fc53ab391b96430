import type { SamplePerson } from "./person.ts";
import type { Random } from "./random.ts";

/** What the writers of exports share. */
export interface WriteContext {
  readonly random: Random;
  readonly scale: number;
  /** People who opted out: no fault is planted on them, so that each count can be found again in the ingest report. */
  readonly optedOut: ReadonlySet<SamplePerson>;
}

/** What becomes of each kind of planted fault: the ingest's severity and code, or the plain fact. */
export const faultAccounts: Readonly<Record<string, string>> = {
  blank_nhs_number:
    "warning NHS_NUMBER_MISSING, with those of people who have none; stored under the local number",
  invalid_nhs_number: "warning NHS_NUMBER_INVALID; stored under the local number",
  number_of_nobody: "error PERSON_UNIDENTIFIED",
  without_identifier: "error PERSON_UNIDENTIFIED",
  blank_date: "error FIELD_REQUIRED",
  impossible_date: "error DATE_UNREADABLE",
  month_first_date: "error DATE_UNREADABLE",
  swapped_date_after_export: "error DATE_IMPLAUSIBLE",
  swapped_date_outside_window: "stored under the wrong day, outside the programme's window: nothing can tell",
  date_after_export: "error DATE_IMPLAUSIBLE",
  unknown_ethnicity: "warning VALUE_UNMAPPED, counts as not known",
  unknown_attendance: "warning VALUE_UNMAPPED, counts as not known",
  unknown_type: "warning VALUE_UNMAPPED, counts as not known",
  unknown_tracker: "excluded INSTRUMENT_UNKNOWN, until programme.yaml knows the name",
  unknown_referral: "warning REFERRAL_UNKNOWN; counts for the programme only",
  null_text: "read as not known",
  extra_spaces: "read without them",
  no_break_space: "read without them",
  script_in_notes: "stored nowhere: the column is identifying",
  formula_in_notes: "stored nowhere: the column is identifying",
  duplicate_row: "excluded DUPLICATE",
  repeated_in_overlap: "excluded DUPLICATE: the later export counts",
  changed_in_overlap:
    "excluded DUPLICATE: the later export counts, with the newer status (part of repeated_in_overlap)",
  repeated_header: "excluded NOT_DATA",
  total_row: "excluded NOT_DATA",
  number_in_words: "error NUMBER_UNREADABLE",
  impossible_score: "error SCORE_OUT_OF_RANGE; the other scores of the row are stored",
  unfinished_answers: "warning ITEMS_MISSING: no score, because an item of the sum is blank",
  follow_up_before_baseline: "error FOLLOW_UP_BEFORE_BASELINE; the baseline is stored",
  level_on_older_cut_points: "stored beside the score and never used in its place",
  fte_in_words: "error NUMBER_UNREADABLE; a bank contract beside the post that counts",
  unknown_leaving_reason: "warning VALUE_UNMAPPED, counts as not known",
  blank_staff_number: "error FIELD_REQUIRED",
  unknown_absence_type: "error VALUE_NEEDED",
  ended_in_overlap:
    "excluded DUPLICATE: still open in the earlier export, the later one has its end (part of repeated_in_overlap)",
  rejected_request: "excluded NOT_SELECTED",
  hours_in_words: "error NUMBER_UNREADABLE",
  unknown_answer: "warning VALUE_UNMAPPED, counts as not answered",
  test_response: "excluded NOT_SELECTED",
  attended_in_words: "error NUMBER_UNREADABLE; nobody was there",
  amount_in_words: "error NUMBER_UNREADABLE; a payment that was not made",
};

/**
 * Plants faults into rows: each row gets one at most, so that every count can be found again in the file.
 * `plant` changes the row in place. @returns the number planted, by kind.
 */
export function plantFaults<Row, Kind extends string>(
  random: Random,
  rows: readonly Row[],
  wanted: Readonly<Record<Kind, number>>,
  scale: number,
  plant: Readonly<
    Record<Kind, { readonly fits?: (row: Row) => boolean; readonly change: (row: Row) => void }>
  >,
): Record<Kind, number> {
  const pool = random.sample(rows, rows.length);
  const planted = {} as Record<Kind, number>;
  for (const kind of Object.keys(wanted) as Kind[]) {
    const { fits, change } = plant[kind];
    const goal = wanted[kind] === 0 ? 0 : Math.max(1, Math.round(wanted[kind] * scale));
    planted[kind] = 0;
    for (let at = pool.length - 1; at >= 0 && planted[kind] < goal; at -= 1) {
      const row = pool[at];
      if (row === undefined || fits?.(row) === false) continue;
      pool.splice(at, 1);
      change(row);
      planted[kind] += 1;
    }
  }
  return planted;
}

/** A piece of page that must never run, and formulas that must never be computed. */
export const hostileTexts = {
  script: "Prefers mornings <script>alert('notes')</script>",
  formula: '=HYPERLINK("https://example.invalid/","Open record")',
} as const;

/** Free text of the kind that gets typed into notes. */
export const harmlessNotes = [
  "",
  "",
  "",
  "Prefers a call in the afternoon",
  "Seen with daughter",
  "Met at the café, keen on gardening – will call back",
  "Asked for the benefits leaflet",
  "Says “much better” since spring",
] as const;
