/** One sentence for a hall, out of what results say. */
import { respelled } from '../../experiment/format.ts';
import type { TalkAxis } from '../../experiment/talk.ts';
import type { Drawn } from './shown.ts';

/** Up to the first full stop, colon apart, or semicolon that ends a thought; the rest is for the notes. */
export function firstThought(text: string): string {
  const end = /[.;](?=\s|$)/.exec(text)?.index;
  return end === undefined ? text : `${text.slice(0, end)}.`;
}

/** All that a recording says, of a race on this axis. */
export function saidOf({ figure, sentence }: Drawn, axis: TalkAxis): string {
  return respelled(figure.kind === 'race' ? figure.axes[axis].view.sentence : sentence);
}
