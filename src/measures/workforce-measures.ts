import type { MeasureEntry } from "./library.ts";

const EMPLOYED =
  "Volunteers are not counted. Shown as a band: a fifth where 20 or more are behind it, else a half.";
const ANSWERED = "Staff who answered the question; volunteers are left out";
const RECORDED =
  "Minutes of direct work, administration, responding to service failures and travel that a worker is named for";
const COMPARED = "Before and after only: without a comparison group it does not show what changed it.";

const shares = (
  [
    [
      "share_long_absence",
      "Staff with 15 or more sick days in a year",
      "lower",
      "Of the staff employed at any time in a financial year (1 April to 31 March), the share with 15 or more calendar days of sickness in it, in one spell or several. A day counts once, however many posts it stands under, and not after the person has left.",
      "Staff with 15 or more sick days in the financial year",
      "Staff employed on any day of the financial year, in services whose absence records are in the sources",
      `${EMPLOYED} National sickness rates leave out most staff of primary care and charities, so they are no fair comparison.`,
    ],
    [
      "share_left",
      "Staff who left within the year",
      "lower",
      "Of the staff employed on 1 April, the share who were no longer employed after 31 March of the next year.",
      "Of these staff, those without a post there after 31 March",
      "Staff employed on 1 April",
      `${EMPLOYED} Someone who moves to another service of the programme has left the first one, not the programme.`,
    ],
    [
      "share_intend_to_leave",
      "Staff who intend to leave",
      "lower",
      "Of the staff who answered, the share who say that they intend to leave.",
      "Staff who answered yes",
      ANSWERED,
      `${EMPLOYED} An intention is not a resignation, and those who did not answer may think differently.`,
    ],
    [
      "share_satisfied",
      "Staff who are satisfied with their job",
      "higher",
      "Of the staff who answered, the share who agree or strongly agree that they are satisfied with their job.",
      "Staff who agree or strongly agree",
      ANSWERED,
      `${EMPLOYED} Those who did not answer may think differently.`,
    ],
    [
      "share_consulted",
      "Staff who feel consulted",
      "higher",
      "Of the staff who answered, the share who agree or strongly agree that they are consulted.",
      "Staff who agree or strongly agree",
      ANSWERED,
      `${EMPLOYED} Those who did not answer may think differently.`,
    ],
    [
      "share_supervised",
      "Staff whose supervision is enough",
      "higher",
      "Of the staff who answered, the share who agree or strongly agree that they have enough supervision.",
      "Staff who agree or strongly agree",
      ANSWERED,
      `${EMPLOYED} Those who did not answer may think differently.`,
    ],
    [
      "share_volunteers_to_employment",
      "Volunteers who left for employment",
      "higher",
      "Of the volunteers who left for a reason that is known, the share who left for employment.",
      "Volunteers who left for employment",
      "Volunteers who left for a known reason",
      "Shown as a band, and only where 10 or more volunteers left. Employment elsewhere counts too.",
    ],
  ] as const
).map(([id, title, polarity, definition, numerator, denominator, caveat]) => ({
  id,
  title,
  kind: "proportion" as const,
  unit: "share of staff",
  polarity,
  definition,
  numerator,
  denominator,
  method: "staff-band",
  caveat,
}));

const burnout = (
  [
    ["personal", "Personal burnout", "how worn out people feel, whatever the cause"],
    ["work", "Work-related burnout", "how worn out people feel by their work"],
    ["client", "Burnout from work with clients", "how worn out people feel by the people they support"],
  ] as const
).map(([id, title, what]) => ({
  id: `burnout_${id}`,
  title,
  kind: "mean" as const,
  unit: "points of 100",
  polarity: "lower" as const,
  definition: `Average score on this part of the Copenhagen Burnout Inventory: ${what}. 0 to 100, higher is worse.`,
  numerator: "Sum of the scores of the staff who answered",
  denominator: "Staff who answered enough of its questions; volunteers are left out",
  method: "burnout-inventory",
  caveat: `From survey answers only. The three parts are never added up, and no score is called high or severe: no bands are verified. The General Medical Council's survey turns the same questions the other way round (100 is best): do not set the two side by side. ${COMPARED}`,
}));

const time = (
  [
    ["administration", "Time on administration", "lower", "on administration"],
    [
      "service_failures",
      "Time on responding to service failures",
      "lower",
      "on responding to service failures",
    ],
    ["direct", "Time with people", "higher", "with people"],
    ["travel", "Time on travel", "lower", "on travel"],
  ] as const
).map(([id, title, polarity, what]) => ({
  id: `time_${id}`,
  title,
  kind: "proportion" as const,
  unit: "share of recorded minutes",
  polarity,
  definition: `Of the minutes of work recorded in the period, the share ${what}.`,
  numerator: `Minutes recorded ${what}`,
  denominator: RECORDED,
  method: "ratio-of-sums",
  caveat: `Recorded minutes only: work that nobody wrote down is in neither. It tells of workload pressure, not of burnout. ${COMPARED}`,
}));

/** Measures of workforce and capacity, in reading order. */
export const workforceMeasures: readonly MeasureEntry[] = [
  {
    id: "new_referrals_per_fte",
    title: "New referrals for each link worker a year",
    kind: "rate",
    unit: "referrals a year for each full-time equivalent",
    polarity: "neither",
    definition:
      "Referrals received in the period for each full-time link worker, as a yearly number: what flows in, not the open caseload.",
    numerator: "Referrals received, in services and networks whose link workers are in the staff records",
    denominator: "Average full-time equivalents of link workers × years of the period",
    method: "event-rate",
    caveat:
      "A referral is not yet a contact, and people need more or less time. Not shown where there is a single link worker.",
  },
  {
    id: "open_cases_per_fte",
    title: "Open cases for each link worker",
    kind: "rate",
    unit: "open referrals for each full-time equivalent",
    polarity: "neither",
    definition:
      "Referrals open on the last day of the period for each full-time link worker employed on that day.",
    numerator:
      "Referrals received by that day and closed later, or not closed and waiting or open; in services and networks whose link workers are in the staff records",
    denominator: "Full-time equivalents of link workers employed on that day",
    method: "event-rate",
    caveat:
      "No published guidance covers open cases. Cases that nobody closed make it look higher, and cases opened before the records begin are not in it, so it is too low at first and rises without any more work. Not shown where there is a single link worker.",
  },
  ...shares,
  ...burnout,
  ...time,
  {
    id: "administration_change_compared",
    title: "Change in the time on administration beside other services",
    kind: "mean",
    unit: "share of recorded minutes",
    polarity: "lower",
    definition:
      "By how much the share of recorded minutes that goes on administration changed from before a project at its service, less by how much it changed at the other services over the same days. Below 0: it fell by more, or rose by less, than there.",
    numerator:
      "Share of minutes on administration in the window less that before, at the service that runs the project",
    denominator:
      "The same at all services of the programme that run no project with the time on administration among its measures, taken together",
    method: "compared-ratio-change",
    caveat:
      "The other services were not chosen by lot, and one service is compared: whatever else changed there at that time is in the figure. Recorded minutes only: work that volunteers do is in neither. Workers are the unit, so few of them give a wide interval.",
  },
];
