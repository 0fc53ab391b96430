import { type CodeList, normaliseRaw } from "../src/model/code-list.ts";
import type { Programme } from "../src/model/programme.ts";

interface Declared {
  readonly code: string;
  readonly names: readonly string[];
}

/**
 * The shipped code lists and those that programme.yaml declares: `service`, `project`, `pcn`, `borough`, `icb`,
 * `support_kind`, and its instruments on top of the shipped names. A name that two of them share is left out.
 */
export function programmeLists(
  shipped: ReadonlyMap<string, CodeList>,
  programme: Programme,
): ReadonlyMap<string, CodeList> {
  const named = (one: { readonly name: string }) => [one.name];
  const { areas, services, projects, instruments, programme_office } = programme;
  const declared: Readonly<Record<string, readonly Declared[]>> = {
    service: services.map((one) => ({ code: one.id, names: named(one) })),
    project: projects.map((one) => ({ code: one.id, names: named(one) })),
    pcn: areas.pcns.map((one) => ({ code: one.code, names: named(one) })),
    borough: areas.boroughs.map((one) => ({ code: one.code, names: named(one) })),
    icb: areas.icbs.map((one) => ({ code: one.code, names: named(one) })),
    support_kind: programme_office.support.map((one) => ({ code: one.id, names: [one.label] })),
    instrument: instruments.map((one) => ({ code: one.id, names: [one.short, one.name] })),
  };
  const lists = new Map(shipped);
  for (const [id, entries] of Object.entries(declared)) {
    if (entries.length > 0) lists.set(id, merged(id, shipped.get(id), entries));
  }
  return lists;
}

function merged(id: string, base: CodeList | undefined, entries: readonly Declared[]): CodeList {
  const all = new Map<string, string[]>(
    (base?.codes ?? []).map(({ code, label, also }) => [code, [label, ...also]]),
  );
  for (const { code, names } of entries) all.set(code, [...(all.get(code) ?? []), ...names]);
  const owners = new Map<string, Set<string>>();
  for (const [code, names] of all) {
    for (const name of [code, ...names]) {
      const key = normaliseRaw(name);
      owners.set(key, (owners.get(key) ?? new Set()).add(code));
    }
  }
  const codes = new Set([...all.keys()].map(normaliseRaw));
  return {
    id,
    title: base?.title ?? id,
    source: "programme.yaml",
    local_sub_codes: false,
    codes: [...all].map(([code, names]) => {
      const own = names.filter((name) => {
        const key = normaliseRaw(name);
        return owners.get(key)?.size === 1 && (!codes.has(key) || key === normaliseRaw(code));
      });
      return { code, label: own[0] ?? code, also: own.slice(1) };
    }),
  };
}
