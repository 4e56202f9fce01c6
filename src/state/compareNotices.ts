/** What the Compare page says of what a button did. */
import { reasonOf } from '../experiment/reason.ts';
import type { CompareNotice } from './compareStore.ts';

export const TIMED_ANEW =
  'The update times in the file are of elsewhere, so they are measured here anew; all seconds follow from these.';
export const TIMES_STAY =
  'The update times stay those of the file, since by them the runs in it were given their updates. Seconds are not of this machine.';

export const inOtherTab = (so: string): CompareNotice => ({
  kind: 'info',
  text: `Another tab is at work on this sweep, so ${so}. Cancel it there or close that tab first.`,
});

export const SHOWN_FROM_OTHER_TAB: CompareNotice = {
  kind: 'info',
  text: 'Another tab is at work on this sweep. What it has done so far is shown here.',
};

export const notDeleted = (reason: unknown): CompareNotice => ({
  kind: 'bad',
  text: `The sweep could not be deleted from the browser’s storage: ${reasonOf(reason)}.`,
});
