/** What a scene shows, once it is there. */
import { useEffect, useMemo, useState } from 'react';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { unpackSweep } from '../../experiment/packed/packedSweep.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { decodeSweepLink } from '../../experiment/sweepUrl.ts';
import type { Showing, TalkAxis } from '../../experiment/talk.ts';
import { decodeLink } from '../../experiment/url.ts';
import { figureOf } from '../../recordings/figure.ts';
import type { Recording } from '../../recordings/recording.ts';
import { armNames } from '../../sweep/analyse/settingsWords.ts';
import { verdict } from '../../sweep/analyse/verdict.ts';
import type { Recordings } from './recorded.ts';

/** Of a sweep, what is drawn and said. */
export type Drawn = Pick<Recording, 'figure' | 'arms' | 'sentence'>;

export type Shown =
  | { kind: 'words' }
  | { kind: 'epoch'; examples: number; batchSize: number }
  | { kind: 'memory'; config: ExperimentConfig }
  | { kind: 'sweep'; drawn: Drawn; axis: TalkAxis; spec: SweepSpec; preset: string | undefined; from: string }
  /** Nothing yet, or nothing ever; in words. */
  | { kind: 'none'; why: string };

const LATE = 'The recording is on its way.';
const LOST = 'The recording did not arrive; open this page once with the network.';

export function useShown(show: Showing, recordings: Recordings): Shown {
  const unpacked = useUnpacked(show.kind === 'results' ? show.packed : undefined);
  return useMemo((): Shown => {
    switch (show.kind) {
      case 'words':
      case 'epoch':
        return show;
      case 'memory':
        return { kind: 'memory', config: decodeLink(show.link).config };
      case 'results': {
        if (!unpacked) return { kind: 'none', why: LATE };
        if ('error' in unpacked) return { kind: 'none', why: unpacked.error };
        const { data } = unpacked;
        const drawn = { figure: figureOf(data), arms: armNames(data.spec), sentence: verdict(data) };
        const from = `trained ${new Date(data.createdAt).toISOString().slice(0, 10)}`;
        const axis = show.axis ?? 'epochs';
        return { kind: 'sweep', drawn, axis, spec: data.spec, preset: data.preset, from };
      }
      case 'preset': {
        const found = recordings[show.preset];
        if (!found) return { kind: 'none', why: LATE };
        if (found === 'failed') return { kind: 'none', why: LOST };
        const { spec } = decodeSweepLink(found.link);
        const from = `recorded ${found.recordedAt.slice(0, 10)}`;
        if (!spec) return { kind: 'none', why: LOST };
        return { kind: 'sweep', drawn: found, axis: show.axis ?? 'epochs', spec, preset: found.preset, from };
      }
      default:
        return show satisfies never;
    }
  }, [show, recordings, unpacked]);
}

type Unpacked = Awaited<ReturnType<typeof unpackSweep>>;

function useUnpacked(packed: string | undefined): Unpacked | undefined {
  const [found, setFound] = useState<{ packed: string; result: Unpacked }>();
  useEffect(() => {
    if (packed === undefined) return;
    let left = false;
    void unpackSweep(packed).then((result) => {
      if (!left) setFound({ packed, result });
    });
    return () => {
      left = true;
    };
  }, [packed]);
  return found?.packed === packed ? found?.result : undefined;
}
