/** A figure and the five small pictures of a large sweep, with switches that can be timed from the outside. */
import { useState, type ComponentType } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import '../../src/ui/theme.css';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { GeneralisationView } from '../../src/ui/compare/views/GeneralisationView.tsx';
import { NoiseView } from '../../src/ui/compare/views/NoiseView.tsx';
import type { Selection, SelectionEvents, ViewProps } from '../../src/ui/compare/views/props.ts';
import { RaceView } from '../../src/ui/compare/views/RaceView.tsx';
import { SpeedView } from '../../src/ui/compare/views/SpeedView.tsx';
import { TargetView } from '../../src/ui/compare/views/TargetView.tsx';
import { DrawnLater } from '../../src/ui/charts/useSize.ts';
import { useTurn } from '../../src/ui/compare/useTurn.ts';
import { simulated } from '../../tests/ui/charts/compare/support/simulated.ts';

const VIEWS: Readonly<Record<string, ComponentType<ViewProps>>> = {
  race: RaceView,
  target: TargetView,
  noise: NoiseView,
  speed: SpeedView,
  generalisation: GeneralisationView,
};

type Change = Partial<Selection> & { view?: string };

declare global {
  interface Window {
    /** Makes the sweep; returns its runs, the points of a run, and what was drawn of it in all. */
    prepare: (runs: number, points: number) => { runs: number; points: number };
    /** Milliseconds from a change to the picture of it. */
    change: (to: Change) => Promise<number>;
  }
}

const START: Selection & { view: string } = {
  ...{ view: 'none', axis: 'epochs', metric: 'accuracy', split: 'validation', target: undefined },
  ...{ hiddenBatches: new Set<number>(), hoverBatch: undefined, scrub: undefined },
};
const nothing = () => undefined;
const on: SelectionEvents = {
  ...{ axis: nothing, metric: nothing, split: nothing, target: nothing },
  ...{ hover: nothing, toggle: nothing, scrub: nothing },
};

let data: SweepData | undefined;
let set: (to: Change) => void = nothing;

/** As on the page: in its turn, one after another. */
function Thumb({ View, chosen }: { View: ComponentType<ViewProps>; chosen: Selection }) {
  const shown = useTurn(chosen);
  if (!shown || !data) return null;
  return (
    <DrawnLater value={true}>
      <View data={data} selection={shown} on={on} size="thumb" />
    </DrawnLater>
  );
}

function Page() {
  const [chosen, choose] = useState(START);
  set = (to) => choose((old) => ({ ...old, ...to }));
  if (!data || chosen.view === 'none') return null;
  const Shown = VIEWS[chosen.view];
  return (
    <>
      {Object.entries(VIEWS).map(([name, View]) => (
        <div key={name} style={{ display: 'inline-block', width: 160, height: 80 }}>
          <Thumb View={View} chosen={chosen} />
        </div>
      ))}
      <Shown data={data} selection={chosen} on={on} size="full" />
    </>
  );
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<Page />);

const SIZES = [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const SEEDS = 10;

window.prepare = (runs, points) => {
  const sizes = SIZES.slice(0, Math.ceil(runs / (2 * SEEDS)));
  data = simulated({
    batchSizes: sizes,
    seeds: SEEDS,
    arms: [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'moons', model: 'mlp' },
    ],
    points,
    // So long that also the largest batches make that many updates.
    spec: { budget: { unit: 'epochs', amount: 820, until: undefined } },
  });
  return { runs: data.runs.length, points: Math.min(...data.runs.map((r) => r.series.length)) };
};

/** Two frames later what was committed is on the screen. */
const painted = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

window.change = async (to) => {
  await painted();
  const from = performance.now();
  flushSync(() => set(to));
  await painted();
  return performance.now() - from;
};
