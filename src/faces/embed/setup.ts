/** A set-up of the author's own: the preset with the settings of the address in place of its own. */
import { DATASETS, isDownloaded } from '../../experiment/catalog.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { decodeSweepLink, encodeSweepLink } from '../../experiment/sweepUrl.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { setupLine } from '../../ui/compare/setupWords.ts';
import { givePart } from './parts.ts';
import type { Look } from './params.ts';
import { isTrainable, onCpu } from './trainable.ts';

export interface Setup {
  spec: SweepSpec;
  preset: string | undefined;
  /** In one line. */
  line: string;
  notes: string[];
  /** Whether a frame has what it takes to train it. */
  trainable: boolean;
}

export type ReadSetup = (look: Look, settings: string) => Setup;

const keyOf = (pair: string): string => decodeURIComponent(pair.split('=')[0]);

/** The later pair of two with the same key. */
function merged(first: string, second: string): string {
  const own = second.split('&').filter((pair) => pair !== '');
  const keys = new Set(own.map(keyOf));
  return [...first.split('&').filter((pair) => !keys.has(keyOf(pair))), ...own].join('&');
}

export const readSetup: ReadSetup = ({ preset }, settings) => {
  const known = PRESETS.find(({ id }) => id === preset);
  const { spec: asked, notes } = decodeSweepLink(
    known ? merged(encodeSweepLink(known.spec), settings) : settings,
  );
  const spec = trainedHere(asked, notes);
  const id = settings === '' ? known?.id : undefined;
  return { spec, preset: id, line: setupLine(spec), notes, trainable: isTrainable(spec) };
};

function trainedHere(spec: SweepSpec, notes: string[]): SweepSpec {
  const { base } = spec;
  if (!['auto', 'cpu'].includes(base.engine))
    notes.push(
      `engine=${base.engine}: an embed trains on the CPU engine, which needs no permission of the page around it. Open it in Batchscope to train on the graphics processor.`,
    );
  const downloaded = spec.arms.find(({ dataset }) => isDownloaded(dataset));
  if (downloaded)
    notes.push(
      `${DATASETS[downloaded.dataset].name} has to be downloaded, and an embed asks no other host for anything. Open it in Batchscope to train on it.`,
    );
  return onCpu(spec);
}

givePart('setup', readSetup);
