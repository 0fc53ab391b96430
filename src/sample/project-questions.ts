/** What answers a project's question in programme.yaml: whom it is for, its figures (primary first) and facts from outside. */
interface ProjectQuestion {
  readonly target?: Readonly<Record<string, unknown>>;
  readonly measures: readonly (string | { readonly measure: string; readonly instrument: string })[];
  readonly first_measure: {
    readonly yes_if?: "higher" | "lower";
    readonly tells: string;
    readonly does_not_tell: string;
  };
  readonly context: readonly {
    readonly text: string;
    readonly source: string;
    readonly marks?: { readonly measure: string; readonly values: readonly number[] };
  }[];
}

const DOCUMENT = "Programme document of the Social Prescribing Innovators Programme, London";
const INVENTED = "Invented for the sample, as its networks are";

const change = (instrument: string) => ({ measure: "mean_change", instrument });

/** By project id. The facts are documented ones about the real places; no figure of the sample is joined to them. */
export const projectQuestions: Readonly<Record<string, ProjectQuestion>> = {
  SPIP07: {
    target: {
      label: "People at risk of diabetes who are Asian or Black or need an interpreter",
      cohorts: ["pre_diabetes"],
      any: [{ ethnic_groups: ["Asian", "Black"] }, { interpreter: true }],
    },
    measures: [
      "share_target",
      "share_contacted",
      "share_completed_sessions",
      "mean_sessions_attended",
      change("pam"),
    ],
    first_measure: {
      yes_if: "higher",
      tells: "what share of all referrals are of the target group",
      does_not_tell:
        "how many people of the group live there, nor whether those who were referred got the support they needed: for that see the sessions they attended",
    },
    context: [
      {
        text: "Prevalence of diabetes in Waltham Forest was 10.2 % in 2020.",
        source:
          "Annual Public Health Report 2020, quoted in the programme document of the Social Prescribing Innovators Programme, London",
      },
    ],
  },
  SPIP10: {
    target: {
      label: "Homeless people, refugees and people with severe mental illness",
      cohorts: ["homeless", "refugee_or_asylum", "smi"],
    },
    measures: [
      "share_goals_met",
      "share_goals_partly",
      "share_goals_not_met",
      change("swemwbs"),
      "share_target",
      "share_intend_to_leave",
    ],
    first_measure: {
      yes_if: "higher",
      tells: "what share of the goals that were reviewed were met",
      does_not_tell:
        "whether the goals of those whose earlier goals were not met fared better, nor whether wellness events brought it about: goals are not recorded by the event that people went to",
    },
    context: [
      {
        text: "The project is for people whose goals were not met by what was offered before, homeless people, refugees and people with severe mental illness among them.",
        source: DOCUMENT,
      },
    ],
  },
  SPIP12: {
    target: { label: "People who are not registered with a GP", gp_registered: ["no"] },
    measures: [
      "share_not_gp",
      "share_out_of_hours",
      "share_unregistered",
      "share_out_of_borough",
      "share_contacted",
    ],
    first_measure: {
      yes_if: "higher",
      tells: "what share of referrals came by another door than general practice",
      does_not_tell: "whether these people could not have come through a GP, nor whether they were helped",
    },
    context: [
      {
        text: "Barking and Dagenham asked to count people who are not registered with a GP, or registered in another borough.",
        source: DOCUMENT,
      },
    ],
  },
  SPIP13: {
    measures: [
      "share_long_absence",
      "time_administration",
      "time_service_failures",
      "burnout_personal",
      "burnout_work",
      "burnout_client",
      "share_left",
      "share_volunteers_to_employment",
      "days_to_fill_median",
    ],
    first_measure: {
      yes_if: "lower",
      tells: "how many of the staff were off sick for 15 days or more in a year",
      does_not_tell:
        "whether they were burnt out, nor why they were off: for burnout see the scores from their own answers, for turnover those who left",
    },
    context: [
      {
        text: "Camden counted staff with 15 or more days of sickness in a financial year, in one spell or several.",
        source: DOCUMENT,
      },
    ],
  },
  SPIP16: {
    target: { label: "Men", gender: ["1"] },
    measures: ["share_men", "share_contacted", change("pam"), "mean_gp_contacts_change"],
    first_measure: {
      yes_if: "higher",
      tells: "what share of the people seen are men",
      does_not_tell:
        "whether they benefited: the scores further down are of everybody in the project, not of men alone",
    },
    context: [
      {
        text: "Documented share of men among people seen in Tower Hamlets, in four quarters: 37.3 %, 40.7 %, 38.1 % and 39.7 %.",
        source: DOCUMENT,
        marks: { measure: "share_men", values: [0.373, 0.407, 0.381, 0.397] },
      },
      { text: "Men were 16 % of the people in an earlier project.", source: DOCUMENT },
    ],
  },
  SPIP23: {
    target: {
      label: "Asian, Irish and Black people aged 65 and over",
      age_from: 65,
      any: [{ ethnic_groups: ["Asian", "Black"] }, { ethnic_categories: ["B"] }],
    },
    measures: [
      change("ucla3"),
      "share_dna",
      "share_interpreted",
      "median_days_to_first_contact",
      "open_cases_per_fte",
      "share_target",
    ],
    first_measure: {
      tells: "by how much loneliness scores changed, of all people referred who have both scores",
      does_not_tell: "how older Asian, Irish and Black people changed: it is of everybody who was referred",
    },
    context: [
      { text: "Two link workers had almost 800 patients between them.", source: DOCUMENT },
      {
        text: "In Ealing 17,286 people aged 3 and over had Panjabi as their main language in 2021, 4.9 % of all.",
        source: "Census 2021, table TS024, Office for National Statistics, Open Government Licence v3.0",
      },
    ],
  },
  SPIP25: {
    target: { label: "People waiting for counselling", cohorts: ["waiting_for_counselling"] },
    measures: [
      "median_days_without_support",
      "share_mental_health_reason",
      change("swemwbs"),
      "share_target",
    ],
    first_measure: {
      yes_if: "lower",
      tells: "for how long people waited without any support",
      does_not_tell: "whether a taster was what they got in that time, nor whether it helped them",
    },
    context: [],
  },
  SPIP26: {
    target: {
      label: "People who speak Somali or Arabic",
      languages: ["so", "ar"],
      population: { target: 3_200, others: 42_240, source: INVENTED },
    },
    measures: [
      "referrals_per_1000_target",
      "referrals_per_1000_others",
      "share_target",
      "share_interpreter_present",
      "share_contacted",
    ],
    first_measure: {
      yes_if: "higher",
      tells: "how often Somali- and Arabic-speaking patients are referred, for their number on the lists",
      does_not_tell:
        "whether those who were referred could speak with somebody in their language: for that see the interpreters who came",
    },
    context: [
      {
        text: "The real practice had 21,300 patients, about 1,000 of them Somali speaking; the sample's network and its population are invented.",
        source: DOCUMENT,
      },
      {
        text: "In all of Camden 1,651 people aged 3 and over had Somali and 2,337 Arabic as their main language in 2021.",
        source: "Census 2021, table TS024, Office for National Statistics, Open Government Licence v3.0",
      },
    ],
  },
  SPIP28: {
    target: {
      label: "People with severe mental illness aged 30 to 44",
      cohorts: ["smi"],
      age_from: 30,
      age_to: 44,
    },
    measures: [
      "share_target",
      "share_health_check",
      "share_mental_health_reason",
      change("pam"),
      "mean_gp_contacts_change",
      "share_intend_to_leave",
    ],
    first_measure: {
      yes_if: "higher",
      tells: "what share of all referrals are of the target group",
      does_not_tell:
        "whether anybody’s physical health improved, nor how many of all people with severe mental illness of that age were reached: the nearest to health is whether a health check was started",
    },
    context: [
      {
        text: "The cohort of the real service was 219 people with severe mental illness aged 30 to 44 in the most deprived areas. The figures here count referrals to an invented network: they are no part of these 219, and one person may be referred more than once.",
        source: DOCUMENT,
      },
      { text: "Over 90 % of referrals had a mental-health element.", source: DOCUMENT },
    ],
  },
  SPIP31: {
    target: {
      label: "People not registered with a GP, migrants, refugees and people seeking asylum",
      any: [{ gp_registered: ["no"] }, { cohorts: ["migrant", "refugee_or_asylum"] }],
    },
    measures: ["share_target", "share_unregistered", "share_crisis", "median_days_to_first_contact"],
    first_measure: {
      yes_if: "higher",
      tells: "what share of all referrals are of the target group",
      does_not_tell:
        "whether they were helped before a crisis: for that see the share referred at a crisis, which is of all people and not of this group alone",
    },
    context: [{ text: "Hounslow asked to count people who are not registered with a GP.", source: DOCUMENT }],
  },
  SPIP33: {
    measures: ["share_satisfied", "share_consulted", "share_intend_to_leave", "share_left"],
    first_measure: {
      yes_if: "higher",
      tells: "how many of the staff who answered are satisfied with their job",
      does_not_tell: "whether they stay: for that see those who intend to leave and those who left",
    },
    context: [
      {
        text: "Of 279 link workers asked in June 2020, 29 % considered resigning within a year.",
        source: "National Association of Link Workers, survey of July 2020",
      },
    ],
  },
  SPIP40: {
    target: { label: "Women", gender: ["2"] },
    measures: [
      "share_re_referred_180",
      "share_re_referred_365",
      "mean_reasons",
      "share_crisis",
      "median_days_to_first_contact",
    ],
    first_measure: {
      yes_if: "lower",
      tells: "how often a referral is followed by another within 180 days",
      does_not_tell:
        "whether it was for the same need, nor whether coming back was a failure: some people do well to return",
    },
    context: [],
  },
};
