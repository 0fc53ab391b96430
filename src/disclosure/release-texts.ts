import { Released, Unreleased } from "./sealed.ts";

/** A text about a person, with the consent that lets it be published. */
export interface ConsentedText {
  readonly id: string;
  readonly service: string;
  readonly project: string | null;
  readonly title: string;
  readonly text: string;
  readonly quote: string | null;
  /** Day the consent to publication was given. */
  readonly consent_given_on: string;
}

/**
 * Releases texts to whose publication the person agreed. A text without a date of consent is refused with an Error:
 * whoever loads texts must have left it out.
 */
export function releaseTexts(
  sealed: Unreleased<readonly ConsentedText[]>,
): Released<readonly ConsentedText[]> {
  const texts = Unreleased.open(sealed);
  const without = texts.find((one) => !/^\d{4}-\d{2}-\d{2}$/.test(one.consent_given_on));
  if (without !== undefined) throw new Error(`Text "${without.id}" has no date of consent.`);
  return Released.mark(
    texts.map(({ id, service, project, title, text, quote, consent_given_on }) => ({
      id,
      service,
      project,
      title,
      text,
      quote,
      consent_given_on,
    })),
  );
}
