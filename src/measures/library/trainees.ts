import type { MeasureEntry } from "../library.ts";
import type { TraineeStep } from "../trainees.ts";

const REACHED: readonly (readonly [TraineeStep, string, string])[] = [
  ["started", "Training: started", "started training"],
  ["trained", "Training: completed", "completed their training"],
  ["placed", "Training: placed", "were placed with a service"],
  ["progressed", "Training: progressed", "went on to employment or to further training in health care"],
];

/** Measures of people who are trained into work, in reading order. */
export const traineeMeasures: readonly MeasureEntry[] = [
  ...REACHED.map(
    ([step, title, words]): MeasureEntry => ({
      id: `trainees_${step}`,
      title,
      kind: "count",
      unit: "people",
      polarity: "neither",
      definition:
        step === "started"
          ? "People who started training in the programme's window, volunteers included. Who takes two courses counts once."
          : `Of the people who started training in the programme's window, those who ${words}, and had reached every step before it, by the data date.`,
      numerator: "People at this step and all before it",
      denominator: "",
      method: "count",
      caveat:
        "Recent trainees may still go on. Nothing is shown where few people started, no small number, and no step that differs by few people from the one shown before it; other numbers are rounded.",
    }),
  ),
  {
    id: "share_trainees_lived_experience",
    title: "Trainees with lived experience",
    kind: "proportion",
    unit: "share of trainees",
    polarity: "neither",
    definition:
      "Of the people who started training in the programme's window, the share who have lived experience of what the service is about.",
    numerator: "Trainees with lived experience",
    denominator: "Trainees for whom it is recorded",
    method: "staff-band",
    caveat:
      "Shown as a band: a fifth where 20 or more are behind it, else a half. Not everyone wants to say so; it is as recorded.",
  },
];
