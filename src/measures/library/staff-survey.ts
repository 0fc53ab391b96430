import type { MeasureEntry } from "../library.ts";

const ANSWERED = "Staff who answered; volunteers are left out";
const OTHERS =
  "Those who did not answer may be more or less worn out. Without a comparison group it does not show what changed it.";

const PARTS = [
  ["personal", "personal burnout"],
  ["work", "work-related burnout"],
  ["client", "burnout from work with clients"],
] as const;

const changes = PARTS.map(
  ([id, part]): MeasureEntry => ({
    id: `burnout_change_${id}`,
    title: `Change in ${part} from the survey before`,
    kind: "mean",
    unit: "points of 100",
    polarity: "lower",
    definition: `Average score for ${part} in a wave of the survey less the average in the wave before. Below 0: the score is lower than it was. Where the programme says that staff keep their code from wave to wave, only those who answered both waves count; else each average is of whoever answered then.`,
    numerator: "Average score in this wave less that in the wave before",
    denominator: ANSWERED,
    method: "welch-difference",
    caveat: `Shown only where the averages of both waves are. Where answers cannot be followed, part of the change may come from other people answering. ${OTHERS}`,
  }),
);

const QUARTERS = [
  ["lower_quarter", "Lower quarter point", "a quarter of the staff who answered scored it or less"],
  ["median", "Middle score", "half of the staff who answered scored it or less"],
  ["upper_quarter", "Upper quarter point", "a quarter of the staff who answered scored it or more"],
] as const;

const quarters = PARTS.flatMap(([id, part]) =>
  QUARTERS.map(
    ([point, title, words]): MeasureEntry => ({
      id: `burnout_${point}_${id}`,
      title: `${title}: ${part}`,
      kind: "amount",
      unit: "points of 100",
      polarity: "lower",
      definition: `The score for ${part} of which it holds that ${words}. 0 to 100, higher is worse.`,
      numerator: "",
      denominator: ANSWERED,
      method: "quantile-interval",
      caveat:
        "Shown in steps of five points, where 20 or more answered; an interval only where five or more scores lie at or beyond each of its ends. No score is taken as a limit from which someone counts as burnt out.",
    }),
  ),
);

const agreement = PARTS.map(
  ([id, part]): MeasureEntry => ({
    id: `burnout_alpha_${id}`,
    title: `How well the questions go together: ${part}`,
    kind: "amount",
    unit: "Cronbach’s alpha",
    polarity: "higher",
    definition: `Cronbach’s alpha of the questions on ${part}, in a wave of the survey: near 1 where staff who answer high on one question answer high on the others.`,
    numerator: "",
    denominator: "Staff of the whole programme who answered every question of this part",
    method: "cronbach-alpha",
    caveat:
      "It tells whether the questions measure one thing among these staff, not whether they measure burnout.",
  }),
);

/** Measures of the staff survey beyond averages and shares, in reading order. */
export const staffSurveyMeasures: readonly MeasureEntry[] = [
  {
    id: "response_rate",
    title: "Staff who answered the survey",
    kind: "proportion",
    unit: "share of staff",
    polarity: "higher",
    definition:
      "Of the staff employed on any day from the first to the last answer of a wave of the survey, the share who answered any question.",
    numerator: "Different respondents with an answer to any question",
    denominator: "Staff employed on any of these days, as in the staff records",
    method: "staff-band",
    caveat:
      "Volunteers are not counted. Shown as a band: a fifth where 20 or more are behind it, else a half. What those who did not answer would have said is not known.",
  },
  ...changes,
  ...quarters,
  ...agreement,
  {
    id: "survey_share",
    title: "Answers to a further question of the staff survey",
    kind: "proportion",
    unit: "share of staff",
    polarity: "neither",
    definition:
      "Of the staff who answered a question that the programme declares, the share with one of the answers it counts.",
    numerator: "Staff with one of the answers that the programme counts",
    denominator: ANSWERED,
    method: "staff-band",
    caveat:
      "Which answers count is the programme’s declaration, which this toolkit has not checked. Shown as a band: a fifth where 20 or more are behind it, else a half. Those who did not answer may think differently.",
  },
  {
    id: "survey_score",
    title: "Score from further questions of the staff survey",
    kind: "mean",
    unit: "points as declared",
    polarity: "neither",
    definition:
      "Average over the staff who answered of the mean of the points that the programme declares for their answers.",
    numerator: "Sum of the scores of the staff who answered",
    denominator: "Staff who answered enough of its questions; volunteers are left out",
    method: "mean-interval",
    caveat:
      "Points and direction are the programme’s declaration, which this toolkit has not checked. Never set beside the burnout inventory’s scores, which have another scale.",
  },
];
