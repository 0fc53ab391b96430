import type { TakeAwayRelease } from "./read-release.ts";
import { dayWords } from "./release-words.ts";

/** One row of the checklist. */
export interface StrobeItem {
  readonly item: string;
  readonly asks: string;
  /** What the release can say, or that it is for the authors. */
  readonly answer: string;
  readonly byAuthors: boolean;
}

const AUTHORS = "For the authors.";

/**
 * The STROBE checklist, filled in where the release itself can answer, and left to the authors where it cannot.
 * Source: von Elm and others (2007), Lancet 370:1453–1457; items in our own, shorter words.
 */
export function strobeChecklist({ catalogue, manifest }: TakeAwayRelease): readonly StrobeItem[] {
  const { programme, instruments, projects, breakdowns } = catalogue;
  const [main] = instruments;
  const compared = projects.filter(({ comparator_label }) => comparator_label !== null).length;
  const own = manifest.sources.filter(({ published }) => !published).length;
  const window = `${dayWords(programme.window.from)} to ${dayWords(programme.window.to)}`;
  const open = (item: string, asks: string): StrobeItem => ({ item, asks, answer: AUTHORS, byAuthors: true });
  const filled = (item: string, asks: string, answer: string): StrobeItem => ({
    item,
    asks,
    answer,
    byAuthors: false,
  });
  const scored = main === undefined ? "No outcome score is used. " : "";
  return [
    open("1a", "Title or abstract names the design"),
    open("1b", "Abstract sums up what was done and found"),
    open("2", "Background and reasons"),
    filled(
      "3",
      "Objectives and hypotheses",
      projects.length === 0
        ? "No questions are declared: for the authors."
        : `The questions of ${projects.length} projects, declared before the figures were made: table “Projects and their questions” in tables.xlsx.`,
    ),
    filled(
      "4",
      "Study design",
      `Records of services, before and after in the same people${compared > 0 ? `; ${compared} projects beside comparison networks that were not chosen by lot` : "; no comparison group"}.`,
    ),
    filled(
      "5",
      "Setting, places and dates",
      `Referrals received from ${window}; records as they were on ${dayWords(programme.data_date)}. Places: the tables by board, service and network. Where the services work, and how: for the authors.`,
    ),
    filled(
      "6",
      "Who could take part, and how they were followed",
      main === undefined
        ? "Everybody referred to the services in that time whose records came in, less those who opted out."
        : `Everybody referred to the services in that time whose records came in, less those who opted out. A second ${main.short} score counts from ${main.follow_up.from_days} to ${main.follow_up.to_days} days after the first.`,
    ),
    filled(
      "7",
      "Outcomes, exposures and confounders defined",
      "Each measure is defined with its number and its “out of” in tables.xlsx (“The measures”); scores, with the change fixed as meaningful beforehand, in “The outcome scores”.",
    ),
    filled(
      "8",
      "Sources of data and how things were measured",
      `${own} exports of services’ systems, each with its fingerprint in the release’s manifest, mapped to one model. How scores were taken in each service: for the authors.`,
    ),
    filled(
      "9",
      "Efforts against bias",
      `${scored}Regression to the mean alone stands beside each change; those lost are set beside those followed up; case mix is adjusted for where networks are compared. What is not recorded cannot be adjusted for.`,
    ),
    filled(
      "10",
      "How the study size came about",
      "All referrals of the time are in it. What would make each project’s answer conclusive stands on its page of the site. Whether a number was planned: for the authors.",
    ),
    filled(
      "11",
      "Quantitative variables and groupings",
      `Groups are those of the records and of the software, not chosen by their results: ${breakdowns.length} characteristics in data-dictionary.csv.`,
    ),
    filled("12a", "Statistical methods", "Section Methods of this report."),
    filled(
      "12b",
      "Subgroups and interactions",
      "Groups are compared with the reference group, allowing for the number of comparisons; interactions are not tested.",
    ),
    filled(
      "12c",
      "Missing data",
      "Not known and not stated are groups of their own, and nothing is filled in. How complete each field is: “How complete the records are” in tables.xlsx.",
    ),
    filled(
      "12d",
      "Loss to follow-up",
      `${scored}Follow-up rates stand beside every change; the change is also weighted for those lost, as far as what is recorded of them goes.`,
    ),
    filled("12e", "Sensitivity analyses", "Table “The change in scores worked out in other ways”."),
    filled(
      "13a",
      "Numbers at each stage",
      main === undefined
        ? "Table “How far referrals came”."
        : "Tables “From referral to two scores” and “How far referrals came”.",
    ),
    filled(
      "13b",
      "Reasons for leaving at each stage",
      "Counted where recorded (declined, not due, not followed up). Reasons in people’s own words: for the authors.",
    ),
    filled(
      "13c",
      "A flow diagram",
      main === undefined ? AUTHORS : "Figure or table “From referral to two scores”.",
    ),
    filled("14a", "Who the people are", "“Who was reached” and “Change by group”."),
    filled(
      "14b",
      "How many have missing data for each variable",
      "“How complete the records are” and “How often a characteristic is not recorded” in tables.xlsx.",
    ),
    filled(
      "14c",
      "Time of follow-up",
      main === undefined
        ? "No scores are followed."
        : `${main.follow_up.from_days} to ${main.follow_up.to_days} days after the first score; due after ${main.follow_up.due_after_days} days.`,
    ),
    filled(
      "15",
      "Numbers of outcome events",
      "Tables of scores, goals and stages, with the numbers behind each share.",
    ),
    filled(
      "16a",
      "Estimates with precision; adjusted and not",
      "Every figure with its interval; comparisons of networks and groups as they are and adjusted.",
    ),
    filled("16b", "Boundaries of categories", "data-dictionary.csv and the table of scores."),
    filled(
      "16c",
      "Absolute as well as relative",
      "Shares with their numbers; ratios to the reference group beside them.",
    ),
    filled(
      "17",
      "Other analyses",
      "By group, by place, over time, in other ways: tables.xlsx and estimates.csv.",
    ),
    filled("18", "Key results", "Section Findings of this report: sentences made by rules from the figures."),
    filled(
      "19",
      "Limitations",
      "Under each finding, and “What these figures do not show”. The authors know of more.",
    ),
    open("20", "Cautious interpretation"),
    open("21", "How far results hold elsewhere"),
    open("22", "Funding and the role of funders"),
  ];
}
