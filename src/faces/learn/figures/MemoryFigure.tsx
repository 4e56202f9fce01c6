import { useCallback, useMemo, useState } from 'react';
import type { ExperimentConfig, ModelId } from '../../../experiment/config.ts';
import { trainingCount } from '../../../experiment/derive.ts';
import { bytesOfMb } from '../../../experiment/devices.ts';
import { formatBytes, formatBytesApart, formatNumber } from '../../../experiment/format.ts';
import { predictedMemory } from '../../../experiment/memoryPrediction.ts';
import { batchColor } from '../../../ui/charts/batchColor.ts';
import { StackChart } from '../../../ui/charts/memory/StackChart.tsx';
import { sampleSizes } from '../../../ui/charts/memory/stackShape.ts';
import { Segmented } from '../../../ui/controls/Segmented.tsx';
import { useTheme } from '../../../ui/theme.ts';
import { useAtWork } from '../atWork.ts';
import { Dial } from '../parts/Dial.tsx';
import { Guess, useGuessed } from '../parts/Guess.tsx';
import { Computed, ComputedText } from '../parts/Numbers.tsx';
import { Figure } from './Figure.tsx';
import { MemoryOutcome } from './MemoryOutcome.tsx';
import { bytesAt, bytesEach, largestOf, MEMORY, networkOf, NETWORKS, weightsOf } from './memorySetup.ts';
import { useProbe } from './useProbe.ts';
import './memory.css';

export const MEMORY_GUESS = 'memory';

const OPTIONS = [
  { value: 'mlp', label: 'The network with one hidden layer' },
  { value: 'cnn', label: 'The convolutional network' },
  { value: 'same', label: 'Both about the same' },
];

const LIMITS = { min: 1, max: 256 };

/** Bytes of one update against the batch size, a limit, and updates really made under it. */
export function MemoryFigure() {
  const theme = useTheme();
  const guessed = useGuessed(MEMORY_GUESS);
  const [config, setConfig] = useState<ExperimentConfig>(MEMORY);
  const { state, run, forget } = useProbe();
  useAtWork(state.status === 'running');
  const most = trainingCount(config);
  const [mlp, cnn] = [networkOf('mlp'), networkOf('cnn')];
  const limitBytes = bytesOfMb(config.memoryLimit);
  const fits = largestOf(config);
  const total = bytesAt(config);

  const change = (next: Partial<ExperimentConfig>): ExperimentConfig => {
    const changed = { ...config, ...next };
    setConfig(changed);
    forget();
    return changed;
  };
  const { batchSize, ...shape } = config;
  const key = JSON.stringify(shape);
  const sampleAt = useCallback(
    (size: number) => ({ batchSize: size, memory: predictedMemory(config, 'cpu', size), layers: [] }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` is all of `config` that matters
    [key],
  );
  const samples = useMemo(() => sampleSizes(most, true).map(sampleAt), [most, sampleAt]);

  return (
    <Figure
      id="out-of-memory"
      title="Running out of memory"
      caption={
        <>
          What one update with Adam holds on the engine of this page, to the byte. The dataset is left out.
          The button makes the update in a worker of its own, under the limit; nothing on this page is lost
          when it fails.
        </>
      }
    >
      <Guess
        id={MEMORY_GUESS}
        question={
          <>
            The convolutional network has <Computed value={weightsOf(cnn)} /> weights, the one with a hidden
            layer <Computed value={weightsOf(mlp)} />. Under the same limit of{' '}
            <Computed value={bytesOfMb(MEMORY.memoryLimit)} as={formatBytes} />, which can train with the
            larger batch?
          </>
        }
        options={OPTIONS}
        truth={guessed ? (largestOf(mlp) > largestOf(cnn) ? 'mlp' : 'cnn') : undefined}
        said={
          <ComputedText>
            {`The largest batch is ${formatNumber(largestOf(mlp))} with the hidden layer and ${formatNumber(largestOf(cnn))} with convolutions. Weights are held once; a convolution’s outputs are held for every example, ${formatBytes(bytesEach(cnn))} against ${formatBytes(bytesEach(mlp))}.`}
          </ComputedText>
        }
      />
      {guessed ? (
        <div className="memory-figure">
          <Segmented
            name="Network"
            value={config.model}
            options={NETWORKS}
            onChange={(model: ModelId) =>
              void change({ ...networkOf(model), batchSize, memoryLimit: config.memoryLimit })
            }
          />
          <p className="figure-sentence">
            A batch of{' '}
            <Dial
              label="Batch size of the update"
              value={batchSize}
              min={1}
              max={most}
              onChange={(size) => void change({ batchSize: size })}
            />{' '}
            needs <Computed value={total} as={(bytes) => formatBytesApart(bytes, limitBytes)[0]} /> under a
            limit of{' '}
            <Dial
              label="Memory limit in megabytes"
              value={Math.round(config.memoryLimit)}
              {...LIMITS}
              onChange={(memoryLimit) => void change({ memoryLimit })}
            />{' '}
            MB: it {total > limitBytes ? 'should not fit' : 'should fit'}.
          </p>
          <div className="memory-plot">
            <StackChart
              {...{ samples, sampleAt, batchSize, limitBytes, fits }}
              logBatch
              logBytes={false}
              batchColour={batchColor(batchSize, theme)}
              onBatchSize={(size) => void change({ batchSize: size })}
              onLimit={(bytes) => {
                const memoryLimit = Math.max(
                  LIMITS.min,
                  Math.min(LIMITS.max, Math.round(bytes / bytesOfMb(1))),
                );
                change({ memoryLimit });
              }}
            />
          </div>
          <div className="figure-buttons">
            <button type="button" className="primary" onClick={() => void run(config)}>
              Make this update
            </button>
            <button
              type="button"
              className="plain"
              onClick={() => void run(change({ batchSize: Math.min(most, Math.max(1, fits)) }))}
            >
              The largest that should fit
            </button>
            <button
              type="button"
              className="plain"
              onClick={() => void run(change({ batchSize: Math.min(most, fits + 1) }))}
            >
              One more
            </button>
          </div>
          <MemoryOutcome state={state} onRemedy={(next) => void run(change(next))} />
        </div>
      ) : (
        <p className="figure-empty">Guess first; then the limit is yours to move.</p>
      )}
    </Figure>
  );
}
