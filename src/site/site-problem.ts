import { CodedError, EXIT } from "../model/coded-error.ts";

/** The codes a refused site can carry. */
export type SiteProblemCode =
  | "SITE_BUILD_FAILED"
  | "SITE_LINK_BROKEN"
  | "SITE_OTHER_HOST"
  | "SITE_MACHINE_PATH"
  | "SITE_PAGE_ERROR";

/** One thing wrong with a built site, before it is published. */
export interface SiteProblem {
  readonly code: SiteProblemCode;
  /** The page or file as its author knows it, e.g. `reports/outcomes.md`; undefined where no page is to blame. */
  readonly page: string | undefined;
  /** 1-based line of the page's source, where known. */
  readonly line?: number | undefined;
  /** One sentence: what is wrong, with the target or message. */
  readonly what: string;
}

const REMEDIES: Readonly<Record<SiteProblemCode, string>> = {
  SITE_BUILD_FAILED: "Correct the page and build again; the site that was there before is unchanged.",
  SITE_LINK_BROKEN:
    "Correct the link, or add what it points to; the site that was there before is unchanged.",
  SITE_OTHER_HOST:
    "A published site asks nothing of other computers: install the library with npm or copy the file into reports/. The site that was there before is unchanged.",
  SITE_MACHINE_PATH: "Remove the folder's name from the page; the site that was there before is unchanged.",
  SITE_PAGE_ERROR: "Correct the page and build again; the site that was there before is unchanged.",
};

const SHOWN = 10;

/** Turns one or more problems into the error that stops the build: the first leads, up to nine more follow. */
export function refuseSite(problems: readonly [SiteProblem, ...SiteProblem[]]): CodedError {
  const [first, ...others] = problems;
  const more = others
    .slice(0, SHOWN - 1)
    .map((problem) => `\n  also ${problem.code} ${describeWhere(problem)}${problem.what}`);
  const left = others.length - more.length;
  return new CodedError({
    code: first.code,
    place: { file: first.page, line: first.line },
    what: `${first.what}${more.join("")}${left > 0 ? `\n  and ${left} more.` : ""}${more.length > 0 ? "\n" : ""}`,
    remedy: REMEDIES[first.code],
    exit: EXIT.bug,
  });
}

function describeWhere(problem: SiteProblem): string {
  if (problem.page === undefined) return "";
  return `${problem.page}${problem.line === undefined ? "" : `, line ${problem.line}`}: `;
}
