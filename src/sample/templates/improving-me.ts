import type { Random } from "../random.ts";
import { drawHub, type HubContact, type HubReferral, isInHubWindow } from "./draw-hub.ts";
import { drawTrainees, type HubTrainee } from "./draw-trainees.ts";
import { byPlace, type TemplateSample, trueShare, trueStages } from "./template-sample.ts";
import { writeHub } from "./write-hub.ts";

/** People of a community hub for mothers and young families, its trainees, their exports, and the truth about them. */
export function drawImprovingMe(random: Random, people: number, scale: number): TemplateSample {
  const referrals = drawHub(random, people);
  const trainees = drawTrainees(random, scale);
  return {
    people: referrals.length,
    referrals: referrals.length,
    truth: { ...byPlace(referrals, truthOf), trainees: byPlace(trainees, truthOfTrainees) },
    sources: writeHub(random, referrals, trainees),
  };
}

const isMet = ({ attendance }: HubContact): boolean => attendance === "5" || attendance === "6";

function truthOf(referrals: readonly HubReferral[]) {
  const needing = ({ person }: HubReferral): boolean => person.interpreter === true;
  /** Of the attended contacts in the window where something is known, those for which it is so. */
  const ofContacts = (
    who: (referral: HubReferral) => boolean,
    fact: (contact: HubContact) => boolean | undefined,
  ) =>
    trueShare(referrals.filter(who), ({ contacts }) => {
      const known = contacts.filter((one) => isMet(one) && isInHubWindow(one.day) && fact(one) !== undefined);
      return [known.filter((one) => fact(one) === true).length, known.length];
    });
  const everybody = () => true;
  const one = (is: boolean): readonly [number, number] => [is ? 1 : 0, 1];
  return {
    stages: trueStages<HubReferral>(referrals, {
      referred: everybody,
      accepted: ({ declined }) => !declined,
      contacted: ({ contacts }) => contacts.some(isMet),
      referred_on: ({ activities }) => activities.length > 0,
      started: ({ activities }) => activities.some(({ first }) => first !== undefined),
    }),
    maternity: referrals.filter(({ stage }) => stage !== "").length,
    interpreter_needed: referrals.filter(needing).length,
    interpreter_booked: ofContacts(needing, ({ booked }) => booked),
    interpreter_present: ofContacts(everybody, ({ booked, present }) =>
      booked === true ? present : undefined,
    ),
    interpreted: ofContacts(needing, ({ present, matched }) => present === true || matched === true),
    mental_health: trueShare(referrals, ({ mentalHealth }) => one(mentalHealth)),
    target: trueShare(referrals, ({ mentalHealth, stage }) => one(mentalHealth && stage !== "")),
  };
}

const truthOfTrainees = (trainees: readonly HubTrainee[]) => ({
  ...trueStages<HubTrainee>(trainees, {
    started: () => true,
    trained: ({ trained }) => trained !== undefined,
    placed: ({ placed }) => placed !== undefined,
    progressed: ({ progressed }) => progressed !== undefined,
  }),
  lived_experience: trainees.filter(({ livedExperience }) => livedExperience === true).length,
  lived_experience_known: trainees.filter(({ livedExperience }) => livedExperience !== undefined).length,
});
