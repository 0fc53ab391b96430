import type { Catalogue } from "../../src/release/catalogue.ts";

type Model = NonNullable<Catalogue["services"][number]["model"]>;

/** Parts of a scheme's model that networks can be alike in, with the words of the filter and of a sentence. */
export const LIKENESSES = [
  { id: "based_in", label: "Where link workers sit", words: "link workers sit in" },
  { id: "referrers", label: "Who refers", words: "people are referred by" },
  { id: "offers", label: "What is offered", words: "what is offered includes" },
] as const;

type Likeness = (typeof LIKENESSES)[number]["id"];

const valuesOf = (model: Model, id: Likeness): readonly string[] =>
  id === "based_in" ? [model.based_in] : model[id];

/** The recorded model of the service that serves a network; null where none is recorded. */
export function networkModel(catalogue: Catalogue, area: string): Model | null {
  return modelsOf(catalogue).get(area) ?? null;
}

const models = new WeakMap<Catalogue, ReadonlyMap<string, Model>>();

/** Worked out once: a thousand networks are asked for at every change of the page. */
function modelsOf(catalogue: Catalogue): ReadonlyMap<string, Model> {
  const known = models.get(catalogue);
  if (known !== undefined) return known;
  const ofService = new Map(catalogue.services.map(({ id, model }) => [id, model]));
  const made = new Map(
    (catalogue.networks ?? []).flatMap(({ area, service }) => {
      const model = service === null ? undefined : ofService.get(service);
      return model === undefined || model === null ? [] : [[area, model] as const];
    }),
  );
  models.set(catalogue, made);
  return made;
}

/** Values of a part of the model that networks of the release have, in alphabetical order, but for those that all have. */
export function likenessValues(catalogue: Catalogue, id: Likeness): readonly string[] {
  const known = values.get(catalogue) ?? new Map<Likeness, readonly string[]>();
  values.set(catalogue, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const made = valuesIn(catalogue, id);
  known.set(id, made);
  return made;
}

const values = new WeakMap<Catalogue, Map<Likeness, readonly string[]>>();

function valuesIn(catalogue: Catalogue, id: Likeness): readonly string[] {
  const areas = catalogue.areas.filter(({ area_type }) => area_type === "pcn");
  const counts = new Map<string, number>();
  for (const { area } of areas) {
    const model = networkModel(catalogue, area);
    if (model === null) continue;
    for (const value of new Set(valuesOf(model, id))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count < areas.length)
    .map(([value]) => value)
    .sort((a, b) => a.localeCompare(b, "en-GB"));
}

const split = (like: string): readonly [string, string] => {
  const at = like.indexOf(":");
  return [like.slice(0, at), like.slice(at + 1)];
};

/** Whether `based_in:General practices` and the like names a model that some networks have, not all. */
export function isLikeness(catalogue: Catalogue, like: string): boolean {
  const [id, value] = split(like);
  return LIKENESSES.some((one) => one.id === id && likenessValues(catalogue, one.id).includes(value));
}

/** Whether a network works that way; one whose model is not recorded does not. */
export function isAlike(catalogue: Catalogue, like: string, area: string): boolean {
  const [id, value] = split(like);
  const model = networkModel(catalogue, area);
  const part = LIKENESSES.find((one) => one.id === id);
  return model !== null && part !== undefined && valuesOf(model, part.id).includes(value);
}

/** `link workers sit in general practices`; names keep their capitals. */
export function likenessWords(like: string): string {
  const [id, value] = split(like);
  const words = LIKENESSES.find((one) => one.id === id)?.words ?? "";
  const isShortForm = /^[A-Z]{2}/.test(value);
  return `${words} ${isShortForm ? value : `${value.charAt(0).toLowerCase()}${value.slice(1)}`}`;
}
