/** What a rule found means: an error takes the part of the row that it concerns, and the row where nothing else is left. */
export type Severity = "error" | "warning" | "excluded";

/** A rule of the ingest: what it means and what to do, in plain words. */
export interface Rule {
  readonly severity: Severity;
  readonly meaning: string;
  readonly remedy: string;
}

/** All rules that can be recorded against a row, by stable code. */
export const rules = {
  ROW_TOO_SHORT: {
    severity: "error",
    meaning: "The row has fewer cells than the header.",
    remedy: "Look for a line break or a missing delimiter in the row, and export again.",
  },
  ROW_TOO_LONG: {
    severity: "error",
    meaning: "The row has more cells than the header.",
    remedy: "Look for a delimiter inside a text that is not in quotes, and export again.",
  },
  ROW_UNTERMINATED: {
    severity: "error",
    meaning: "A quote is opened and never closed.",
    remedy: "Close the quote in the row, or export again.",
  },
  ROW_TOO_LARGE: {
    severity: "error",
    meaning: "The row is longer than limits.row_mb in programme.yaml allows.",
    remedy: "Look for a quote that is never closed; a row that is truly so long is read with a larger limit.",
  },
  FIELD_REQUIRED: {
    severity: "error",
    meaning: "A cell that must be filled in is blank.",
    remedy: "Fill it in in the source system, and export again.",
  },
  DATE_UNREADABLE: {
    severity: "error",
    meaning: "A date cannot be read: no day of the calendar in the declared order, or a year of two digits.",
    remedy:
      "Correct the cell, with the year in four digits; if the whole column is concerned, export it so, or set date_order for the source in programme.yaml.",
  },
  DATE_IMPLAUSIBLE: {
    severity: "error",
    meaning: "A date lies before the earliest plausible date or after the data date.",
    remedy: "Correct the cell, or dates.earliest and data_date in programme.yaml.",
  },
  NUMBER_UNREADABLE: {
    severity: "error",
    meaning: "A number cannot be read.",
    remedy:
      "Correct the cell; if it is a code for missing, add it under missing in the mapping of the source.",
  },
  SCORE_OUT_OF_RANGE: {
    severity: "error",
    meaning: "A score is outside the instrument's range.",
    remedy:
      "Correct the score; if it is a code for missing, add it under missing in the mapping of the source.",
  },
  SCORE_DECIMALS: {
    severity: "error",
    meaning: "A score has more decimals than the instrument.",
    remedy: "Correct the score, or the instrument's decimals in programme.yaml.",
  },
  FOLLOW_UP_BEFORE_BASELINE: {
    severity: "error",
    meaning: "The follow-up is dated before the baseline in the same row.",
    remedy: "Correct one of the two dates.",
  },
  END_BEFORE_START: {
    severity: "error",
    meaning: "An end is dated before its start.",
    remedy: "Correct one of the two dates.",
  },
  PERSON_UNIDENTIFIED: {
    severity: "error",
    meaning: "The row names no person: no NHS number and no number of the source system.",
    remedy: "Add one of the two in the source system, and export again.",
  },
  NHS_NUMBER_INVALID: {
    severity: "warning",
    meaning: "An NHS number fails its check digit; the person is known by the source system's own number.",
    remedy: "Correct the number in the source system, so that the person's records link.",
  },
  NHS_NUMBER_MISSING: {
    severity: "warning",
    meaning: "No NHS number; the person is known by the source system's own number.",
    remedy: "None needed where the person is not registered with a practice; else add it.",
  },
  LOCAL_ID_CONFLICT: {
    severity: "warning",
    meaning:
      "The source system's own number stands with two different NHS numbers, so it is not used to link records.",
    remedy: "Find out in the source system which of the two is right.",
  },
  VALUE_UNMAPPED: {
    severity: "warning",
    meaning: "A value is in no code list, and counts as not known.",
    remedy: "Add it under code_maps of the source in programme.yaml.",
  },
  VALUE_IGNORED: {
    severity: "warning",
    meaning: "A value about the person, or a level beside a score, cannot be read, and counts as not known.",
    remedy: "Correct the cell in the source system.",
  },
  AREA_UNKNOWN: {
    severity: "warning",
    meaning: "An area, service or project is not declared in programme.yaml.",
    remedy: "Declare it, or map the value under code_maps; the record counts for the programme only.",
  },
  VALUE_NEEDED: {
    severity: "error",
    meaning: "A value without which the record means nothing is in no code list.",
    remedy: "Add it under code_maps of the source in programme.yaml.",
  },
  INSTRUMENT_UNKNOWN: {
    severity: "excluded",
    meaning: "The score is of an outcome measure that programme.yaml does not declare.",
    remedy: "Declare it under instruments, or map its name under code_maps, if the programme uses it.",
  },
  ITEMS_MISSING: {
    severity: "warning",
    meaning: "Some items of a questionnaire are answered and others blank, so it has no score.",
    remedy: "Fill in the items in the source system where the answers are known.",
  },
  ROW_GIVES_NOTHING: {
    severity: "excluded",
    meaning: "Nothing that the profile stores is filled in.",
    remedy: "None needed where nothing was recorded; else check the mapping.",
  },
  DUPLICATE: {
    severity: "excluded",
    meaning: "The same record stands again further down or in a later file, which counts.",
    remedy: "None needed.",
  },
  OPTED_OUT: {
    severity: "excluded",
    meaning: "The person has opted out of use of their data beyond their own care.",
    remedy: "None: nothing about them is stored.",
  },
  NOT_SELECTED: {
    severity: "excluded",
    meaning: "The row is not one of those the mapping keeps.",
    remedy: "None needed; see where in the profile or in programme.yaml.",
  },
  PRACTICE_NOT_IN_MAP: {
    severity: "excluded",
    meaning: "A practice is not in the part of the practice map that the mapping keeps.",
    remedy: "None needed where the map is limited to an area on purpose.",
  },
  NOT_DATA: {
    severity: "excluded",
    meaning: "The row is a total, a note or a repeated header.",
    remedy: "None needed.",
  },
  OUTCOME_WITHOUT_REFERRAL: {
    severity: "warning",
    meaning: "A score has no referral to belong to, and counts for the programme only.",
    remedy:
      "Check that the referral is in an export and its date is not after the score. Two exports of one system that share its own numbers link by them only if both sources name the same system.",
  },
  REFERRAL_UNKNOWN: {
    severity: "warning",
    meaning:
      "The referral that the row names is in no export of referrals; the record counts for the programme only.",
    remedy: "Add the export that holds the referral, or correct the number.",
  },
  PERSON_DIFFERS: {
    severity: "warning",
    meaning:
      "The row's NHS number is not that of the referral it names; the record stays with the person and is tied by date.",
    remedy: "Find out in the source system which of the two is right.",
  },
  RECORD_WITHOUT_REFERRAL: {
    severity: "warning",
    meaning: "A contact, activity or goal has no referral to belong to, and counts for the programme only.",
    remedy: "Check that the referral is in an export and its date is not after the record's.",
  },
  NHS_NUMBER_DAMAGED: {
    severity: "warning",
    meaning:
      "An NHS number has lost digits, as spreadsheets do (9.99E+09, or fewer than ten digits), and cannot be won back; the person is known by the source system's own number where the row has one.",
    remedy:
      "Export again from the source system, and open the file in a spreadsheet only with the column as text.",
  },
  NHS_NUMBER_TEST: {
    severity: "warning",
    meaning: "An NHS number begins with 9, and such numbers are never issued: a test patient.",
    remedy: "Take test patients out of the export, or set synthetic: true where all people are made up.",
  },
  NHS_NUMBER_RESERVED: {
    severity: "warning",
    meaning: "An NHS number lies between 500 000 0000 and 599 999 9999, which are reserved and not in use.",
    remedy: "Check the number in the source system.",
  },
  RECORD_BEFORE_REFERRAL: {
    severity: "warning",
    meaning:
      "A contact, activity, goal or score is dated more than 30 days before the referral it belongs to was received.",
    remedy: "Check both dates in the source system, and that the record belongs to this referral.",
  },
  CLOSED_BEFORE_RECEIVED: {
    severity: "warning",
    meaning: "A referral is closed on a day before it was received.",
    remedy: "Correct one of the two dates in the source system.",
  },
  AGE_IMPLAUSIBLE: {
    severity: "warning",
    meaning:
      "A person would be born after the year of the referral, or older than 110 at it; the year of birth counts as not known.",
    remedy: "Correct the date of birth; systems write 01/01/1900 where it is not known.",
  },
  PAM_LEVEL_DIFFERS: {
    severity: "warning",
    meaning:
      "A PAM level is not the one of its score under the declared cut points; the level is worked out from the score.",
    remedy: "Check score and level in the source system.",
  },
  PAM_LEVELS_OTHER_SET: {
    severity: "warning",
    meaning:
      "The PAM levels of the file fit the other set of cut points better than the declared one (2010-style: Level 4 from 67.1; 72.5-style: from 72.5).",
    remedy:
      "Ask who worked out the levels which set they used, and correct pam_cut_points in programme.yaml if it is the other.",
  },
  FOLLOW_UP_WITHOUT_BASELINE: {
    severity: "warning",
    meaning: "A follow-up is of a person without any baseline of the same measure, so it shows no change.",
    remedy: "Add the export that holds the baseline; else none.",
  },
  FOLLOW_UP_PRECEDES_BASELINE: {
    severity: "warning",
    meaning:
      "A follow-up is dated before the person's first baseline of the same measure, which stands in another row, so it shows no change.",
    remedy: "Check the two dates, and whether the stages are swapped.",
  },
  SEVERAL_BASELINES: {
    severity: "warning",
    meaning:
      "A person has an earlier baseline of the same measure in the programme's window. The first one counts, with the last follow-up that is in time and before the next baseline; this later one starts an episode that does not count again.",
    remedy: "None where the person came back; else check whether it is a follow-up.",
  },
  CHANGE_LARGE: {
    severity: "warning",
    meaning:
      "From baseline to follow-up a score changes by half of the scale or more, on a scale of more than 20 points. It counts.",
    remedy: "Check both scores in the source system: digits swapped, or another person's form.",
  },
  ANSWERS_ALL_EXTREME: {
    severity: "warning",
    meaning:
      "All items of a questionnaire of five items or more are answered with its lowest answer, or all with its highest. It counts.",
    remedy: "Check with who filled it in whether the items were read.",
  },
  ANSWERS_ALL_SAME: {
    severity: "warning",
    meaning:
      "All answers of a respondent to the Copenhagen Burnout Inventory are the same, though one item asks the other way round, so they contradict each other. They count.",
    remedy: "None: the answers of a survey are not changed.",
  },
  FILE_UNDER_TWO_SOURCES: {
    severity: "warning",
    meaning:
      "The same file, byte for byte, is read by another source with the same layout, so its records may count twice.",
    remedy: "Take it out of one of the two sources in programme.yaml.",
  },
  IDENTIFIER_IN_CELL: {
    severity: "warning",
    meaning:
      "A cell that should identify nobody holds an NHS number or an e-mail address. It is not stored: a record's number is replaced by a pseudonym, any other text by •••.",
    remedy: "Take it out in the source system, and export again.",
  },
} as const satisfies Record<string, Rule>;

export type RuleCode = keyof typeof rules;
