import { placeNames } from "./names.ts";
import { sampleBoroughs } from "./places.ts";
import { type SampleProject, sampleProjects } from "./projects.ts";
import type { CaseSystem } from "./world.ts";

/** One primary care network of the sample: where a project runs, or a comparator. */
export interface Unit {
  readonly pcn: string;
  readonly name: string;
  readonly borough: string;
  readonly icb: string;
  readonly service: string;
  readonly listSize: number;
  readonly project: SampleProject | undefined;
  /** People at scale 1. */
  readonly people: number;
  /** How far its follow-up differs from that of others, in log odds. */
  readonly followUpLogOdds: number;
}

/** A link worker of the sample, with the networks the posts are for. */
export interface SampleLinkWorker {
  /** For example `LW007`. */
  readonly id: string;
  /** Full-time equivalent over all posts. */
  readonly fte: number;
  readonly posts: readonly { readonly pcn: string; readonly fte: number }[];
}

/** A link-worker service of the sample. */
export interface SampleService {
  readonly id: string;
  readonly name: string;
  readonly borough: string;
  readonly icb: string;
  /** The one case system its records are kept in. */
  readonly system: CaseSystem;
  /** Link workers when fully staffed; over all services 50 full-time equivalents. */
  readonly linkWorkers: readonly SampleLinkWorker[];
}

/** The service under strain: two link workers for three networks, almost 800 open referrals and long waits. */
export const STRAINED_SERVICE = "SVC06";

const systems: readonly CaseSystem[] = [
  "systmone",
  "charitylog",
  "charitylog",
  "emis",
  "emis",
  "elemental",
  "joy",
  "systmone",
  "systmone",
  "elemental",
  "joy",
  "emis",
];

/** Comparator networks by borough code. */
const comparators: readonly (readonly [string, number])[] = [
  ["E09000002", 2],
  ["E09000007", 4],
  ["E09000009", 2],
  ["E09000012", 2],
  ["E09000017", 3],
  ["E09000018", 3],
  ["E09000022", 4],
  ["E09000030", 2],
  ["E09000031", 2],
];

const icbOf = (borough: string) => sampleBoroughs.find((one) => one.code === borough)?.icb ?? "";
const place = (index: number) => placeNames[index % placeNames.length] ?? "";
const serviceId = (index: number) => `SVC${String(index + 1).padStart(2, "0")}`;

/** Services in a borough: two where two projects run there. */
const servicesIn = (borough: string): readonly string[] =>
  sampleProjects.flatMap((project, index) => (project.borough === borough ? [serviceId(index)] : []));

/** Networks that follow up many fewer, or more, people than the others, on the log-odds scale: planted for the comparison of networks. */
const FOLLOW_UP_UNLIKE: Readonly<Record<string, number>> = { U9917: -0.95, U9924: -0.6, U9930: 0.75 };

const unit = (index: number, borough: string, service: string, project: SampleProject | undefined): Unit => ({
  pcn: `U99${String(index + 1).padStart(2, "0")}`,
  name: `${place(index)} PCN`,
  borough,
  icb: icbOf(borough),
  service,
  listSize: 31_000 + ((index * 7_919) % 29) * 1_000 + ((index * 131) % 97) * 10,
  project,
  people: project?.people ?? 465 + ((index * 37) % 9) * 5,
  // Every network has its own habits: a little more or less follow-up than the others.
  followUpLogOdds:
    FOLLOW_UP_UNLIKE[`U99${String(index + 1).padStart(2, "0")}`] ?? (((index * 29) % 11) - 5) * 0.03,
});

/** The twelve networks with a project, then the 24 comparators; codes, names and list sizes are invented. */
export const sampleUnits: readonly Unit[] = [
  ...sampleProjects.map((project, index) => unit(index, project.borough, serviceId(index), project)),
  ...comparators
    .flatMap(([borough, count]) =>
      Array.from({ length: count }, (_, k) => {
        const there = servicesIn(borough);
        return { borough, service: there[k % there.length] ?? "" };
      }),
    )
    .map(({ borough, service }, k) => unit(sampleProjects.length + k, borough, service, undefined)),
];

/** Full-time equivalents of the posts for a network: about one for 200 new referrals a year. */
function postsFor(one: Unit): readonly number[] {
  if (one.project === undefined) return [0.6, 0.5];
  if (["SPIP28", "SPIP31"].includes(one.project.id)) return [1, 1];
  return ["SPIP10", "SPIP16", "SPIP33"].includes(one.project.id) ? [1, 0.8, 0.4] : [1, 0.6, 0.6];
}

/** One service a project, in the order of the projects. */
export const sampleServices: readonly SampleService[] = withLinkWorkers();

function withLinkWorkers(): SampleService[] {
  let staff = 0;
  const worker = (posts: SampleLinkWorker["posts"]): SampleLinkWorker => {
    staff += 1;
    const fte = Math.round(posts.reduce((sum, post) => sum + post.fte, 0) * 100) / 100;
    return { id: `LW${String(staff).padStart(3, "0")}`, fte, posts };
  };
  return sampleProjects.map((project, index) => {
    const id = serviceId(index);
    const units = sampleUnits.filter((one) => one.service === id);
    const [own, ...others] = units.map((one) => one.pcn);
    return {
      id,
      // After the network where its project runs, which it serves.
      name: `${place(index)} Link Service`,
      borough: project.borough,
      icb: icbOf(project.borough),
      system: systems[index] ?? "systmone",
      linkWorkers:
        id === STRAINED_SERVICE
          ? others.map((pcn) =>
              worker([
                { pcn: own ?? "", fte: 0.5 },
                { pcn, fte: 0.5 },
              ]),
            )
          : units.flatMap((one) => postsFor(one).map((fte) => worker([{ pcn: one.pcn, fte }]))),
    };
  });
}
