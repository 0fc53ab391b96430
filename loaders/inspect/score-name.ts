import { type KnownInstrument, knownInstruments } from "./known-instruments.ts";

/** When a score was taken. */
export type Stage = "baseline" | "follow_up";

/** What the name of a column says of a score. */
export interface ScoreName {
  readonly known: KnownInstrument | undefined;
  /** What is left of the name without stage, number and filling words: the measure's own name. */
  readonly rest: string;
  readonly stage: Stage | undefined;
  /** `T1` and `Time 1` are a baseline, or a follow-up where there is a `T0`. */
  readonly timeOne: boolean;
  readonly number: number | undefined;
  readonly about: "score" | "date" | "level" | "mode" | "derived";
}

const BASELINE =
  /\b(?:base ?line|bl|pre|before|initial|intake|first|1 st|opening|starting|start|entry|t 0|time 0)\b/u;
const FOLLOW_UP =
  /\b(?:follow ?up|followup|fu|post|after|review|final|last|ending|end|exit|closing|closure|second|2 nd|later|t [2-9]|time [2-9]|\d{1,2} (?:m|mo|months?|mths?|wks?|weeks?))\b/u;
const EVERY_STAGE = new RegExp(`${BASELINE.source}|${FOLLOW_UP.source}`, "gu");
const TIME_ONE = /\b(?:t|time) 1\b/u;
const DERIVED =
  /\b(?:change|changed|difference|diff|improvement|improved|gain|band|predicted|expected|delta|items?)\b/u;
const FILLING =
  /\b(?:score|scores|total|sum|scale|raw|metric|date|dates|dt|level|of|the|on|at|questionnaire|result|value|mode|completed|completion|by|how|when|survey|assessment|form|tool|q|item|taken|measured|recorded)\b/gu;

/** Reads a column's name, written in lower-case words, as that of a score or of something beside it. Total. */
export function scoreName(plain: string): ScoreName {
  const name = ` ${plain} `
    .replace(/ ons 4 /gu, " ons ")
    .replace(/ (phq) 9 | (gad) 7 /gu, " $1$2 ")
    .replace(/ pam 1[03] /gu, " pam ")
    .replace(/ ucla 3 (?=\S)/gu, " ucla ")
    .trim();
  const stage = BASELINE.test(name) ? "baseline" : FOLLOW_UP.test(name) ? "follow_up" : undefined;
  const without = (stage === undefined ? name : name.replace(EVERY_STAGE, " "))
    .replace(TIME_ONE, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const number = /(?:^| )(\d{1,2})$/u.exec(without)?.[1];
  const rest = without
    .replace(/(?:^| )\d{1,2}$/u, "")
    .replace(FILLING, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const known = knownInstruments.find(({ pattern }) => pattern.test(name));
  return {
    known,
    rest,
    stage,
    timeOne: TIME_ONE.test(name),
    number: number === undefined ? undefined : Number(number),
    about: aboutOf(name),
  };
}

function aboutOf(name: string): ScoreName["about"] {
  if (DERIVED.test(name)) return "derived";
  if (/\bdates?\b|\bdt\b|\bwhen\b|\bcompleted on\b/u.test(name)) return "date";
  if (/\blevel\b/u.test(name)) return "level";
  if (/\bmode\b|\bcompleted by\b|\bhow completed\b/u.test(name)) return "mode";
  return "score";
}
