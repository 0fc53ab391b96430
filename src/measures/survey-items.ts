import type { Programme } from "../model/programme.ts";

/** A question of the staff survey of which a share is counted. */
export interface SurveyItem {
  /** Id of the question; the toolkit's own are {@link OWN_ITEMS}. */
  readonly id: string;
  readonly measure: string;
  /** What the cell names it by: the id of a declared question, "" for one of the toolkit's own. */
  readonly cell: string;
  readonly instrument: string;
  readonly item: string;
  readonly counted: readonly string[];
  readonly answers: readonly string[];
}

const AGREE = ["strongly_agree", "agree"];
const AGREEMENT = [...AGREE, "neither", "disagree", "strongly_disagree"];
const own = (measure: string, item: string, counted: readonly string[], answers: readonly string[]) => ({
  id: item,
  measure,
  cell: "",
  instrument: "staff",
  item,
  counted,
  answers,
});

/** Questions that every staff survey is asked for: satisfied, consulted, supervised, and intending to leave. */
const OWN_ITEMS: readonly SurveyItem[] = [
  own("share_satisfied", "satisfied", AGREE, AGREEMENT),
  own("share_consulted", "consulted", AGREE, AGREEMENT),
  own("share_supervised", "supervision", AGREE, AGREEMENT),
  own("share_intend_to_leave", "intend_to_leave", ["yes"], ["yes", "no"]),
];

/** The toolkit's own questions, then those that the programme declares. */
export const surveyItems = ({ workforce }: Programme): readonly SurveyItem[] => [
  ...OWN_ITEMS,
  ...workforce.survey_items.map(({ id, instrument, item, counted, answers }) => ({
    id,
    measure: "survey_share",
    cell: id,
    instrument,
    item,
    counted,
    answers,
  })),
];
