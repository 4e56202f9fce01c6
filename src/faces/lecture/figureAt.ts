import type { Recording } from '../../recordings/recording.ts';

type Figure = Recording['figure'];

const first = <T>(all: readonly T[], share: number): T[] => all.slice(0, Math.ceil(share * all.length));

/** What of a figure was there at a share of its making: points come one after another; what follows from all of them comes last. */
export function figureAt(figure: Figure, share: number): Figure {
  if (share >= 1) return figure;
  switch (figure.kind) {
    case 'race':
      return figure; // its chart scrubs
    case 'target': {
      const points = first(figure.view.points, share);
      const fits = figure.view.fits.map(() => ({ status: 'none', reason: '' }) as const);
      const perfect = figure.view.perfect.map(() => []);
      return { ...figure, view: { ...figure.view, points, fits, perfect } };
    }
    case 'speed':
      return { ...figure, view: { ...figure.view, points: first(figure.view.points, share), fits: [] } };
    case 'generalisation':
      return { ...figure, view: { ...figure.view, points: first(figure.view.points, share) } };
    case 'noise': {
      const tracks = figure.view.tracks.map((track) => {
        const points = first(track.points, share);
        return { ...track, points, exact: track.exact && first(track.exact, share) };
      });
      return { ...figure, view: { ...figure.view, tracks } };
    }
    default:
      return figure satisfies never;
  }
}
