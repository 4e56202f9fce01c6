/** How a recorded figure is drawn for the first paint. */
import { setNumberLanguage } from '../../../experiment/format.ts';
import type { Recording } from '../../../recordings/recording.ts';
import type { RaceAxis } from '../../../sweep/views.ts';
import type { ChartLook } from '../../../ui/charts/compare/look.ts';
import type { Theme } from '../accent.ts';

export interface StillChoice {
  width: number;
  height: number;
  theme: Theme;
  /** Of numbers. */
  lang: string | undefined;
  axis: RaceAxis;
  /** Of the race, in [0, 1]; undefined: all of it. */
  share: number | undefined;
}

/** Markup of the figure; empty where the recording is of another kind. */
export type DrawStill = (recording: Recording, choice: StillChoice) => string;

const nothing = (): void => undefined;

/** Each part's script has formats of its own, so each is told the language. */
export function stillLook({ arms }: Recording, { theme, lang }: StillChoice): ChartLook {
  setNumberLanguage(lang);
  return {
    ...{ arms, theme, thumb: false, hoverBatch: undefined, onHover: nothing },
    hidden: new Set(),
  };
}
