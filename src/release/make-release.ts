import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { allNetworks, isOfAllNetworks } from "../disclosure/all-networks.ts";
import { policies } from "../disclosure/policy.ts";
import { protectCounts } from "../disclosure/protect-counts.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { protectRelease } from "../disclosure/protect-release.ts";
import { releaseFacts } from "../disclosure/release-facts.ts";
import { releaseTeam } from "../disclosure/release-team.ts";
import { type ConsentedText, releaseTexts } from "../disclosure/release-texts.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { codeVersion } from "../files/code-version.ts";
import { isProcessAlive } from "../files/process-alive.ts";
import { sha256 } from "../files/sha256.ts";
import { makeFindings } from "../findings/all-findings.ts";
import type { PressureDocument } from "../findings/pressure-document.ts";
import { pressureSignal } from "../findings/pressure-signal.ts";
import { dataQualityCounts, type IngestSummary } from "../measures/data-quality.ts";
import { isInRelease } from "../measures/lattice.ts";
import { isEquityDetail, isHeadline, isOutcomeDetail, isWorkforceDetail } from "../measures/library.ts";
import { type OfficeRows, officeRows } from "../measures/programme-office.ts";
import { type TeamView, teamMembers } from "../measures/team-members.ts";
import { type StaffName, teamRows } from "../measures/workforce-team.ts";
import type { CodeList } from "../model/code-list.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import type { Programme } from "../model/programme.ts";
import type { ReferencePopulation } from "../model/reference-population.ts";
import { attachWarehouse } from "../warehouse/attach-warehouse.ts";
import { attachCanonicalFolder } from "../warehouse/canonical-folder.ts";
import { type Database, openDatabase } from "../warehouse/database.ts";
import { duckDbEngine } from "../warehouse/measure-engine.ts";
import { auditSummary } from "./audit-summary.ts";
import { buildCatalogue } from "./build-catalogue.ts";
import type {
  AuditSummary,
  Catalogue,
  ComparePage,
  DataQuality,
  Findings,
  Manifest,
  ProgrammeDocument,
} from "./catalogue.ts";
import { withChangeLimits } from "./change-limits.ts";
import { checkTargets } from "./check-targets.ts";
import { withClusteredChange } from "./clustered-change.ts";
import { compareDocuments } from "./compare-documents.ts";
import { controlCharts } from "./control-charts.ts";
import type { ControlCharts } from "./control-charts-schema.ts";
import { withDerivedCaseload } from "./derived-caseload.ts";
import { withDerivedOutcomes } from "./derived-outcomes.ts";
import { withReferralRates } from "./derived-referral-rates.ts";
import { englandNetworks } from "./england-networks.ts";
import { withEquityShares } from "./equity-shares.ts";
import { estimatesArrow, estimatesCsv, sortEstimates } from "./estimates-table.ts";
import { exactEstimates } from "./exact-estimates.ts";
import { comparePage, exactFunnels } from "./funnels.ts";
import { geographyOf } from "./geography.ts";
import { withLostPeople } from "./lost-people.ts";
import { loadSolver } from "./lp-solver.ts";
import { measureProgramme } from "./measure-programme.ts";
import { type MeasureRegister, measureRegister } from "./measure-register.ts";
import { narrowToServices } from "./narrow-to-services.ts";
import { packFindings } from "./pack-findings.ts";
import { packFunnels } from "./pack-funnels.ts";
import { withPathwayShares } from "./pathway-shares.ts";
import type { PreviousRelease } from "./previous-release.ts";
import { comparedChanges, projectComparisons } from "./project-comparisons.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";
import { withReach } from "./reach.ts";
import { refuseRelease } from "./refuse-release.ts";
import type { ReleaseWatch } from "./release-watch.ts";

/** What a release is made from. */
export interface ReleaseRequest extends ReleaseWatch {
  /** Folder that holds warehouse.duckdb. */
  readonly state: string;
  /** A folder of canonical tables to read instead. */
  readonly canonical?: string | undefined;
  /** Memory for the database, such as `2GB`; what does not fit goes to a private folder in `state`. */
  readonly memory?: string | undefined;
  readonly programme: Programme;
  /** SHA-256 of programme.yaml as it stands. */
  readonly configurationSha256: string;
  readonly lists: ReadonlyMap<string, CodeList>;
  /** A release that is published already. */
  readonly previous?: PreviousRelease | undefined;
  /** Who lives there, or is registered there: what referrals are set against. */
  readonly populations?: readonly ReferencePopulation[];
  /** Texts whose publication the person agreed to, and how many others are held back. */
  readonly caseStudies?: { readonly published: readonly ConsentedText[]; readonly held: number };
  /** For the local view alone: the services it is about (empty: all), and names by which case records know staff. */
  readonly local?: { readonly services: readonly string[]; readonly names: readonly StaffName[] };
}

/** All files of a release by their path below `reports/data/`, and its manifest. */
export interface ReleaseFiles {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly manifest: Manifest;
}

/**
 * Makes a release from the warehouse: measures, estimates, disclosure control, sentences, catalogue, manifest.
 * Same inputs give the same bytes: no clock, no random order.
 *
 * @throws CodedError `WAREHOUSE_MISSING`, `WAREHOUSE_OUTDATED`, `CANONICAL_…`.
 */
export async function makeRelease(asked: ReleaseRequest): Promise<Released<ReleaseFiles>> {
  const policy = policies[asked.programme.disclosure.policy];
  checkTargets(asked.programme);
  const { onStage = () => {} } = asked;
  onStage("measures");
  const { programme, rows, counts, office, team: exactTeam, ingest, canonical } = await readTables(asked);
  const request = { ...asked, programme };
  const { lists } = request;
  onStage("estimates");
  const team = exactTeam === undefined ? undefined : releaseTeam(new Unreleased(exactTeam), policy);
  const funnels = exactFunnels(rows, programme);
  const exact = exactEstimates(rows, programme, isInRelease);
  onStage("protection");
  const protection = await protectRelease({
    exact: Unreleased.both(exact, allNetworks(funnels, exact)),
    sources: {
      leaves: rows.leaves,
      activity: rows.activity,
      robustness: rows.robustness,
      wants: rows.wants,
      equity: rows.equity,
      caseload: rows.workforce,
      geography: geographyOf(programme),
    },
    policy,
    solve: await loadSolver(),
    earlier: request.previous,
    ...(request.onPlan === undefined ? {} : { onPlan: request.onPlan }),
  });
  // The figures of all networks together stand in funnels only.
  const ofNetworks = protection.estimates.map((some) => some.filter(isOfAllNetworks));
  const own = protection.estimates.map((some) => some.filter((one) => !isOfAllNetworks(one)));
  const derived = withClusteredChange(
    withEquityShares(withDerivedOutcomes(withPathwayShares(own, programme.pathway, policy), policy), policy),
    programme,
    policy,
  );
  const { populations = [] } = request;
  const rated = withReferralRates(withDerivedCaseload(derived, programme, policy), programme, policy);
  const reached = withReach(rated, programme, populations, policy);
  const estimates = withChangeLimits(
    withLostPeople(reached, programme.instruments, policy),
    programme.instruments,
    policy,
  ).map(sortEstimates);
  const together = estimates.map((some) => [...some, ...ofNetworks.value]);
  onStage("audit");
  const audit = await protection.audit(together, request.onAudit);
  const refusal = refuseRelease(audit);
  if (refusal !== undefined) throw refusal;
  onStage("documents");
  request.onWithheld?.(protection.log);
  if (protection.alreadyOut.length > 0) request.onAlreadyOut?.(protection.alreadyOut);
  const summary = auditSummary(estimates.value, {
    audit,
    utility: protection.utility,
    policy,
    previous: request.previous?.id,
  });
  const quality = protectCounts(new Unreleased(counts), policy);
  const document = programmeDocument(request, office);
  const charts = controlCharts(estimates, programme);
  const compare = comparePage(funnels, together, policy);
  const changes = comparedChanges(rows.comparedPlaces ?? [], programme, estimates, policy);

  const files = estimates.map((released) => {
    const inputs = [
      ...ingest.files.map((file) => `${file.source} ${file.sha256}`).sort(),
      sha256(JSON.stringify(document.value.case_studies)),
      ...(populations.length === 0 ? [] : [sha256(JSON.stringify(populations))]),
      ...(request.previous === undefined ? [] : [request.previous.sha256]),
      ...(request.local === undefined ? [] : [`local ${request.local.services.toSorted().join(" ")}`]),
    ];
    const code = codeVersion();
    const id = sha256([request.configurationSha256, code, policy.id, ...inputs].join("\n")).slice(0, 12);
    const sources = sourcesOf(ingest);
    const catalogue = buildCatalogue(programme, policy, released, lists, sources, {
      release: id,
      code,
      audit: summary,
      populations,
    });
    const dataQuality = withFileCounts(
      quality.value as Omit<DataQuality, "sources"> & {
        sources: Omit<DataQuality["sources"][number], "files">[];
      },
      ingest,
    );
    const pressure = pressureSignal(released, catalogue);
    const comparisons = projectComparisons(changes.value, released, catalogue, document.value.spend);
    const findings = makeFindings(
      released,
      catalogue,
      dataQuality,
      document.value,
      compare.value,
      pressure,
      comparisons,
    );
    const documents = {
      catalogue,
      dataQuality,
      findings,
      pressure,
      programme: document.value,
      compare: compare.value,
      charts: charts.value,
      comparisons,
      measures: measureRegister(released, catalogue, compare.value, charts.value),
      team: team?.value,
    };
    return assemble(request, released, documents, { ingest, code, summary, canonical });
  });
  onStage("done");
  return files;
}

/** For the database alone, where nothing else is asked for: enough for a national year. */
const MEMORY = "4GB";

const SPILL = "release-spill-";

/** Removes what a killed release had spilled: it holds rows of people. */
function removeAbandoned(state: string): void {
  if (!existsSync(state)) return;
  for (const name of readdirSync(state)) {
    const pid = name.startsWith(SPILL) ? Number(name.slice(SPILL.length)) : Number.NaN;
    if (Number.isNaN(pid) || (pid !== process.pid && isProcessAlive(pid))) continue;
    rmSync(join(state, name), { recursive: true, force: true });
  }
}

/** Reads the canonical tables, of the warehouse or of a folder, as far as the release needs them. */
async function readTables(request: ReleaseRequest) {
  removeAbandoned(request.state);
  const scratch = join(request.state, `${SPILL}${process.pid}`);
  const database = await openDatabase({ scratch, memoryLimit: request.memory ?? MEMORY });
  try {
    const { tables, ingest, canonical } = await attachTables(database, request);
    const { local } = request;
    const { schema, programme } = await narrowToServices(
      database,
      tables,
      request.programme,
      local?.services ?? [],
    );
    const engine = duckDbEngine(database);
    const { query } = engine;
    const rows = await measureProgramme(engine, schema, programme, request.lists);
    const counts = await dataQualityCounts(query, schema, ingest);
    const office = await officeRows(query, schema);
    const team =
      local === undefined
        ? undefined
        : teamMembers(await teamRows(query, { schema, programme, names: local.names }));
    return { programme, rows, counts, office, team, ingest, canonical };
  } finally {
    database.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Makes the canonical tables readable, and says under which schema. */
async function attachTables(
  database: Database,
  { state, canonical: folder, configurationSha256 }: ReleaseRequest,
): Promise<{
  readonly tables: string;
  readonly ingest: IngestSummary;
  readonly canonical: string | undefined;
}> {
  if (folder === undefined) {
    const { ingestReport } = await attachWarehouse(database, state);
    return { tables: "w", ingest: ingestReport as IngestSummary, canonical: undefined };
  }
  const { manifest, sha256: canonical } = await attachCanonicalFolder(database, folder);
  if (manifest.configuration_sha256 !== configurationSha256)
    throw new CodedError({
      code: "CANONICAL_OTHER_PROGRAMME",
      what: "the canonical tables were written under another programme.yaml.",
      remedy: "Give the programme folder they were written from with --programme, or write them again.",
      exit: EXIT.usage,
    });
  return { tables: "c", ingest: manifest.ingest as IngestSummary, canonical };
}

function sourcesOf(ingest: IngestSummary): Catalogue["sources"] {
  const seen = new Map(
    ingest.files.map(({ source, label, layout, published }) => [
      source,
      { source, label, layout, published },
    ]),
  );
  return [...seen.values()];
}

function withFileCounts(
  quality: Omit<DataQuality, "sources"> & {
    readonly sources: readonly Omit<DataQuality["sources"][number], "files">[];
  },
  ingest: IngestSummary,
): DataQuality {
  return {
    ...quality,
    sources: quality.sources.map((source) => ({
      ...source,
      files: ingest.files.filter((file) => file.source === source.source).length,
    })),
  };
}

/** What the programme office and the services said: released facts and consented texts beside the declared parts. */
function programmeDocument(
  { programme, caseStudies }: ReleaseRequest,
  office: OfficeRows,
): Released<ProgrammeDocument> {
  const { funnel, support, source } = programme.programme_office;
  const declared = new Set(programme.projects.map((project) => project.id));
  const facts = (rows: OfficeRows["spend"]) =>
    releaseFacts(new Unreleased(rows.filter((row) => declared.has(row.project))));
  const spend = facts(office.spend);
  const texts = releaseTexts(new Unreleased(caseStudies?.published ?? []));
  return facts(office.sessions).map((sessions) => ({
    funnel,
    source: source ?? null,
    support: support.map((one) => ({ ...one, length: one.length ?? null })),
    sessions: [...sessions],
    spend: [...spend.value],
    case_studies: [...texts.value],
    case_studies_held: caseStudies?.held ?? 0,
  }));
}

interface Documents {
  readonly programme: ProgrammeDocument;
  readonly compare: ComparePage;
  readonly catalogue: Catalogue;
  readonly dataQuality: DataQuality;
  readonly findings: Findings;
  readonly pressure: PressureDocument;
  readonly charts: ControlCharts;
  readonly comparisons: ProjectComparisons;
  readonly measures: MeasureRegister;
  readonly team: TeamView | undefined;
}

/** One row a member of staff; in no release but that of the local view. */
const TEAM_FILE = "team.json";

function assemble(
  request: ReleaseRequest,
  estimates: readonly ReleasedEstimate[],
  documents: Documents,
  {
    ingest,
    code,
    summary,
    canonical,
  }: {
    readonly ingest: IngestSummary;
    readonly code: string;
    readonly summary: AuditSummary;
    readonly canonical: string | undefined;
  },
): ReleaseFiles {
  const {
    catalogue,
    dataQuality,
    findings,
    pressure,
    programme,
    compare,
    charts,
    comparisons,
    measures,
    team,
  } = documents;
  const { synthetic } = request.programme;
  const json = (value: unknown) => `${JSON.stringify(value)}\n`;
  const england = englandNetworks();
  const outcomes = estimates.filter((row) => isOutcomeDetail(row.measure));
  const workforce = estimates.filter((row) => isWorkforceDetail(row.measure));
  const others = estimates.filter((row) => !isOutcomeDetail(row.measure) && !isWorkforceDetail(row.measure));
  const equity = others.filter(isEquityDetail);
  const general = others.filter((row) => !isEquityDetail(row));
  const whole = general.filter((row) => row.breakdown === "none");
  const headline = whole.filter((row) => isHeadline(row.measure));
  const activity = whole.filter((row) => !isHeadline(row.measure));
  const byGroup = general.filter((row) => row.breakdown !== "none");
  const networks = compareDocuments(whole, catalogue, findings, compare);
  const files: Record<string, string | Uint8Array> = {
    "estimates.arrow": estimatesArrow(headline),
    "estimates-activity.arrow": estimatesArrow(activity),
    "estimates-by-group.arrow": estimatesArrow(byGroup),
    "estimates-outcomes.arrow": estimatesArrow(outcomes),
    "estimates-equity.arrow": estimatesArrow(equity),
    "estimates-workforce.arrow": estimatesArrow(workforce),
    "release.json": json(catalogue),
    "findings.json": json(packFindings(findings)),
    "data-quality.json": json(dataQuality),
    "programme.json": json(programme),
    "compare.json": json(networks.compare),
    "networks.json": json(networks.networks),
    "networks-years.json": json(networks.years),
    "funnels.json": json(packFunnels(compare)),
    "control-charts.json": json(charts),
    "project-comparisons.json": json(comparisons),
    "measures.json": json(measures),
    "england-networks.json": json(england),
    "pressure.json": json(pressure),
    "downloads/estimates.csv": estimatesCsv(estimates, synthetic, catalogue.policy.publishable),
    ...(team === undefined ? {} : { [TEAM_FILE]: json(team) }),
  };
  const table = (name: string, rows: number, file: string) => ({
    table: name,
    rows,
    sha256: sha256(files[file] ?? ""),
  });
  const manifest: Manifest = {
    release_id: catalogue.release_id,
    programme: request.programme.id,
    data_date: request.programme.data_date,
    synthetic,
    code_version: code,
    configuration_sha256: request.configurationSha256,
    policy: catalogue.policy.id,
    audit: summary,
    sources: catalogue.sources.map(({ source, published }) => ({
      source,
      published,
      sha256: ingest.files
        .filter((file) => file.source === source)
        .map((file) => file.sha256)
        .sort(),
    })),
    ...(canonical === undefined ? {} : { canonical_sha256: canonical }),
    tables: [
      table("estimates", headline.length, "estimates.arrow"),
      table("estimates-activity", activity.length, "estimates-activity.arrow"),
      table("estimates-by-group", byGroup.length, "estimates-by-group.arrow"),
      table("estimates-outcomes", outcomes.length, "estimates-outcomes.arrow"),
      table("estimates-equity", equity.length, "estimates-equity.arrow"),
      table("estimates-workforce", workforce.length, "estimates-workforce.arrow"),
      table("downloads/estimates.csv", estimates.length, "downloads/estimates.csv"),
      table("programme", programme.sessions.length + programme.spend.length, "programme.json"),
      table("compare", networks.compare.estimates.tables.length, "compare.json"),
      table("networks", networks.networks.tables.length, "networks.json"),
      table("networks-years", networks.years.tables.length, "networks-years.json"),
      table("funnels", compare.funnels.length, "funnels.json"),
      table(
        "control-charts",
        charts.series.reduce((sum, one) => sum + one.charts.length, 0),
        "control-charts.json",
      ),
      table("project-comparisons", comparisons.projects.length, "project-comparisons.json"),
      table(
        "measures",
        measures.groups.reduce((sum, group) => sum + group.measures.length, 0),
        "measures.json",
      ),
      table("england-networks", england.networks.length, "england-networks.json"),
      table(
        "pressure",
        pressure.years.reduce((rows, year) => rows + year.services.length, 0),
        "pressure.json",
      ),
      table("data-quality", dataQuality.sources.length, "data-quality.json"),
      ...(team === undefined ? [] : [table("team", team.members.length, TEAM_FILE)]),
    ],
  };
  files["manifest.json"] = `${JSON.stringify(manifest, null, 2)}\n`;
  return { files, manifest };
}
