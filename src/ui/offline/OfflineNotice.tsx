import { offline, useOffline } from './offline.ts';
import './offline.css';

/** In a corner of the page, when there is something to say: it is kept, or a newer version waits. */
export function OfflineNotice() {
  const { fresh, update } = useOffline();
  const text = { none: fresh ? KEPT : '', waiting: WAITING, elsewhere: ELSEWHERE, loading: LOADING }[update];
  return (
    <div className="offline-notice" role="status" hidden={text === ''}>
      <p>{text}</p>
      {update !== 'loading' && (
        <div className="offline-ways">
          {(update === 'waiting' || update === 'elsewhere') && (
            <button type="button" className="plain" onClick={() => void offline.update()}>
              {update === 'waiting' ? 'Load it now' : 'Try again'}
            </button>
          )}
          <button type="button" className="link" onClick={() => offline.dismiss()}>
            {update === 'none' ? 'Dismiss' : 'Later'}
          </button>
        </div>
      )}
    </div>
  );
}

const KEPT = 'Batchscope now works without the network, too.';
const WAITING =
  'A newer version of Batchscope is here. Loading it starts this page anew; what trains here ends.';
const ELSEWHERE =
  'Batchscope is open in another tab, whose files must not change under it. Close that tab and try again; when all are closed, the newer version comes by itself.';
const LOADING = 'Loading the newer version …';
