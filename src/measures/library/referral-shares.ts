import type { MeasureEntry } from "../library.ts";
import { NOT_DUE, RECEIVED, share, UNKNOWN_OUT } from "./share-entry.ts";

/** Shares of referrals and of people seen. */
export const referralShareEntries: readonly MeasureEntry[] = [
  share(
    "share of people seen",
    "A person counts once in a cell.",
    RECEIVED,
  )({
    id: "share_men",
    title: "Men among the people seen",
    polarity: "neither",
    definition:
      "Of the people who had at least one attended, two-way contact with a link worker, the share who are men.",
    numerator: "Men among them",
    denominator: "People seen whose gender is known",
  }),
  ...(
    [
      {
        id: "share_not_gp",
        title: "Not referred by general practice",
        polarity: "neither",
        definition: "Of the referrals, the share that did not come from general practice.",
        numerator: "Referrals from anyone but a GP or another member of the practice or network team",
        denominator: "Referrals whose source is known",
        caveat: UNKNOWN_OUT,
      },
      {
        id: "share_out_of_hours",
        title: "Received outside office hours",
        polarity: "neither",
        definition: "Of the referrals, the share received outside Monday to Friday, 9 am to 5 pm.",
        numerator: "Referrals received on a Saturday or Sunday, before 09:00, or at 17:00 or later",
        denominator: "Referrals whose time is recorded",
        caveat: `${UNKNOWN_OUT} A time of 00:00 is taken as not recorded. Bank holidays count as weekdays. It is the time of entry.`,
      },
      {
        id: "share_unregistered",
        title: "Not registered with a GP",
        polarity: "neither",
        telling: "all",
        definition: "Of the referrals, the share of people who are not registered with a general practice.",
        numerator: "Referrals of people not registered",
        denominator: "Referrals of people of whom it is known",
        caveat: UNKNOWN_OUT,
      },
      {
        id: "share_out_of_borough",
        title: "Registered with a GP in another borough",
        polarity: "neither",
        definition:
          "Of the referrals of people registered with a general practice, the share whose practice is in another borough than the referral.",
        numerator: "Referrals of people whose practice is in another borough",
        denominator: "Referrals of registered people, in services that record practices elsewhere",
        caveat: "A practice that is not named as elsewhere is taken as in the borough.",
      },
      {
        id: "share_crisis",
        title: "Referred at a crisis",
        polarity: "lower",
        telling: "all",
        definition: "Of the referrals, the share made at a crisis.",
        numerator: "Referrals marked as a crisis",
        denominator: "Referrals whose urgency is known",
        caveat: `${UNKNOWN_OUT} Who refers decides what is a crisis.`,
      },
      {
        id: "share_contacted",
        title: "Reached by a link worker",
        polarity: "higher",
        definition:
          "Of the referrals, the share with at least one attended, two-way, direct contact with a link worker by the data date.",
        numerator: "Referrals with such a contact",
        denominator: "Referrals received, declined ones too, in services that record contacts",
        caveat: NOT_DUE,
      },
      {
        id: "share_mental_health_reason",
        title: "With a mental-health reason",
        polarity: "neither",
        telling: "all",
        definition:
          "Of the referrals, the share whose reasons include mental health, low mood or counselling.",
        numerator: "Referrals with such a reason",
        denominator: "Referrals with at least one reason recorded",
        caveat: UNKNOWN_OUT,
      },
      {
        id: "share_target",
        title: "Of the project's target group",
        polarity: "higher",
        definition:
          "Of the referrals, the share of people whom the project is for. Comparison networks are measured against the same group.",
        numerator: "Referrals of people in the target group",
        denominator: "Referrals of people of whom it is known whether they are in it",
        caveat: `${UNKNOWN_OUT} Age is the year of referral less the year of birth.`,
      },
      {
        id: "share_health_check",
        title: "Health check started (severe mental illness)",
        polarity: "higher",
        definition:
          "Of the referrals of people with severe mental illness, the share with a physical health check that has started.",
        numerator: "Of these referrals, those with a health check started",
        denominator: "Referrals of people in the cohort severe mental illness",
        caveat: `${NOT_DUE} A health check at the practice that nobody entered here is not counted.`,
      },
    ] as const
  ).map(share("share of referrals", RECEIVED)),
  ...([180, 365] as const).map((within) =>
    share(
      "share of referrals",
      RECEIVED,
    )({
      id: `share_re_referred_${within}`,
      title: `Referred again within ${within} days`,
      polarity: "lower",
      definition: `Of the referrals received at least ${within} days before referrals were last counted, the share whose person was referred again, anywhere in the programme, within ${within} days.`,
      numerator: `Of these referrals, those followed by another from 1 to ${within} days later`,
      denominator: `Referrals received at least ${within} days before the end of the programme's window, or the data date if earlier`,
      caveat:
        "Later referrals are left out: nobody could yet know whether they are followed by another. A second referral on the same day is taken as the same one. Someone without an NHS number is found again in the same system only. To come back is not always a failure.",
    }),
  ),
];
