import { OfflineLine } from '../../ui/offline/OfflineLine.tsx';
import { KEYS } from './keys.ts';
import { Panel } from './Panel.tsx';

/** The keys, and whether the talk can do without the network. */
export function Help({ onClose }: { onClose(): void }) {
  return (
    <Panel title="Keys" onClose={onClose}>
      <dl className="keys">
        {KEYS.map(({ act, shown, does }) => (
          <div key={act}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>1–9</kbd>
          </dt>
          <dd>to that scene</dd>
        </div>
      </dl>
      <OfflineLine />
      <p>
        <a href="./">Batchscope</a> · <a href="learn.html">Learn</a>
      </p>
    </Panel>
  );
}
