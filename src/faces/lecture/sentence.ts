/** One sentence for a hall, out of what results say. */
import { respelled } from '../../experiment/format.ts';
import type { TalkAxis } from '../../experiment/talk.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { figureOf } from '../../recordings/figure.ts';
import { verdict } from '../../sweep/analyse/verdict.ts';
import type { Drawn } from './shown.ts';

/** Up to the first full stop, colon apart, or semicolon that ends a thought; the rest is for the notes. */
export function firstThought(text: string): string {
  const end = /[.;](?=\s|$)/.exec(text)?.index;
  return end === undefined ? text : `${text.slice(0, end)}.`;
}

/** All that a recording says, of a race on this axis. */
export function saidOf({ figure, sentence }: Pick<Drawn, 'figure' | 'sentence'>, axis: TalkAxis): string {
  return respelled(figure.kind === 'race' ? figure.axes[axis].view.sentence : sentence);
}

/** The same of what was trained here. */
export const saidHere = (data: SweepData, axis: TalkAxis): string =>
  saidOf({ figure: figureOf(data), sentence: verdict(data) }, axis);
