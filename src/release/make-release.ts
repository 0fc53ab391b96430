import { policies } from "../disclosure/policy.ts";
import { protectCounts } from "../disclosure/protect-counts.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { releaseFacts } from "../disclosure/release-facts.ts";
import { releaseTeam } from "../disclosure/release-team.ts";
import { type ConsentedText, releaseTexts } from "../disclosure/release-texts.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { codeVersion } from "../files/code-version.ts";
import { sha256 } from "../files/sha256.ts";
import { makeFindings } from "../findings/all-findings.ts";
import type { PressureDocument } from "../findings/pressure-document.ts";
import { pressureSignal } from "../findings/pressure-signal.ts";
import type { IngestSummary } from "../measures/data-quality.ts";
import { isEquityDetail, isHeadline, isOutcomeDetail, isWorkforceDetail } from "../measures/library.ts";
import type { OfficeRows } from "../measures/programme-office.ts";
import type { TeamView } from "../measures/team-members.ts";
import type { StaffName } from "../measures/workforce-team.ts";
import type { CodeList } from "../model/code-list.ts";
import type { Programme } from "../model/programme.ts";
import type { ReferencePopulation } from "../model/reference-population.ts";
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
import { checkTargets } from "./check-targets.ts";
import { compareDocuments } from "./compare-documents.ts";
import { controlCharts } from "./control-charts.ts";
import type { ControlCharts } from "./control-charts-schema.ts";
import { englandNetworks } from "./england-networks.ts";
import { estimatesArrow, estimatesCsv } from "./estimates-table.ts";
import { comparePage } from "./funnels.ts";
import { type MeasureRegister, measureRegister } from "./measure-register.ts";
import { packFindings } from "./pack-findings.ts";
import { packFunnels } from "./pack-funnels.ts";
import type { PreviousRelease } from "./previous-release.ts";
import { comparedChanges, projectComparisons } from "./project-comparisons.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";
import { refuseRelease } from "./refuse-release.ts";
import type { ReleaseWatch } from "./release-watch.ts";
import { releasedFigures } from "./released-figures.ts";

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
  const figures = await releasedFigures(asked, policy, onStage);
  const { programme, estimates, together, funnels, comparedPlaces, counts, office, ingest, canonical } =
    figures;
  const { audit, utility, log, alreadyOut } = figures;
  const refusal = refuseRelease(audit);
  if (refusal !== undefined) throw refusal;
  const request = { ...asked, programme };
  const { lists, populations = [] } = request;
  onStage("documents");
  request.onWithheld?.(log);
  if (alreadyOut.length > 0) request.onAlreadyOut?.(alreadyOut);
  const team = figures.team === undefined ? undefined : releaseTeam(new Unreleased(figures.team), policy);
  const summary = auditSummary(estimates.value, {
    audit,
    utility,
    policy,
    previous: request.previous?.id,
  });
  const quality = protectCounts(new Unreleased(counts), policy);
  const document = programmeDocument(request, office);
  const charts = controlCharts(estimates, programme);
  const compare = comparePage(funnels, together, policy);
  const changes = comparedChanges(comparedPlaces, programme, estimates, policy);

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
