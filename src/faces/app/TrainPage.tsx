import { useMedia } from '../../ui/media.ts';
import { BatchSizeControl } from '../../ui/controls/BatchSizeControl.tsx';
import { ApplyNow } from '../../ui/panels/ApplyNow.tsx';
import { AxisSwitch, LiveCharts } from '../../ui/panels/Charts.tsx';
import { Counters } from '../../ui/panels/Counters.tsx';
import { EpochStrip } from '../../ui/panels/EpochStrip.tsx';
import { MemoryPanel } from '../../ui/panels/MemoryPanel.tsx';
import { Notices } from '../../ui/panels/Notices.tsx';
import { Predictions } from '../../ui/panels/Predictions.tsx';
import { RunTable } from '../../ui/panels/RunTable.tsx';
import { SettingsPanel } from '../../ui/panels/SettingsPanel.tsx';
import { SpeedPanel } from '../../ui/panels/SpeedPanel.tsx';
import { Summary } from '../../ui/panels/Summary.tsx';
import { Transport } from '../../ui/panels/Transport.tsx';
import { UpdatesPerEpoch } from '../../ui/panels/UpdatesPerEpoch.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';
import { useShortcuts } from './shortcuts.ts';

/** The Train page, below the header. */
export function TrainPage() {
  const narrow = useMedia('(max-width: 900px)');
  useShortcuts();
  return (
    <>
      {!narrow && (
        <aside aria-label="Settings">
          <SettingsPanel />
        </aside>
      )}
      <main>
        {narrow && <SettingsSheet />}
        <section className="hero" aria-label="Batch and transport">
          <BatchSizeControl />
          <Transport />
          <EpochStrip />
          <div className="hero-foot">
            <Counters />
            <AxisSwitch />
          </div>
        </section>
        <div className="said">
          <Notices />
          <Summary />
          <ApplyNow />
        </div>
        <div className="charts">
          <LiveCharts />
        </div>
        <div className="small">
          <UpdatesPerEpoch />
          <MemoryPanel />
          <SpeedPanel />
          <Predictions />
        </div>
        <RunTable />
      </main>
    </>
  );
}
