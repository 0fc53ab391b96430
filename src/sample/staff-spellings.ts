import type { Spellings } from "./spellings.ts";

export const staffRoleSpellings: Spellings = {
  link_worker: ["Social Prescribing Link Worker", "Link Worker", "SPLW", "Social prescribing link worker"],
  care_navigator: ["Care Navigator", "Care navigator"],
  care_coordinator: ["Care Coordinator", "Care Co-ordinator"],
  manager: ["Service Manager", "Team Manager"],
  volunteer: ["Volunteer", "Admin Volunteer"],
};

export const leavingReasonSpellings: Spellings = {
  another_job: ["Another job", "New job", "Left for another post"],
  workload: ["Workload", "Workload / stress"],
  end_of_contract: ["End of contract", "Fixed term ended"],
  retirement: ["Retirement", "Retired"],
  health: ["Health", "Ill health"],
  employment: ["Into employment", "Moved into paid work"],
  other: ["Other", "Relocation"],
  not_known: ["Not known", ""],
};

/** Answers from 1 (never) to 5 (always), in the capitals that people and survey tools choose. */
export const frequencyAnswers: readonly (readonly string[])[] = [
  ["Never/almost never", "Never", "never"],
  ["Seldom", "seldom", "SELDOM"],
  ["Sometimes", "sometimes", "SOMETIMES"],
  ["Often", "often", "OFTEN"],
  ["Always", "always", "ALWAYS"],
];

/** Answers from 1 (to a very low degree) to 5 (to a very high degree). */
export const degreeAnswers: readonly (readonly string[])[] = [
  ["To a very low degree", "to a very low degree", "Very low"],
  ["To a low degree", "to a low degree", "Low"],
  ["Somewhat", "somewhat", "SOMEWHAT"],
  ["To a high degree", "to a high degree", "High"],
  ["To a very high degree", "TO A VERY HIGH DEGREE", "Very high"],
];

/** Answers from 1 (strongly disagree) to 5 (strongly agree). */
export const agreementAnswers: readonly (readonly string[])[] = [
  ["Strongly disagree", "strongly disagree"],
  ["Disagree", "disagree"],
  ["Neither agree nor disagree", "Neither"],
  ["Agree", "agree", "AGREE"],
  ["Strongly agree", "strongly agree"],
];
