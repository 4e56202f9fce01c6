import { Suspense } from 'react';
import { useCompareState, useSweepData } from '../../state/compareHooks.ts';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';

const EmbedBuilder = part(async () => (await import('./EmbedBuilder.tsx')).EmbedBuilder);

/** The builder of embeds, for the sweep on the page or else for a preset. */
export function EmbedDialog({ onClose }: { onClose: () => void }) {
  const screen = useCompareState((s) => s.screen);
  const data = useSweepData();
  return (
    <Failsafe what="The builder of embeds" card>
      <Suspense>
        <EmbedBuilder data={screen === 'sweep' ? data : undefined} onClose={onClose} />
      </Suspense>
    </Failsafe>
  );
}
