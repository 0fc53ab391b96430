/** Exit codes of the command line: 1 (a bug) is any error that is not a {@link CodedError}. */
export const EXIT = { done: 0, bug: 1, usage: 2, refused: 3, leak: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a problem stands: as a person finds it, in a file, a sheet, a row counted as a spreadsheet does. */
export interface Place {
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  /** 1-based row as a spreadsheet or an editor shows it. */
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  /** 1-based line of a text file such as programme.yaml. */
  readonly line?: number | undefined;
}

/** Writes a place as `referrals.xlsx, sheet "Q1", row 214, column "Referral date"`. */
export function describePlace(place: Place): string {
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(place.file);
  if (place.sheet !== undefined) parts.push(`sheet "${place.sheet}"`);
  if (place.line !== undefined) parts.push(`line ${place.line}`);
  if (place.row !== undefined) parts.push(`row ${place.row}`);
  if (place.column !== undefined) parts.push(`column "${place.column}"`);
  return parts.join(", ");
}

/**
 * An error the user can mend: a stable code, where it stands, what was found, and the remedy.
 * The value of an identifying column never goes into `what`.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly place: Place;
  readonly what: string;
  readonly remedy: string;
  readonly exit: ExitCode;

  constructor(problem: {
    readonly code: string;
    readonly place?: Place;
    readonly what: string;
    readonly remedy: string;
    readonly exit: ExitCode;
    readonly cause?: unknown;
  }) {
    const where = describePlace(problem.place ?? {});
    super(`${problem.code}${where === "" ? "" : ` ${where}`}: ${problem.what} ${problem.remedy}`, {
      cause: problem.cause,
    });
    this.name = "CodedError";
    this.code = problem.code;
    this.place = problem.place ?? {};
    this.what = problem.what;
    this.remedy = problem.remedy;
    this.exit = problem.exit;
  }
}
