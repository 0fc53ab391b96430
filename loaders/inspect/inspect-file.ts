import { existsSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { CodeList } from "../../src/model/code-list.ts";
import {
  defaultLimits,
  type Programme,
  type ProgrammeSource,
  programmeSchema,
} from "../../src/model/programme.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { askColumns } from "../ask-columns.ts";
import { askDateOrder } from "../ask-date-order.ts";
import { type ExportFile, findExports } from "../find-exports.ts";
import { loadProfile, shippedProfiles } from "../load-profile.ts";
import { profileOf } from "../profile-of.ts";
import type { Question } from "../question.ts";
import type { ReadDecisions } from "../read/staged.ts";
import { renameColumns } from "../rename-columns.ts";
import { type ColumnReport, columnReport, warnings } from "./column-report.ts";
import { type FieldName, fieldNames, knownWords } from "./field-names.ts";
import { type InspectedColumn, inspectedColumn } from "./inspected-column.ts";
import { matchProfiles, type ProfileMatch } from "./match-profiles.ts";
import { SAMPLE_ROWS } from "./prepare-file.ts";
import { profileColumns } from "./profile-columns.ts";
import { proposeMapping, proposeProfile } from "./propose-source.ts";
import { sourceId } from "./source-head.ts";
import type { NeededInstrument, ProposalRequest, SourceProposal } from "./source-proposal.ts";
import { type StagedSample, stageSample } from "./stage-sample.ts";
import { withoutRemarks } from "./yaml-fragment.ts";

/** What `inspect` found out about a file. Holds no value that identifies anybody: it may be printed. */
export interface Inspection {
  readonly file: string;
  readonly rows: number;
  /** Only the first rows were looked at. */
  readonly sampled: boolean;
  readonly sheets: StagedSample["sheets"];
  readonly sheet: string | undefined;
  readonly decisions: ReadDecisions;
  readonly excluded: readonly { readonly row: number; readonly reason: string }[];
  readonly unreadable: number;
  readonly columns: readonly ColumnReport[];
  readonly profiles: readonly ProfileMatch[];
  /** Source that reads the file already. */
  readonly readBy: string | undefined;
  readonly questions: readonly Question[];
  readonly notes: readonly string[];
  /** The source as proposed, with remarks; {@link withoutRemarks} gives it plain. */
  readonly source: SourceProposal["source"];
  readonly instruments: readonly NeededInstrument[];
  readonly usable: boolean;
  /** The file lies outside the programme folder. */
  readonly outside: boolean;
}

/** What inspecting needs to know beside the file. */
export interface InspectRequest {
  readonly path: string;
  /** Absolute path of the programme folder. */
  readonly folder: string;
  /** Undefined where programme.yaml cannot be read: then only what ships is known. */
  readonly programme: Programme | undefined;
  readonly lists: ReadonlyMap<string, CodeList>;
  /** Ids of sources that are taken. */
  readonly taken: readonly string[];
  readonly scratch: string;
}

/**
 * Reads a file as ingest would, counts what its columns hold, and proposes how to map it.
 *
 * @throws CodedError (exit 3) where the file cannot be read
 */
export async function inspectFile(database: Database, request: InspectRequest): Promise<Inspection> {
  const { path, folder, programme } = request;
  const within = relative(folder, resolve(path));
  const outside = within.startsWith("..") || isAbsolute(within);
  const file = outside ? `exports/${basename(path)}` : within.split(sep).join("/");
  const existing = outside ? undefined : await sourceOf(resolve(path), folder, programme);
  const profiles = knownProfiles(folder, programme);
  const names = fieldNames(profiles.map(({ profile }) => profile));
  const sample = await stageSample(
    database,
    { path, name: outside ? basename(path) : file },
    settingsOf(existing),
    knownWords(names),
    programme?.limits ?? defaultLimits,
    request.scratch,
  );
  const { staged } = sample;
  const columns = (await profileColumns(database, staged, request.lists)).map(inspectedColumn);
  const matches = matchProfiles(staged.columns, profiles);
  const proposal = propose({ file, request, sample, columns, names, matches });
  const questions = [
    ...staged.questions,
    ...proposal.questions.map((one) => ({ file, sheet: staged.sheet, ...one })),
    ...(await openQuestions(database, sample, proposal, existing, request, file)),
  ];
  const reports: ColumnReport[] = [];
  for (const one of proposal.columns) reports.push(await columnReport(one, proposal, programme));
  const inspection: Inspection = {
    file: outside ? basename(path) : file,
    rows: staged.rows,
    sampled: sample.cut || staged.rows > SAMPLE_ROWS,
    sheets: sample.sheets,
    sheet: staged.sheet,
    decisions: staged.decisions,
    excluded: staged.excluded,
    unreadable: staged.unreadable.length,
    columns: reports,
    profiles: matches.slice(0, 3),
    readBy: existing?.id,
    questions: questions.filter(unlike),
    notes: [...proposal.notes, ...warnings(columns)],
    source: proposal.source,
    instruments: proposal.instruments,
    usable: proposal.usable,
    outside,
  };
  await database.run(`DROP TABLE ${staged.table}`);
  await database.run("DROP TABLE inspected_value");
  return inspection;
}

function propose(given: {
  readonly file: string;
  readonly request: InspectRequest;
  readonly sample: StagedSample;
  readonly columns: readonly InspectedColumn[];
  readonly names: readonly FieldName[];
  readonly matches: readonly ProfileMatch[];
}): SourceProposal {
  const { file, request, sample, columns, names, matches } = given;
  const visible = sample.sheets?.visible ?? [];
  const asked: ProposalRequest = {
    id: sourceId(file, request.taken),
    file,
    member: sample.member,
    kind: sample.kind === "text" ? "delimited" : sample.kind === "parquet" ? "parquet" : "workbook",
    sheet: visible.length > 1 ? sample.staged.sheet : undefined,
    headerRows: sample.headerRows,
    columns,
    names,
    programme: request.programme,
  };
  const mapping = proposeMapping(asked);
  const mapped = mapping.columns.filter(({ confidence }) => confidence !== undefined).length;
  const match = matches.find((one) => one.fits && (one.used.length >= 0.8 * mapped || !mapping.usable));
  return match === undefined ? mapping : proposeProfile(asked, match, mapping);
}

/** The profiles that ship, and those that the programme's sources name by path. */
function knownProfiles(folder: string, programme: Programme | undefined) {
  const own = (programme?.sources ?? []).flatMap(({ profile }) =>
    profile?.endsWith(".yaml") && existsSync(join(folder, profile)) ? [profile] : [],
  );
  return [...new Set([...shippedProfiles(), ...own])].map((name) => ({
    name,
    profile: loadProfile(name, folder).profile,
  }));
}

async function sourceOf(
  path: string,
  folder: string,
  programme: Programme | undefined,
): Promise<ProgrammeSource | undefined> {
  for (const source of programme?.sources ?? []) {
    const found = await findExports(folder, source).catch((): readonly ExportFile[] => []);
    if (found.some((one) => one.path === path)) return source;
  }
  return undefined;
}

const settingsOf = (source: ProgrammeSource | undefined): Parameters<typeof stageSample>[2] =>
  source === undefined
    ? {}
    : {
        encoding: source.encoding,
        delimiter: source.delimiter,
        quote: source.quote,
        sheet: source.sheet,
        headerRows: source.header_rows,
        leaveOutRows: source.leave_out_rows,
        keepRows: source.keep_rows,
        hiddenSheetsLeftOut: source.hidden_sheets === "leave_out",
      };

/** What ingest would ask of the source as it stands, or as proposed. */
async function openQuestions(
  database: Database,
  { staged }: StagedSample,
  proposal: SourceProposal,
  existing: ProgrammeSource | undefined,
  { folder, programme }: InspectRequest,
  file: string,
): Promise<readonly Question[]> {
  const source = existing ?? parsedSource(proposal.usable ? proposal.source : everyColumn(proposal, staged));
  if (source === undefined) return [];
  const profile = profileOf(source, folder);
  const renamed = renameColumns(staged, source);
  return [
    ...askColumns(renamed, profile, source, file),
    ...(await askDateOrder(database, renamed, profile, source, programme ?? { dates: BARE.dates }, file)),
  ];
}

const bare = (source: unknown) =>
  programmeSchema.parse({
    id: "inspected",
    name: "inspected",
    synthetic: false,
    window: { from: "2000-01-01", to: "2000-01-01" },
    data_date: "2000-01-01",
    sources: [source],
  });
const BARE = bare({ id: "none", file: "none", profile: "none" });

/** A source that reads every column with a name, to ask what the header leaves open where nothing could be mapped. */
function everyColumn({ source }: SourceProposal, staged: StagedSample["staged"]): SourceProposal["source"] {
  const named = staged.columns.filter((_, index) => staged.facts[index]?.heading !== "");
  return { ...source, mapping: { recognise: named.length > 0 ? named : staged.columns, tables: {} } };
}

/** The proposal as ingest would read it; a proposal that does not fit the schema is a fault of the program. */
function parsedSource(source: SourceProposal["source"]): ProgrammeSource | undefined {
  return bare(withoutRemarks(source)).sources[0];
}

const unlike = (question: Question, index: number, all: readonly Question[]): boolean =>
  all.findIndex(({ code, what }) => code === question.code && what === question.what) === index;
