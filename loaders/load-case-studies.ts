import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import { parseYaml } from "../src/model/parse-yaml.ts";
import type { LoadedProgramme } from "./load-programme.ts";

const caseStudySchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "use letters, digits, - and _ only"),
  service: z.string(),
  project: z.string().optional(),
  title: z.string().min(1),
  text: z.string().min(1),
  quote: z.string().min(1).optional(),
  consent: z.strictObject({
    given_on: z.iso.date(),
    /** What the person agreed to: publication, or use inside the programme only. */
    scope: z.enum(["publication", "internal"]),
    withdrawn_on: z.iso.date().optional(),
  }),
});
const caseStudiesSchema = z.array(caseStudySchema);
type CaseStudy = z.output<typeof caseStudySchema>;

/** A case study whose person agreed to its publication. */
export interface PublishedCaseStudy {
  readonly id: string;
  readonly service: string;
  readonly project: string | null;
  readonly title: string;
  readonly text: string;
  readonly quote: string | null;
  readonly consent_given_on: string;
}

/** The case studies that may be shown, in the order of the file, and how many may not. */
export interface CaseStudies {
  readonly published: readonly PublishedCaseStudy[];
  /** Without consent to publication: for internal use, withdrawn on whatever day, or given after the data date. */
  readonly held: number;
}

/**
 * Reads `case_studies_file`; none where programme.yaml names no file. Only what was consented to for publication by the
 * data date, and never withdrawn, is returned. Every text is searched for numbers and addresses that point to a person.
 *
 * @throws CodedError with file and line: `CASE_STUDIES_MISSING`, `CASE_STUDIES_INVALID`, `CASE_STUDY_UNKNOWN` (a service or
 * project that programme.yaml does not declare), `CASE_STUDY_IDENTIFIES` (never with the value).
 */
export function loadCaseStudies(loaded: Pick<LoadedProgramme, "folder" | "programme">): CaseStudies {
  const { folder, programme } = loaded;
  const file = programme.case_studies_file;
  if (file === undefined) return { published: [], held: 0 };
  const path = join(folder, file);
  if (relative(resolve(folder), resolve(path)).startsWith("..") || !existsSync(path)) {
    throw new CodedError({
      code: "CASE_STUDIES_MISSING",
      place: { file: "programme.yaml" },
      what: `case_studies_file names "${file}", which is not a file below the programme folder.`,
      remedy: "Put the case studies there, or remove the line if there are none.",
      exit: EXIT.refused,
    });
  }
  const text = readFileSync(path, "utf8");
  if (text.replace(/#.*$/gm, "").trim() === "") return { published: [], held: 0 };
  const studies = parseYaml(text, { file, schema: caseStudiesSchema, code: "CASE_STUDIES_INVALID" });
  checkEach(text, file, "CASE_STUDIES_INVALID", repeatedId);
  checkEach(text, file, "CASE_STUDY_UNKNOWN", unknownReference(programme));
  checkEach(text, file, "CASE_STUDY_IDENTIFIES", identifyingText);

  const isOpen = ({ consent }: CaseStudy) =>
    consent.scope === "publication" &&
    consent.given_on <= programme.data_date &&
    consent.withdrawn_on === undefined;
  const published = studies.filter(isOpen);
  return {
    published: published.map(({ id, service, project, title, text: words, quote, consent }) => ({
      id,
      service,
      project: project ?? null,
      title,
      text: words,
      quote: quote ?? null,
      consent_given_on: consent.given_on,
    })),
    held: studies.length - published.length,
  };
}

interface Finding {
  readonly field: keyof CaseStudy;
  readonly what: string;
  readonly remedy: string;
}

/** Runs a check over each study; the schema names the place, so that the error names the line. */
function checkEach(
  text: string,
  file: string,
  code: string,
  check: (study: CaseStudy, studies: readonly CaseStudy[]) => Finding | undefined,
): void {
  let first: Finding | undefined;
  const schema = caseStudiesSchema.superRefine((studies, context) => {
    for (const [index, study] of studies.entries()) {
      const finding = first === undefined ? check(study, studies) : undefined;
      if (finding === undefined) continue;
      first = finding;
      context.addIssue({ code: "custom", message: finding.what, path: [index, finding.field] });
    }
  });
  try {
    parseYaml(text, { file, schema, code });
  } catch (error) {
    if (!(error instanceof CodedError) || first === undefined) throw error;
    const { what, remedy } = first;
    throw new CodedError({ code, place: error.place, what, remedy, exit: EXIT.usage });
  }
}

function repeatedId(study: CaseStudy, studies: readonly CaseStudy[]): Finding | undefined {
  if (studies.find((one) => one.id === study.id) === study) return undefined;
  return { field: "id", what: `the id "${study.id}" stands twice.`, remedy: "Give each its own id." };
}

function unknownReference(
  programme: LoadedProgramme["programme"],
): (study: CaseStudy) => Finding | undefined {
  const declared = {
    service: programme.services.map((one) => one.id),
    project: programme.projects.map((one) => one.id),
  };
  return (study) => {
    for (const field of ["service", "project"] as const) {
      const id = study[field];
      if (id === undefined || declared[field].includes(id)) continue;
      const near = nearestWord(id, declared[field]);
      return {
        field,
        what: `case study "${study.id}" is of the ${field} "${id}", which programme.yaml does not declare.`,
        remedy: near === undefined ? `Declare it under ${field}s.` : `Did you mean "${near}"?`,
      };
    }
    return undefined;
  };
}

/** What in a text points to one person. Broad on purpose: a false alarm costs a word, a miss costs a person's privacy. */
const IDENTIFYING: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["an e-mail address", /[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}/u],
  ["a phone number", /(?<!\d)(?:\+\s?44|0044|0)[\s().-]*(?:\d[\s().-]*){9,10}(?!\d)/u],
  ["an NHS number", /(?<!\d)\d{3}[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)/u],
  ["a postcode", /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/iu],
];

function identifyingText(study: CaseStudy): Finding | undefined {
  for (const field of ["title", "text", "quote"] as const) {
    for (const [kind, pattern] of IDENTIFYING) {
      if (!pattern.test(study[field] ?? "")) continue;
      return {
        field,
        what: `the ${field} of case study "${study.id}" holds what looks like ${kind}.`,
        remedy: "Take it out: a story must not point to one person.",
      };
    }
  }
  return undefined;
}
