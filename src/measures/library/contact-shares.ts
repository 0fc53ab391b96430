import type { MeasureEntry } from "../library.ts";
import { ALIKE, share } from "./share-entry.ts";

const CONTACTS = [
  ALIKE,
  "Counted in the period of the contact. Contacts of referrals received in the programme's window.",
] as const;
const UNDERSTOOD = "Attended, two-way, direct contacts of people who need an interpreter";

/** Shares of contacts. */
export const contactShareEntries: readonly MeasureEntry[] = (
  [
    {
      id: "share_dna",
      title: "Did not attend",
      polarity: "lower",
      definition:
        "Of the appointments that the person kept, came late to or missed without notice, the share missed without notice (code 3 of 5, 6, 3 and 7).",
      numerator: "Appointments missed without notice",
      denominator: "Appointments attended, attended late, too late to be seen, or missed without notice",
      caveat:
        "The narrow definition: coming too late to be seen is not counted as missed, as some national figures do. Cancellations are in neither number.",
    },
    {
      id: "share_remote",
      title: "Contacts by telephone, video or message",
      polarity: "neither",
      definition:
        "Of the attended contacts whose way is recorded, the share by telephone, by video, or by letter or message.",
      numerator: "Of these contacts, those by telephone, by video, or by letter or message",
      denominator:
        "Attended, two-way, direct contacts whose way is recorded: these, face to face, at home and in a group",
      caveat:
        "Neither way is better in itself. Who has no telephone or means to join online is in no contact that did not take place.",
    },
    {
      id: "share_interpreted",
      title: "Contacts in the person's language",
      polarity: "higher",
      definition:
        "Of the contacts with people who need an interpreter, the share with an interpreter present or a worker who speaks the language.",
      numerator: "Of these contacts, those with an interpreter present or a worker who speaks the language",
      denominator: `${UNDERSTOOD}, where either is recorded`,
      caveat: "Where only one of the two is recorded, the other is taken as no.",
    },
    {
      id: "share_language_matched",
      title: "Contacts with a worker who speaks the language",
      polarity: "higher",
      definition:
        "Of the contacts with people who need an interpreter, the share with a worker who speaks the person's language.",
      numerator: "Of these contacts, those with such a worker",
      denominator: `${UNDERSTOOD}, where it is recorded`,
    },
    {
      id: "share_interpreter_booked",
      title: "Contacts with an interpreter booked",
      polarity: "neither",
      definition:
        "Of the contacts with people who need an interpreter, the share for which an interpreter was booked.",
      numerator: "Of these contacts, those with an interpreter booked",
      denominator: `${UNDERSTOOD}, where it is recorded`,
      caveat:
        "A worker who speaks the language needs no interpreter: such contacts are in the denominator too, so more bookings are neither better nor worse by themselves.",
    },
    {
      id: "share_interpreter_present",
      title: "Booked interpreters who came",
      polarity: "higher",
      definition:
        "Of the attended contacts with an interpreter booked, the share with an interpreter present.",
      numerator: "Of these contacts, those with an interpreter present",
      denominator: "Attended, two-way, direct contacts with an interpreter booked, where it is recorded",
    },
  ] as const
).map(share("share of contacts", ...CONTACTS));
