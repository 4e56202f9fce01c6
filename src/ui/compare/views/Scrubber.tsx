/** Plays the race, and a slider for any moment of it. With reduced motion a button goes on by a tenth instead. */
import { useMedia } from '../../media.ts';
import { usePlay } from './usePlay.ts';

interface ScrubberProps {
  share: number | undefined;
  onShare: (share: number | undefined) => void;
  /** Where the race is at a share of it, in words. */
  place: (share: number) => string;
}

const STEPS = 200;

export function Scrubber({ share, onShare, place }: ScrubberProps) {
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const { playing, toggle, stop } = usePlay(share, onShare);
  const set = (next: number) => onShare(next >= 1 ? undefined : Math.max(0, next));
  const at = share ?? 1;
  return (
    <div className="cmp-scrub">
      {still ? (
        <button type="button" className="plain" onClick={() => set(share === undefined ? 0.1 : share + 0.1)}>
          {share === undefined ? 'Step through' : 'Next step'}
        </button>
      ) : (
        <button type="button" className="plain" onClick={toggle}>
          {playing ? 'Pause' : 'Play'}
        </button>
      )}
      <input
        type="range"
        aria-label="Moment of the race"
        min={0}
        max={STEPS}
        value={Math.round(at * STEPS)}
        aria-valuetext={place(at)}
        onChange={(event) => {
          stop();
          set(Number(event.currentTarget.value) / STEPS);
        }}
      />
      <output>{place(at)}</output>
    </div>
  );
}
