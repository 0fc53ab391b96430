import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ComparedTables, RULES } from "./tables.ts";

interface Referral {
  readonly nhs: string;
  readonly received: number;
  readonly cells: readonly string[];
  met: number | undefined;
}

interface Score {
  readonly id: string;
  readonly date: number;
  readonly score: number;
}

const DAY = 86_400_000;
const dayOf = (text: string): number => {
  const [day, month, year] = text.split("/").map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) / DAY;
};
const GENDER: Readonly<Record<string, string>> = { M: "1", Male: "1", F: "2", Female: "2" };
const ETHNICITY: Readonly<Record<string, string>> = { Z: "not_stated", 99: "not_known" };

/** The rows of an export one by one, cut at commas: the exports have no quotes. */
async function* rowsOf(folder: string, name: string): AsyncGenerator<readonly string[]> {
  const lines = createInterface({ input: createReadStream(join(folder, "exports", name), "utf8") });
  let isHeader = true;
  for await (const line of lines) {
    if (!isHeader) yield line.split(",");
    isHeader = false;
  }
}

/** The compared tables as scripts are often written: a record read, an object looked up, a number added. It checks nothing. */
export async function tablesRowAtATime(folder: string): Promise<ComparedTables> {
  const [from, to, dataDate] = [RULES.window.from, RULES.window.to, RULES.data_date].map(
    (day) => Date.parse(day) / DAY,
  ) as [number, number, number];
  const referrals = new Map<string, Referral>();
  for await (const [id = "", nhs = "", date = "", gender = "", ethnicity = "", pcn = ""] of rowsOf(
    folder,
    "referrals.csv",
  )) {
    const received = dayOf(date);
    const at = new Date(received * DAY);
    const year = at.getUTCFullYear() - (at.getUTCMonth() < 3 ? 1 : 0);
    const cells = [
      "all",
      `pcn|${pcn}`,
      `gender|${GENDER[gender] ?? "not_known"}`,
      `ethnic_category|${ETHNICITY[ethnicity] ?? ethnicity}`,
      `year|${year}-${String((year + 1) % 100).padStart(2, "0")}`,
    ];
    referrals.set(id, { nhs, received, cells, met: undefined });
  }
  for await (const [id = "", date = "", , attendance] of rowsOf(folder, "contacts.csv")) {
    const referral = referrals.get(id);
    if (referral === undefined || attendance !== "Attended") continue;
    const day = dayOf(date);
    if (referral.met === undefined || day < referral.met) referral.met = day;
  }
  const first = new Map<string, Score[]>();
  const later = new Map<string, Score[]>();
  for await (const [id = "", date = "", stage, score] of rowsOf(folder, "scores.csv")) {
    const person = referrals.get(id)?.nhs ?? "";
    const of = stage === "Baseline" ? first : later;
    const found = { id, date: dayOf(date), score: Math.round(Number(score) * 10) };
    const known = of.get(person);
    if (known === undefined) of.set(person, [found]);
    else known.push(found);
  }

  const counted: Record<string, number> = {};
  const waits: Record<string, number[]> = {};
  for (const { received, met, cells } of referrals.values()) {
    if (received < from || received > to) continue;
    for (const cell of cells) counted[cell] = (counted[cell] ?? 0) + 1;
    if (met === undefined || met < received) continue;
    for (const cell of cells.slice(0, 2)) {
      waits[cell] ??= [];
      waits[cell].push(met - received);
    }
  }
  const paired: Record<string, [number, number, number]> = {};
  const followUp: Record<string, [number, number]> = {};
  const { from_days, to_days, due_after_days } = RULES.follow_up;
  for (const [person, all] of first) {
    const ordered = all.sort((a, b) => a.date - b.date);
    const at = ordered.findIndex(({ date }) => date >= from && date <= to);
    const start = ordered[at];
    if (start === undefined) continue;
    const next = ordered[at + 1]?.date ?? Number.POSITIVE_INFINITY;
    const valid = (later.get(person) ?? [])
      .filter(({ date }) => date - start.date >= from_days && date - start.date <= to_days && date <= next)
      .sort((a, b) => a.date - b.date);
    const last = valid.at(-1);
    const isDue = dataDate - start.date >= due_after_days;
    const inTime = valid.some(({ date }) => date - start.date <= due_after_days);
    for (const cell of (referrals.get(start.id)?.cells ?? []).slice(0, 4)) {
      if (last !== undefined) {
        const change = last.score - start.score;
        paired[cell] ??= [0, 0, 0];
        paired[cell][0] += 1;
        paired[cell][1] += change;
        paired[cell][2] += change * change;
      }
      if (!isDue) continue;
      followUp[cell] ??= [0, 0];
      followUp[cell][0] += 1;
      if (inTime) followUp[cell][1] += 1;
    }
  }
  const medians = Object.entries(waits).map(([cell, days]) => [cell, [days.length, medianOf(days)]] as const);
  return { referrals: counted, paired, follow_up: followUp, waits: Object.fromEntries(medians) };
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
