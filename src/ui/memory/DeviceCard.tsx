import { useEffect } from 'react';
import type { EngineName, ExperimentConfig } from '../../experiment/config.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { REAL_DEVICES, VIRTUAL_LIMITS_MB } from '../../experiment/devices.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { engineRoom, LIMIT_NAMES } from '../../experiment/memoryLimit.ts';
import { predictedLargest } from '../../experiment/memoryPrediction.ts';
import { useDraftReading, useExplorer } from '../../state/hooks.ts';
import { useMemory, useMemoryState } from '../../state/memoryHooks.ts';
import type { DeviceFacts } from '../../experiment/devices.ts';
import { FieldControl } from '../controls/FieldControl.tsx';
import { Segmented } from '../controls/Segmented.tsx';

const LIMITS = [
  { value: '0', label: 'none' },
  ...VIRTUAL_LIMITS_MB.map((mb) => ({ value: String(mb), label: `${mb} MB` })),
];

/** The limit: one of a small device, an own one, and what real devices would have. */
export function DeviceCard() {
  const explorer = useExplorer();
  const memory = useMemory();
  const { config } = useDraftReading();
  const engine = useMemoryState((s) => s.engine);
  const device = useMemoryState((s) => s.device);
  useEffect(() => void memory.describeDevice(), [memory]);
  return (
    <section className="card device-card" aria-labelledby="device-title">
      <h2 id="device-title">
        A small device <em>training stops where it would there</em>
      </h2>
      <Segmented
        name="A small device"
        value={String(config.memoryLimit)}
        options={LIMITS}
        onChange={(mb) => explorer.edit('memoryLimit', mb)}
      />
      <FieldControl name="memoryLimit" />
      <p className="card-text">By prediction alone: {onRealDevices(config, engine)}.</p>
      <p className="card-text">This device, says the browser: {device ? told(device) : '…'}</p>
    </section>
  );
}

/**
 * "all 10,000 examples fit phone 4 GB and T4 16 GB; laptop GPU 8 GB takes up to 4,000"; where the engine holds less than
 * a device could, it says so.
 */
export function onRealDevices(config: ExperimentConfig, engine: EngineName): string {
  const most = trainingCount(config);
  const room = engineRoom(config, engine);
  const fits = REAL_DEVICES.map(({ name, bytes }) => ({
    name,
    size: predictedLargest(config, engine, Math.min(bytes, room)),
    beyond: bytes > room,
  }));
  const all = fits.filter(({ size }) => size === most).map(({ name }) => name);
  const some = fits.filter(({ size }) => size < most);
  const own = some.filter(({ beyond }) => !beyond);
  const beyond = some.filter((device) => device.beyond);
  return [
    ...own.map(({ name, size }) => `${name} takes up to ${formatNumber(size)}`),
    ...(beyond.length > 0
      ? [
          `${listed(beyond.map(({ name }) => name))} could take more than the ${formatNumber(beyond[0].size)} that fit into ${LIMIT_NAMES.webassembly} of ${formatBytes(room)}`,
        ]
      : []),
    ...(all.length > 0 ? [`all ${formatNumber(most)} examples fit ${listed(all)}`] : []),
  ].join('; ');
}

const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');

/** What the browser tells of this device, said as what it is. */
function told({ memoryGb, webgpu, webgl }: DeviceFacts): string {
  const said = [
    memoryGb !== undefined && `about ${memoryGb} GB or more, rounded`,
    webgpu &&
      `one WebGPU buffer of at most ${formatBytes(webgpu.maxBufferBytes)}${webgpu.software ? ' (in software)' : ''}`,
    webgl &&
      `one WebGL texture of at most ${formatNumber(webgl.maxTextureSide)} × ${formatNumber(webgl.maxTextureSide)} numbers${webgl.software ? ' (in software)' : ''}`,
  ].filter((text) => typeof text === 'string');
  return said.length === 0 ? 'nothing.' : `${said.join('; ')}. What is free it does not say.`;
}
