import type { Catalogue, Findings, PackedFindings } from "../../src/release/catalogue.ts";
import type { PackedEstimates } from "../../src/release/packed-estimates.ts";
import type { PageFigures } from "../../src/site/figure-parts.ts";
import type { OpenFile, Release } from "./load-release.js";
import { partedEstimates, spanOf } from "./parted-estimates.js";
import { defaultSelection, type Selection } from "./selection.js";
import { unpackFindings } from "./unpack-findings.js";

/** Reads figures and sentences that the first view of a page does not show. */
export interface MoreFigures {
  /** Reads what the page shows at a selection; undefined where it is read already. */
  need(selection: Selection): Promise<void> | undefined;
  /** Reads what the page would show at these selections, without a word: one of them may be chosen next. */
  ahead(selections: readonly Selection[]): void;
  /** Calls `tell` each time that figures have come which were looked up before they were read; returns a stop function. */
  onArrival(tell: () => void): () => void;
  /** Calls `tell` with each reading that is under way; returns a stop function. */
  onReading(tell: (reading: Promise<void>) => void): () => void;
}

const SENTENCES = "findings/";

/** A release of which a page has the figures of its first view; `open` gives the others, by the names of the build. */
export function releaseInParts(
  catalogue: Catalogue,
  sentences: Findings,
  figures: PageFigures,
  open: OpenFile,
): Release {
  const readings = new Map<string, Promise<void>>();
  const arrivals = new Set<() => void>();
  const watchers = new Set<(reading: Promise<void>) => void>();
  const unread = new Set(figures.sentences.map((type) => SENTENCES + type));
  const all = { ...sentences.findings };
  const wanted = new Set<string>();
  let waiting = 0;

  const told = (reading: Promise<void>): Promise<void> => {
    for (const tell of watchers) tell(reading);
    return reading;
  };
  const read = (name: string): Promise<void> => {
    const known = readings.get(name);
    if (known !== undefined) return known;
    const reading = (async () => {
      try {
        const file = await open(`figures/${name}`).json();
        if (!name.startsWith(SENTENCES)) estimates.add(name, file as PackedEstimates);
        else Object.assign(all, unpackFindings(file as PackedFindings).findings);
        unread.delete(name);
      } catch (error) {
        // So that the next choice asks again.
        readings.delete(name);
        throw error;
      }
    })();
    readings.set(name, reading);
    return reading;
  };
  const want = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    waiting += 1;
    told(read(name)).then(
      () => {
        waiting -= 1;
        if (waiting === 0) for (const tell of [...arrivals]) tell();
      },
      () => {
        wanted.delete(name);
        waiting -= 1;
      },
    );
  };
  const estimates = partedEstimates(figures, want);
  const start = defaultSelection(catalogue);

  /** The parts of the first view, with the chosen area and list in the place of those of the start. */
  const partsOf = (selection: Selection): readonly string[] => {
    const names = estimates.first.flatMap((name) => {
      const [source = "", part = ""] = name.split("/");
      const at = part.lastIndexOf("-");
      const [type, span] = [part.slice(0, at), part.slice(at + 1)];
      const spans =
        selection.period_type === start.period_type ? [span] : [span, spanOf(selection.period_type)];
      const types = [
        ...(type === start.area_type ? [selection.area_type] : []),
        ...(type === start.list ? [selection.list] : []),
      ];
      return types.flatMap((one) => spans.map((two) => `${source}/${one}-${two}`));
    });
    return [
      ...new Set(names.filter((name) => estimates.lacks(name))),
      ...[SENTENCES + selection.area_type].filter((name) => unread.has(name)),
    ];
  };
  return {
    catalogue,
    estimates,
    findings: {
      ...sentences,
      findings: all,
      ask(areaType, area) {
        const ofOwn = figures.own.types.includes(areaType) && area === figures.own.area;
        if (!ofOwn && unread.has(SENTENCES + areaType)) want(SENTENCES + areaType);
      },
    },
    more: {
      need(selection) {
        const names = partsOf(selection);
        return names.length === 0 ? undefined : told(Promise.all(names.map(read)).then(() => undefined));
      },
      ahead(selections) {
        // What cannot be read now is asked for again, and said, where it is chosen.
        for (const name of new Set(selections.flatMap(partsOf))) read(name).catch(() => undefined);
      },
      onArrival(tell) {
        arrivals.add(tell);
        return () => void arrivals.delete(tell);
      },
      onReading(tell) {
        watchers.add(tell);
        return () => void watchers.delete(tell);
      },
    },
  };
}
