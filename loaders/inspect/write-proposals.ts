import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { loadProgramme } from "../load-programme.ts";
import { addItems } from "./add-items.ts";
import type { Inspection } from "./inspect-file.ts";
import { instrumentItem, sourceItem } from "./proposed-yaml.ts";

/** What was written. */
export interface WrittenProposals {
  readonly file: string;
  readonly backup: string;
  /** What was added, each list's items under its name. */
  readonly added: readonly string[];
  /** What ingest would say of the new programme.yaml; undefined where it is complete. */
  readonly unfinished: string | undefined;
}

/**
 * Adds proposed sources, and the measures they need, to programme.yaml; every other character stays. The file as it
 * was is kept beside it.
 *
 * @throws CodedError (exit 2) `SOURCE_OUTSIDE`, `SOURCE_EXISTS`, `PROGRAMME_MISSING`, `PROGRAMME_UNREADABLE`; nothing is written then
 */
export function writeProposals(folder: string, inspections: readonly Inspection[]): WrittenProposals {
  const file = join(folder, "programme.yaml");
  if (!existsSync(file)) {
    throw refusal(
      "PROGRAMME_MISSING",
      file,
      "there is no such file.",
      "Give the programme's folder with --programme.",
    );
  }
  for (const { file: name, outside, readBy, usable } of inspections) {
    if (outside) {
      throw refusal(
        "SOURCE_OUTSIDE",
        name,
        "the file lies outside the programme folder.",
        `Copy it into ${join(folder, "exports")} and inspect it there. Nothing was written.`,
      );
    }
    if (readBy !== undefined) {
      throw refusal(
        "SOURCE_EXISTS",
        name,
        `source "${readBy}" reads this file already.`,
        "Change that source, or take it out first. Nothing was written.",
      );
    }
    if (!usable) {
      throw refusal(
        "NOTHING_TO_MAP",
        name,
        "nothing in its names or values says what a row is.",
        "Write a mapping by hand, as README.md shows under “Map an export”. Nothing was written.",
      );
    }
  }
  const before = readFileSync(file, "utf8");
  const document = parseDocument(before);
  if (document.errors.length > 0) {
    throw refusal(
      "PROGRAMME_UNREADABLE",
      "programme.yaml",
      "this is not valid YAML.",
      "Correct it first. Nothing was written.",
    );
  }
  const declared = new Set(idsOf(document.toJS(), "instruments"));
  const instruments = inspections
    .flatMap((one) => one.instruments)
    .filter(({ id }) => {
      const isNew = !declared.has(id);
      declared.add(id);
      return isNew;
    });
  let text = addItems(before, "sources", (indent) => inspections.map((one) => sourceItem(one, indent)));
  if (instruments.length > 0) {
    text = addItems(text, "instruments", (indent) => instruments.map((one) => instrumentItem(one, indent)));
  }
  const backup = `${file}.bak`;
  copyFileSync(file, backup);
  const next = `${file}.new`;
  writeFileSync(next, text);
  renameSync(next, file);
  const added = [
    "sources:",
    ...inspections.map((one) => sourceItem(one, 2)),
    ...(instruments.length === 0
      ? []
      : ["instruments:", ...instruments.map((one) => instrumentItem(one, 2))]),
  ];
  return { file, backup, added, unfinished: unfinished(folder) };
}

/** Ids of the items of a list at the top of programme.yaml. */
export function idsOf(yaml: unknown, key: string): readonly string[] {
  const list = (yaml as Record<string, unknown> | null)?.[key];
  return Array.isArray(list) ? list.map((one) => String((one as { id?: unknown } | null)?.id ?? "")) : [];
}

function unfinished(folder: string): string | undefined {
  try {
    loadProgramme(folder);
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return error.message;
    throw error;
  }
}

const refusal = (code: string, file: string, what: string, remedy: string): CodedError =>
  new CodedError({ code, place: { file }, what, remedy, exit: EXIT.usage });
