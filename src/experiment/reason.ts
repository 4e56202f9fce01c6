/** What went wrong, in the words of whoever says it, joined to ours. Messages come with a stop at their end or without. */

const wordsOf = (reason: unknown): string =>
  (reason instanceof Error ? reason.message : String(reason)).trim() || 'no reason was given';

/** As a part of a sentence: without a stop. */
export const reasonOf = (reason: unknown): string => wordsOf(reason).replace(/\s*\.$/, '');

/** As a sentence: with one. */
export const sentenceOf = (reason: unknown): string => {
  const words = wordsOf(reason);
  return /[.!?…]$/.test(words) ? words : `${words}.`;
};
