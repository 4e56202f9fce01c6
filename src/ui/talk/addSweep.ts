/** A sweep as a scene at the end of the talk that this browser keeps. */
import { packSweep } from '../../experiment/packed/packedSweep.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { TalkAxis } from '../../experiment/talk.ts';
import { createTalks, pageStorage, type Keep } from '../../state/talk.ts';
import { targetOf, viewOf } from '../../sweep/analyse/question.ts';
import { settingsLine } from '../../sweep/analyse/settingsWords.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { defaultTalk } from './defaultTalk.ts';

const OWN_TITLE = 'What does batch size do here?';

/** Where it is in the talk, or why it is not. */
export async function addSweep(
  data: SweepData,
  axis: TalkAxis,
  storage: Keep | undefined = pageStorage(),
): Promise<{ at: number } | { error: string }> {
  const packed = await packSweep(data, { targets: [targetOf(data)] });
  if ('error' in packed) return packed;
  const talks = createTalks({ storage, first: defaultTalk() });
  const made = talks.add({
    title: PRESETS.find(({ id }) => id === data.preset)?.question ?? OWN_TITLE,
    notes: `${settingsLine(data)}.`,
    show: {
      kind: 'results',
      packed: packed.text,
      ...(viewOf(data) === 'race' && axis !== 'epochs' && { axis }),
    },
  });
  const { notKept } = talks.store.getState();
  return 'error' in made || notKept === undefined ? made : { error: notKept };
}
