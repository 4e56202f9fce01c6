import { formatBytes, formatNumber } from '../../../experiment/format.ts';
import { STACK_PARTS } from '../../../experiment/memoryPrediction.ts';
import type { Plane } from '../compare/plane.ts';
import { Readout } from '../compare/Readout.tsx';
import { readStack } from './stackReading.ts';
import type { StackSample } from './stackShape.ts';

/** What an update holds at the batch size under the pointer, part by part. */
export function StackReadout({ plane, sample }: { plane: Plane; sample: StackSample }) {
  const total = { key: 'together', name: 'together', strong: true, value: formatBytes(sample.memory.total) };
  const parts = readStack(sample).map(({ key, part, name, bytes }) => ({
    key,
    name: (
      <>
        <i className={`stack-key is-p${STACK_PARTS.indexOf(part)}`} />
        {name}
      </>
    ),
    strong: false,
    value: formatBytes(bytes),
  }));
  return (
    <Readout
      plane={plane}
      at={plane.x.at(sample.batchSize)}
      title={`batch size ${formatNumber(sample.batchSize)}`}
      rows={[total, ...parts].map((row) => ({ ...row, colour: 'var(--ink)' }))}
    />
  );
}
