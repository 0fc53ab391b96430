import { stringify } from "yaml";
import { DATA_DAY, FIRST_DAY, isoOf, LAST_DAY, windowDays } from "./calendar.ts";
import { caseSources } from "./case-sources.ts";
import { pamInstrument } from "./pam-instrument.ts";
import { sampleBoroughs, sampleIcbs } from "./places.ts";
import { projectQuestions } from "./project-questions.ts";
import { REGISTERED_LIST } from "./registered-list.ts";
import { samplePublisher } from "./sample-publisher.ts";
import { schemeModels } from "./scheme-models.ts";
import { STAFF_NAMES } from "./staff-names.ts";
import { sampleServices, sampleUnits } from "./units.ts";

/** The sample's own key for pseudonyms: published, because nobody in the sample exists. */
const SAMPLE_KEY = "what-matters sample key, published on purpose";

const span = ([from, to]: readonly [number, number]) => ({ from: isoOf(from), to: isoOf(to) });

const source = (id: string, label: string, file: string, profile: string, system?: string) => ({
  id,
  label,
  ...(system === undefined ? {} : { system }),
  file: `exports/${file}`,
  profile,
  date_order: "dmy",
});

const staffSources = [
  {
    ...source("roster", "Link workers and other staff in post", "roster*.xlsx", "link-worker-roster", "hr"),
    hidden_sheets: "leave_out",
  },
  source("esr-absence", "Absence (Electronic Staff Record)", "esr-absence*.csv", "esr-absence", "hr"),
  source("healthroster", "Absence (HealthRoster)", "healthroster*.csv", "healthroster-absence", "hr"),
  source("staff-survey", "Survey of staff", "staff-survey*.xlsx", "staff-survey"),
];

const officeSources = [
  source("sessions", "Support sessions of the programme", "sessions*.csv", "support-sessions"),
  source("spend", "What the projects spent", "spend*.csv", "spend"),
];

/** PAM first: it is the main instrument. */
const instruments = [
  pamInstrument,
  scale("ons4_satisfied", "Life satisfaction (ONS4)", "Life satisfaction", [0, 10], "higher"),
  scale("ons4_worthwhile", "Things done are worthwhile (ONS4)", "Worthwhile", [0, 10], "higher"),
  scale("ons4_happy", "Happiness yesterday (ONS4)", "Happiness", [0, 10], "higher"),
  scale("ons4_anxious", "Anxiety yesterday (ONS4)", "Anxiety", [0, 10], "lower"),
  {
    ...scale(
      "swemwbs",
      "Short Warwick-Edinburgh Mental Wellbeing Scale, metric score",
      "SWEMWBS",
      [7, 35],
      "higher",
    ),
    decimals: 2,
    meaningful_change: {
      points: 3,
      source:
        "Shah 2018, Health and Quality of Life Outcomes 16:239, gives 1 to 3 points; the upper end is taken.",
    },
    other_thresholds: [
      {
        points: 1,
        source:
          "Shah 2018, as above: the lower end of 1 to 3 points, about one standard error of measurement.",
      },
      {
        points: 2.87,
        source:
          "Shah 2018, as above: 2.77 standard errors of measurement, so more than measurement error alone.",
      },
    ],
  },
  scale("ucla3", "UCLA loneliness scale, three items", "UCLA-3", [3, 9], "lower"),
  scale("mycaw_concern", "MYCaW, first concern", "MYCaW concern", [0, 6], "lower"),
  scale("mycaw_wellbeing", "MYCaW, wellbeing", "MYCaW wellbeing", [0, 6], "lower"),
];

/** An instrument of whole points, asked again like PAM. */
function scale(
  id: string,
  name: string,
  short: string,
  range: readonly [number, number],
  better: "higher" | "lower",
) {
  return {
    id,
    name,
    short,
    decimals: 0,
    range,
    better,
    follow_up: { from_days: 28, to_days: 365, due_after_days: 365 },
  };
}

/** The sample's programme.yaml, as an object. */
const sampleProgramme = {
  id: "sample",
  name: "Social prescribing in twelve projects (synthetic sample)",
  synthetic: true,
  publisher: samplePublisher,
  window: span([FIRST_DAY, LAST_DAY]),
  windows: {
    before: span(windowDays.before),
    during: span(windowDays.during),
    after: span(windowDays.after),
  },
  data_date: isoOf(DATA_DAY),
  synthetic_key: SAMPLE_KEY,
  dates: { order: "dmy", earliest: "1905-01-01" },
  areas: {
    version:
      "Boards and boroughs of July 2022 to March 2024; networks, their codes and list sizes are invented",
    icbs: sampleIcbs,
    boroughs: sampleBoroughs.map(({ code, name, icb }) => ({ code, name, icb })),
    pcns: sampleUnits.map((unit) => ({
      code: unit.pcn,
      name: unit.name,
      borough: unit.borough,
      icb: unit.icb,
      list_size: unit.listSize,
      service: unit.service,
    })),
  },
  services: sampleServices.map(({ id, name, borough, icb }, index) => ({
    id,
    name,
    borough,
    icb,
    model: schemeModels[index],
  })),
  reference_populations: [
    ...[
      "census-2021-ethnic-category",
      "census-2021-main-language-english",
      "census-2021-main-language",
      "census-2021-english-proficiency",
    ].map((shipped) => ({ shipped, made_of: { E09000012: ["E09000012", "E09000001"] } })),
    {
      id: "registered-list",
      title: "Registered list, 20 and over: invented for the sample",
      people: "people aged 20 and over who are registered with a practice",
      source: "Invented, in the layout of Patients Registered at a GP Practice, NHS England",
      layout: "nhs_registered_list",
      file: REGISTERED_LIST,
      area_type: "pcn",
      synthetic: true,
    },
  ],
  projects: sampleUnits.flatMap(({ project, pcn, borough, icb, service }) => {
    if (project === undefined) return [];
    const { target, measures, first_measure, context } = projectQuestions[project.id] ?? {};
    return [
      {
        id: project.id,
        name: `${project.id}: ${project.title}`,
        borough,
        icb,
        service,
        pcns: [pcn],
        question: project.question,
        ...(target === undefined ? {} : { target }),
        comparator: {
          label: "Networks of the same Integrated Care Board without a project",
          pcns: sampleUnits
            .filter((unit) => unit.project === undefined && unit.icb === icb)
            .map((unit) => unit.pcn),
        },
        measures,
        first_measure,
        context,
        grant: 10_000,
      },
    ];
  }),
  events: [
    { date: isoOf(windowDays.during[0]), label: "Pilots begin" },
    { date: isoOf(windowDays.during[1]), label: "Pilots end" },
  ],
  targets: [
    {
      measure: "follow_up_rate",
      instrument: "pam",
      value: 0.6,
      source: "Invented for this sample",
    },
  ],
  pathway: {
    stages: [
      { fact: "referred", label: "Referred" },
      { fact: "accepted", label: "Accepted" },
      { fact: "contacted", label: "Reached by a link worker" },
      { fact: "referred_on", label: "Referred on to an activity" },
      { fact: "started", label: "Started the activity" },
      { fact: "completed", label: "Completed the planned sessions" },
    ],
    review_within_days: 28,
  },
  programme_office: {
    funnel: [
      { label: "Applications", count: 40 },
      { label: "Shortlisted", count: 20 },
      { label: "Funded projects", count: 12 },
    ],
    support: [
      { id: "training", label: "Quality-improvement training", planned: 4, length: "half a day" },
      { id: "skill_share", label: "Skill shares", planned: 3, length: "1½ hours" },
      { id: "peer_group", label: "Co-consulting peer groups", planned: 3, length: "2 hours" },
      { id: "coaching", label: "One-to-one coaching", planned: 3, length: "45 minutes" },
      { id: "drop_in", label: "Drop-ins", planned: 13, length: "1½ hours" },
    ],
    source: "Programme document of the Social Prescribing Innovators Programme, London",
  },
  workforce: {
    referrals_per_fte: {
      from: 200,
      to: 250,
      source:
        "Surrey Training Hub, quoting NHS England: 200 to 250 people a year for each full-time link worker",
    },
    staff_names_file: STAFF_NAMES,
  },
  case_studies_file: "case-studies.yaml",
  sources: [...caseSources, ...staffSources, ...officeSources],
  instruments,
  disclosure: { policy: "nhs-england" },
  opt_out_file: "opt-out.txt",
};

const HEAD = `# A synthetic programme: project ids, boroughs and questions as documented; every person, organisation, network,
# service, member of staff and result is invented. Written by "npx what-matters sample"; truth.json beside it says what
# was planted. Start your own programme from a copy: change synthetic to false and leave out synthetic_key.

`;

/** Text of the sample's programme.yaml. */
export const sampleProgrammeYaml = (): string =>
  HEAD + stringify(sampleProgramme, { lineWidth: 120, aliasDuplicateObjects: false });
