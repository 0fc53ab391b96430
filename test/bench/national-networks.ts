import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpackFunnels } from "../../reports/components/unpack-funnels.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { type CompareDocument, funnelsOf } from "../../src/release/compare-documents.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import type { PackedEstimates } from "../../src/release/pack-estimates.ts";
import { packFunnels } from "../../src/release/pack-funnels.ts";
import { listSiteFiles } from "../../src/site/site-files.ts";

/** The files of a site that hold figures of networks, by their names without the digest. */
const FILES =
  /^_file\/data\/(release|compare|networks|networks-years|funnels|control-charts)\.[0-9a-f]+\.json$/;

type Spread = () => number;

/** Numbers from 0 to 1 in a fixed order. */
function spread(seed: number): Spread {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const nameOf = (label: string, round: number): string =>
  round === 0 ? label : label.replace(/ PCN$/, ` ${round + 1} PCN`);
const codeOf = (place: number): string => `U${String(10_000 + place)}`;

/**
 * Copies a built site with as many networks in place of the sample's: each is one of the sample's with its figures moved a
 * little, so that they pack no better than true ones. What the figures say is of no meaning.
 */
export async function nationalNetworks(site: string, out: string, networks: number): Promise<void> {
  cpSync(site, out, { recursive: true });
  const files = new Map<string, string>();
  for (const file of await listSiteFiles(out)) {
    const name = FILES.exec(file)?.[1];
    if (name !== undefined) files.set(name, join(out, file));
  }
  const read = <T>(name: string): T => JSON.parse(readFileSync(files.get(name) ?? name, "utf8")) as T;
  const write = (name: string, value: unknown): void =>
    writeFileSync(files.get(name) ?? name, `${JSON.stringify(value)}\n`);
  const catalogue = read<Catalogue>("release");
  const old = catalogue.areas.filter(({ area_type }) => area_type === "pcn").map(({ area }) => area);
  const from = Array.from({ length: networks }, (_, place) => old[place % old.length] ?? "");
  const random = spread(7);
  const of = <T extends { readonly area: string }>(rows: readonly T[]): T[] => {
    const byArea = new Map(rows.map((row) => [row.area, row]));
    return from.flatMap((area, place) => {
      const row = byArea.get(area);
      return row === undefined ? [] : [{ ...row, area: codeOf(place) }];
    });
  };
  const pcns = catalogue.areas.filter(({ area_type }) => area_type === "pcn");
  write("release", {
    ...catalogue,
    areas: [
      ...catalogue.areas.filter(({ area_type }) => area_type !== "pcn"),
      ...of(pcns).map((row, place) => ({ ...row, label: nameOf(row.label, Math.floor(place / old.length)) })),
    ],
    networks: of(catalogue.networks ?? []),
  });
  const page = unpackFunnels(read("funnels"));
  const national: ComparePage = { ...page, funnels: page.funnels.map((one) => grownFunnel(one, of, random)) };
  write("funnels", packFunnels(national));
  const first = read<CompareDocument>("compare");
  const firstOf = new Set(first.funnels.funnels.map(({ measure, instrument }) => `${measure}|${instrument}`));
  write("compare", {
    ...first,
    estimates: grownEstimates(first.estimates, from, random),
    funnels_of: funnelsOf(national),
    funnels: packFunnels({
      ...national,
      funnels: national.funnels.filter((one) => firstOf.has(`${one.measure}|${one.instrument}`)),
    }),
  });
  for (const name of ["networks", "networks-years"])
    write(name, grownEstimates(read<PackedEstimates>(name), from, random));
  const charts = read<ControlCharts>("control-charts");
  write("control-charts", {
    ...charts,
    series: charts.series.map((series) => ({
      ...series,
      charts: of(series.charts).map((chart) => ({
        ...chart,
        values: chart.values.map((value) => moved(value, random)),
        limits: chart.limits.map(([lower, upper]) => [moved(lower, random), moved(upper, random)]),
      })),
      none: of(series.none),
    })),
  });
}

/** A figure a little higher or lower, with the decimals it had. */
function moved(value: number, random: Spread): number {
  const decimals = (String(value).split(".")[1] ?? "").length;
  return Number((value * (0.97 + 0.06 * random())).toFixed(decimals));
}

type Side = NonNullable<ComparePage["funnels"][number]["case_mix"]>;

function grownFunnel(
  funnel: ComparePage["funnels"][number],
  of: <T extends { readonly area: string }>(rows: readonly T[]) => T[],
  random: Spread,
): ComparePage["funnels"][number] {
  const points = (side: Pick<Side, "points">): Side["points"] =>
    of(side.points).map((point) => ({
      ...point,
      denominator:
        funnel.kind === "rate"
          ? moved(point.denominator, random)
          : 5 * Math.round((point.denominator * (0.6 + random())) / 5),
      value: moved(point.value, random),
      ...(point.expected === undefined ? {} : { expected: moved(point.expected, random) }),
      shrunken:
        point.shrunken === null
          ? null
          : {
              value: moved(point.shrunken.value, random),
              lower: moved(point.shrunken.lower, random),
              upper: moved(point.shrunken.upper, random),
            },
    }));
  const { case_mix } = funnel;
  return {
    ...funnel,
    points: points(funnel),
    withheld: of(funnel.withheld.map((area) => ({ area }))).map(({ area }) => area),
    case_mix: case_mix === null ? null : { ...case_mix, points: points(case_mix) },
  };
}

/** Figures of other areas as they are, and those of networks for each that is made from one. */
function grownEstimates(packed: PackedEstimates, from: readonly string[], random: Spread): PackedEstimates {
  const others = packed.places.filter(([type]) => type !== "pcn");
  const oldPlace = new Map(packed.places.map(([, area], place) => [area, place]));
  const sources = [...others.map((_, place) => place), ...from.map((area) => oldPlace.get(area) ?? -1)];
  const figure = (values: readonly (number | null)[], rows: readonly number[]) =>
    values.length === 0
      ? []
      : rows.map((row) => {
          const value = values[row] ?? null;
          return value === null || row < 0 ? value : moved(value, random);
        });
  return {
    kinds: packed.kinds,
    places: [...others, ...from.map((_, place): [string, string] => ["pcn", codeOf(place)])],
    tables: packed.tables.map((table) => {
      const rowAt = new Map<number, number>();
      for (let run = 0; run < table.at.length; run += 2) {
        const [start = 0, count = 0] = table.at.slice(run, run + 2);
        for (let place = start; place < start + count; place++) rowAt.set(place, rowAt.size);
      }
      const placed = sources.flatMap((source, place) => {
        const row = rowAt.get(source);
        return row === undefined ? [] : [{ place, row }];
      });
      const rows = placed.map(({ row }) => row);
      return {
        ...table,
        at: placed.flatMap(({ place }) => [place, 1]),
        numerator: figure(table.numerator, rows),
        denominator: figure(table.denominator, rows),
        n: figure(table.n, rows),
        value: figure(table.value, rows),
        lower: figure(table.lower, rows),
        upper: figure(table.upper, rows),
        kind: table.kind.length === 1 ? table.kind : rows.map((row) => table.kind[row] ?? 0),
      };
    }),
  };
}
