import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords, peopleWords } from "./number-words.ts";
import { printableFigure } from "./released-estimate.ts";
import { listWords } from "./sentence.ts";

const STEPS = [
  ["trainees_trained", "completed it"],
  ["trainees_placed", "were placed with a service"],
  ["trainees_progressed", "went on to a job or further training"],
] as const;

/** How far people in training came, in an area over the whole time; null where none are held or their number is withheld. */
export function traineeWords(place: SelectionEstimates, lead: string): string | null {
  const started = printableFigure(place.whole("trainees_started", ""));
  if (started === null) return null;
  const said = STEPS.flatMap(([id, words]) => {
    const figure = printableFigure(place.whole(id, ""));
    return figure === null ? [] : [`${numberWords(figure.value)} ${words}`];
  });
  const people = `${peopleWords(started.value)} started training`;
  return said.length === 0
    ? `${lead}${people}`
    : `${lead}of ${people.replace(" started", " who started")}, ${listWords(said)}`;
}
