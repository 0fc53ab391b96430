import { placeNames } from "./names.ts";
import { sampleBoroughs } from "./places.ts";
import { type SampleProject, sampleProjects } from "./projects.ts";

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
}

/** A link-worker service of the sample. */
export interface SampleService {
  readonly id: string;
  readonly name: string;
  readonly borough: string;
  readonly icb: string;
  readonly linkWorkers: readonly string[];
}

const COMPARATORS = 24;

const icbOf = (borough: string) => sampleBoroughs.find((one) => one.code === borough)?.icb ?? "";
const place = (index: number) => placeNames[index % placeNames.length] ?? "";

/** One service a project: two in a borough where two projects run. */
export const sampleServices: readonly SampleService[] = sampleProjects.map((project, index) => ({
  id: `SVC${String(index + 1).padStart(2, "0")}`,
  name: `${place(index * 5 + 2)} Link Service`,
  borough: project.borough,
  icb: icbOf(project.borough),
  linkWorkers: Array.from({ length: 4 }, (_, k) => `LW${String(index * 4 + k + 1).padStart(3, "0")}`),
}));

const serviceFor = (borough: string, k: number): string => {
  const there = sampleServices.filter((service) => service.borough === borough);
  return there[k % there.length]?.id ?? "";
};

const unit = (index: number, borough: string, service: string, project: SampleProject | undefined): Unit => ({
  pcn: `U99${String(index + 1).padStart(2, "0")}`,
  name: `${place(index)} PCN`,
  borough,
  icb: icbOf(borough),
  service,
  listSize: 31_000 + ((index * 7_919) % 29) * 1_000 + ((index * 131) % 97) * 10,
  project,
  people: project?.people ?? 80 + ((index * 37) % 9) * 5,
});

/** The twelve networks with a project, then the 24 comparators; codes, names and list sizes are invented. */
export const sampleUnits: readonly Unit[] = [
  ...sampleProjects.map((project, index) =>
    unit(index, project.borough, sampleServices[index]?.id ?? "", project),
  ),
  ...Array.from({ length: COMPARATORS }, (_, k) => {
    const borough = sampleBoroughs[k % sampleBoroughs.length]?.code ?? "";
    return unit(
      sampleProjects.length + k,
      borough,
      serviceFor(borough, Math.floor(k / sampleBoroughs.length)),
      undefined,
    );
  }),
];
