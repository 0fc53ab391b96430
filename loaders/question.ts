import { CodedError, EXIT } from "../src/model/coded-error.ts";

/** Something about an export that must not be guessed: `inspect` prints it, `ingest` stops until it is answered. */
export interface Question {
  readonly code:
    | "ASK_COLUMNS"
    | "ASK_UNNAMED_COLUMN"
    | "ASK_FILL_DOWN"
    | "ASK_DATE_ORDER"
    | "ASK_HIDDEN_SHEET";
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  /** What is open, in plain words, without any value that identifies somebody. */
  readonly what: string;
  /** Lines to put under the source in programme.yaml, each with what it means. */
  readonly answers: readonly { readonly yaml: string; readonly means: string }[];
}

/** The error that stops an ingest: the questions of all files together. `questions` must not be empty. */
export function questionError(questions: readonly Question[]): CodedError {
  const [first] = questions;
  const others = questions.slice(1).map(questionText);
  return new CodedError({
    code: first?.code ?? "ASK_COLUMNS",
    place: { file: first?.file ?? "", sheet: first?.sheet, row: first?.row, column: first?.column },
    what: first?.what ?? "",
    remedy: [answersText(first), ...others, "Nothing was stored: the old warehouse is untouched."].join("\n"),
    exit: EXIT.refused,
  });
}

/** A question on a line of its own, with its answers below. */
export function questionText(question: Question): string {
  const { code, file, sheet, column, what } = question;
  const place = [file, sheet && `sheet "${sheet}"`, column && `column "${column}"`]
    .filter(Boolean)
    .join(", ");
  return `${code} ${place}: ${what} ${answersText(question)}`;
}

function answersText(question: Question | undefined): string {
  const lines = (question?.answers ?? []).map(({ yaml, means }) => `  ${yaml}   # ${means}`);
  return ["Answer under the source in programme.yaml with one of", ...lines].join("\n");
}
