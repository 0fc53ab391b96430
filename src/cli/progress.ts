import { stderr } from "node:process";

/** How a command speaks: to a person, not at all, or as JSON lines. */
export interface Speech {
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Tells how far a stage has come, beside its name; for machines as the properties of an event. */
export type Tick = (text: string, event: Readonly<Record<string, unknown>>) => void;

/** Tells how far a long job has come. Nothing but the result goes to standard output. */
export interface Progress {
  /** Runs one stage and prints its name and time. */
  stage<T>(name: string, work: (log: (line: string) => void, tick: Tick) => Promise<T>): Promise<T>;
  /** Prints a line, or a JSON event. */
  say(line: string, event?: Readonly<Record<string, unknown>>): void;
}

/** Ticks in between are left out: a person sees no more, and a log would grow long. */
const TICK_MS = { live: 100, json: 1000 } as const;

/** Progress lines on standard error; on a terminal the running stage shows before it is done. */
export function createProgress(
  speech: Speech,
  write: (text: string) => void = (text) => stderr.write(text),
  isTerminal = stderr.isTTY,
): Progress {
  const emit = (event: Readonly<Record<string, unknown>>) => write(`${JSON.stringify(event)}\n`);
  return {
    async stage(name, work) {
      const started = performance.now();
      const live = isTerminal && !speech.quiet && !speech.json;
      if (live) write(`… ${name}`);
      const notes: string[] = [];
      let told = Number.NEGATIVE_INFINITY;
      const tick: Tick = (text, event) => {
        const now = performance.now();
        if ((!live && !speech.json) || now - told < (live ? TICK_MS.live : TICK_MS.json)) return;
        told = now;
        if (live) write(`\r\u001b[K… ${name}: ${text}`);
        else emit({ event: "progress", name, ...event });
      };
      try {
        const result = await work((line) => notes.push(line), tick);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        if (speech.json) emit({ event: "stage", name, seconds: Number(seconds), notes });
        else if (!speech.quiet) {
          write(
            `${live ? "\r\u001b[K" : ""}✓ ${name} ${" ".repeat(Math.max(1, 34 - name.length))}${seconds.padStart(6)} s\n`,
          );
          for (const note of notes) write(`    ${note}\n`);
        }
        return result;
      } catch (error) {
        if (live) write("\r\u001b[K");
        if (!speech.quiet && !speech.json) write(`✗ ${name}\n`);
        throw error;
      }
    },
    say(line, event) {
      if (speech.json) emit(event ?? { event: "message", text: line });
      else if (!speech.quiet) write(`${line}\n`);
    },
  };
}
