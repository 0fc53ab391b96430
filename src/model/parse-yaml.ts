import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { CodedError, EXIT } from "./coded-error.ts";
import { nearestWord } from "./nearest-word.ts";

/**
 * Reads YAML and checks it against a schema; the first fault is named by file, line and key. Keys are texts as written:
 * `01` is not 1, and `NULL` is a word.
 *
 * @throws CodedError `YAML_UNREADABLE` where it is not YAML, `${code}` where it does not fit the schema.
 */
export function parseYaml<S extends z.ZodType>(
  text: string,
  options: { readonly file: string; readonly schema: S; readonly code: string },
): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const fault = document.errors[0];
  if (fault !== undefined) {
    throw new CodedError({
      code: "YAML_UNREADABLE",
      place: { file: options.file, line: lines.linePos(fault.pos[0]).line },
      what: `this is not valid YAML: ${fault.message}.`,
      remedy: "Check the indentation, and put quotes round text that holds a colon.",
      exit: EXIT.usage,
    });
  }
  const parsed = options.schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;

  const issue = firstIssue(parsed.error.issues);
  const path = issue.path.filter((part): part is string | number => typeof part !== "symbol");
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const line = lineOf(document, lines, unknownKey === undefined ? path : [...path, unknownKey]);
  throw new CodedError({
    code: options.code,
    place: { file: options.file, line },
    what:
      unknownKey === undefined
        ? `"${path.join(".") || "the file"}" does not fit: ${issue.message.replace(/\.$/u, "")}.`
        : `"${[...path, unknownKey].join(".")}" is not a setting.`,
    remedy: unknownKey === undefined ? "Correct this line." : suggestion(unknownKey, options.schema, path),
    exit: EXIT.usage,
  });
}

type Issue = z.core.$ZodIssue;

/** A fault inside a union is reported by its deepest branch, which is the one the writer meant. */
function firstIssue(issues: readonly Issue[]): Issue {
  const issue = issues.find((one) => one.code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw new Error("A failed parse has no issue.");
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .filter((branch) => branch.length > 0)
    .map((branch) => firstIssue(branch))
    .sort((a, b) => b.path.length + isUnknownKey(b) - (a.path.length + isUnknownKey(a)))[0];
  return inner === undefined ? issue : ({ ...inner, path: [...issue.path, ...inner.path] } as Issue);
}

/** An unknown key stands one level below the path of its issue. */
const isUnknownKey = ({ code }: Issue): number => (code === "unrecognized_keys" ? 1 : 0);

function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly (string | number)[],
): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const key = path[depth - 1];
    const parent = depth === 0 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    if (typeof key === "string" && isNode(parent) && "items" in parent) {
      const pair = (parent.items as { key?: unknown }[]).find(
        (item) => isNode(item.key) && "value" in item.key && item.key.value === key,
      );
      if (pair !== undefined && isNode(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line;
    }
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

function suggestion(key: string, schema: z.ZodType, path: readonly (string | number)[]): string {
  const known = keysAt(schema, path);
  const near = nearestWord(key, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return known.length === 0 ? "Remove it." : `Known settings here: ${known.join(", ")}.`;
}

function keysAt(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let at: unknown = schema;
  for (const part of path) {
    at = unwrap(at);
    const definition = at as { shape?: Record<string, unknown>; element?: unknown; valueType?: unknown };
    // An object that may also be a list of such objects: a place in the list leads to the object.
    at =
      typeof part === "number"
        ? (definition.element ?? at)
        : (definition.shape?.[part] ?? definition.valueType);
  }
  return Object.keys((unwrap(at) as { shape?: Record<string, unknown> } | undefined)?.shape ?? {});
}

/** The schema below defaults and transforms; of a union, the branch that is an object. */
function unwrap(schema: unknown): unknown {
  const { def } = (schema ?? {}) as {
    def?: { innerType?: unknown; in?: unknown; options?: readonly unknown[] };
  };
  if (def?.options !== undefined) {
    return def.options.map(unwrap).find((one) => (one as { shape?: unknown } | undefined)?.shape) ?? schema;
  }
  const inner = def?.innerType ?? def?.in;
  return inner === undefined ? schema : unwrap(inner);
}
