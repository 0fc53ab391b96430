import { CodedError, EXIT } from "../src/model/coded-error.ts";

/** The error for a database that needs more memory than it may take; undefined where `error` is about something else. */
export function memoryFull(error: unknown): CodedError | undefined {
  if (error instanceof CodedError || !(error instanceof Error)) return undefined;
  if (!/Out of Memory Error|failed to allocate data of size/.test(error.message)) return undefined;
  return new CodedError({
    code: "MEMORY_FULL",
    what: "the exports need more memory than the ingest may take.",
    remedy:
      "Set the variable WHAT_MATTERS_MEMORY, for example to 4GB, and run it again. The old warehouse is untouched.",
    exit: EXIT.refused,
    cause: error,
  });
}
