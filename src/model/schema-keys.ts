import { z } from "zod";

/** One key that a YAML file may hold, as its schema states it. */
export interface SchemaKey {
  /** Keys from the outside in, joined by dots; `NAME` stands for a key of the user's own, `[]` for a list. */
  readonly path: string;
  /** In words: `text`, `list of text`, `one of dmy, mdy, ymd`. */
  readonly kind: string;
  readonly required: boolean;
  /** What holds where the key is left out, as YAML in one line; absent without one. */
  readonly fallback?: string;
  /** Empty where the schema says nothing: a fault, which a test finds. */
  readonly description: string;
}

/** The part of a JSON Schema that is read here. */
interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly additionalProperties?: Node | false;
}

/** Lists every key of a schema once, each after the one it stands under, in the order of the schema. */
export function schemaKeys(schema: z.ZodType): readonly SchemaKey[] {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
  const found = new Map<string, SchemaKey>();
  const walk = (node: Node, path: string): void => {
    const forms = [node, ...(node.anyOf ?? [])];
    const objects = forms.filter((form) => form.properties !== undefined);
    for (const form of forms) {
      for (const [key, value] of Object.entries(form.properties ?? {})) {
        const name = path === "" ? key : `${path}.${key}`;
        // Of several forms a key is needed only where each of them needs it.
        const needed = objects.every((one) => one.required?.includes(key));
        if (!found.has(name)) found.set(name, keyOf(name, value, needed));
        walk(value, name);
      }
      // One or a list of them: the list is no level of its own.
      if (form.items !== undefined)
        walk(form.items, node !== form && objects.length > 0 ? path : `${path}[]`);
      if (form.additionalProperties !== undefined && form.additionalProperties !== false)
        walk(form.additionalProperties, `${path}.NAME`);
    }
  };
  walk(root, "");
  return [...found.values()];
}

function keyOf(path: string, node: Node, listed: boolean): SchemaKey {
  const fallback = isNothing(node.default) ? undefined : JSON.stringify(node.default);
  return {
    path,
    kind: kindOf(node),
    required: listed && node.default === undefined,
    ...(fallback === undefined ? {} : { fallback }),
    description: node.description ?? "",
  };
}

/** A default that tells a reader nothing: that what is left out is empty. */
const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === "" ||
  (typeof value === "object" && value !== null && Object.keys(value).length === 0);

function kindOf(node: Node): string {
  if (node.enum !== undefined) return `one of ${node.enum.map(quotedSign).join(", ")}`;
  if (node.const !== undefined) return `the word ${String(node.const)}`;
  if (node.prefixItems !== undefined) return `${node.prefixItems.length} numbers`;
  if (node.anyOf !== undefined) return unionKind(node.anyOf);
  if (node.type === "array") return listKind(node.items);
  if (node.type === "object") return node.properties === undefined ? "keys of your own" : "keys";
  return NAMES[node.type ?? ""] ?? "text";
}

/** Dates are a text or a date of YAML, which JSON Schema has no word for. */
function unionKind(parts: readonly Node[]): string {
  if (parts.some((part) => Object.keys(part).length === 0)) return "date, as 2025-03-31";
  return [...new Set(parts.map(kindOf))].join(", or ");
}

const listKind = (items: Node | undefined): string => {
  const kind = items === undefined ? "text" : kindOf(items);
  if (kind.includes("keys")) return "list";
  return kind.startsWith("one of")
    ? `list of ${kind.slice("one of ".length)}`
    : `list of ${PLURALS[kind] ?? kind}`;
};

/** A code of one sign would be lost among the commas. */
const quotedSign = (value: unknown): string => (String(value).length === 1 ? `“${value}”` : String(value));

const NAMES: Readonly<Record<string, string>> = {
  boolean: "true or false",
  integer: "whole number",
  number: "number",
  string: "text",
};

const PLURALS: Readonly<Record<string, string>> = {
  number: "numbers",
  "whole number": "whole numbers",
  text: "texts",
};
