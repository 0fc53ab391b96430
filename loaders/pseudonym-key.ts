import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { LoadedProgramme } from "./load-programme.ts";

const SHORTEST = 16;

/** The key under which identifiers are replaced, and how it was found, for the ingest report. */
export interface PseudonymKey {
  readonly key: Uint8Array;
  readonly origin: "synthetic_key" | "environment" | "key file" | "new key file";
  readonly file: string | undefined;
}

/**
 * Finds the programme's key: `WHAT_MATTERS_KEY`, then the file `WHAT_MATTERS_KEY_FILE`, then
 * the published key of a synthetic programme, then the user's own key file, made on first use (mode 600).
 * The same key gives the same pseudonyms, so that later exports link; losing it breaks the links, nothing more.
 *
 * @throws CodedError `KEY_TOO_SHORT`, `KEY_FILE_MISSING`, `KEY_INSIDE_PROGRAMME`.
 */
export function findPseudonymKey(
  loaded: Pick<LoadedProgramme, "folder" | "programme">,
  environment: Readonly<Record<string, string | undefined>>,
): PseudonymKey {
  const given = environment.WHAT_MATTERS_KEY;
  if (given !== undefined && given !== "") return checked(Buffer.from(given), "environment", undefined);

  const named = environment.WHAT_MATTERS_KEY_FILE;
  if (named !== undefined && named !== "") {
    outside(named, loaded.folder);
    if (!existsSync(named)) {
      throw new CodedError({
        code: "KEY_FILE_MISSING",
        what: "WHAT_MATTERS_KEY_FILE names a file that does not exist.",
        remedy: "Correct the path, or unset the variable to use your own key file.",
        exit: EXIT.usage,
      });
    }
    return checked(readFileSync(named), "key file", named);
  }

  const synthetic = loaded.programme.synthetic_key;
  if (synthetic !== undefined) return checked(Buffer.from(synthetic), "synthetic_key", undefined);

  const home = environment.XDG_CONFIG_HOME ?? join(environment.HOME ?? homedir(), ".config");
  const file = join(home, "what-matters", `${loaded.programme.id}.key`);
  outside(file, loaded.folder);
  if (existsSync(file)) return checked(readFileSync(file), "key file", file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = Buffer.from(randomBytes(32).toString("hex"));
  writeFileSync(file, key, { mode: 0o600, flag: "wx" });
  return { key, origin: "new key file", file };
}

function checked(key: Buffer, origin: PseudonymKey["origin"], file: string | undefined): PseudonymKey {
  const trimmed = Buffer.from(key.toString("latin1").trim(), "latin1");
  if (trimmed.length < SHORTEST) {
    throw new CodedError({
      code: "KEY_TOO_SHORT",
      what: `the pseudonym key (${origin}) has fewer than ${SHORTEST} characters.`,
      remedy: "Use 32 random bytes written as 64 hexadecimal digits.",
      exit: EXIT.usage,
    });
  }
  return { key: trimmed, origin, file };
}

function outside(file: string, folder: string): void {
  const path = relative(resolve(folder), resolve(file));
  if (!path.startsWith("..")) {
    throw new CodedError({
      code: "KEY_INSIDE_PROGRAMME",
      what: "the key file lies inside the programme folder.",
      remedy: "Keep it elsewhere, so that whoever copies the folder does not copy the key with it.",
      exit: EXIT.usage,
    });
  }
}
