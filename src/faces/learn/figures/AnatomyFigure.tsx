import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { formatFixed, formatNumber } from '../../../experiment/format.ts';
import { createAnatomy, type Anatomy } from '../../../state/anatomy.ts';
import type { Dissection } from '../../../worker/anatomyProtocol.ts';
import { batchColor } from '../../../ui/charts/batchColor.ts';
import { useTheme } from '../../../ui/theme.ts';
import { createAnatomyLine } from '../../../worker/client/anatomyLine.ts';
import { useAtWork } from '../atWork.ts';
import { useLearn } from '../context.ts';
import { Guess, useGuessed } from '../parts/Guess.tsx';
import { Computed, ComputedText } from '../parts/Numbers.tsx';
import { AgreementStrip } from './AgreementStrip.tsx';
import { AnatomyControls } from './AnatomyControls.tsx';
import { AnatomyNumbers } from './AnatomyNumbers.tsx';
import { ANATOMY, changeOf, LATE_EPOCH, pull, pullsOf } from './anatomySetup.ts';
import { recordedUpdate } from './anatomyRecorded.ts';
import { DataPlane } from './DataPlane.tsx';
import { Figure } from './Figure.tsx';
import { OrderGrid } from './OrderGrid.tsx';
import { PullPlane } from './PullPlane.tsx';
import './anatomy.css';

export const ANATOMY_GUESS = 'anatomy';

const OPTIONS = [
  { value: 'more', label: 'Batches agree with the full gradient more and more' },
  { value: 'same', label: 'As much as at the start' },
  { value: 'less', label: 'Less and less' },
];
/** A smaller change than this is none. */
const SAME = 0.1;
/** The picture is no smaller than this, in gradient. */
const LEAST_REACH = 0.125;

const newAnatomy = (): Anatomy =>
  createAnatomy({
    line: createAnatomyLine(),
    config: ANATOMY,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

/** One run for the page: the figure and what tests a myth look at the same one. */
export function useAnatomy(): Anatomy {
  const [anatomy] = useState(newAnatomy);
  useEffect(() => () => anatomy.dispose(), [anatomy]);
  return anatomy;
}

/** An epoch, one update at a time: the order, the examples, their gradients, the mean, the update. */
export function AnatomyFigure({ anatomy }: { anatomy: Anatomy }) {
  const theme = useTheme();
  const { printing } = useLearn();
  const state = useStore(anatomy.store);
  const { status, batchSize, playing, agreements, message } = state;
  useAtWork(playing || state.measuring);
  const onPaper = printing && !state.shown;
  const { lesson, shown } = onPaper ? recordedUpdate() : state;
  const [pointed, setPointed] = useState<number>();
  const guessed = useGuessed(ANATOMY_GUESS);
  const colour = batchColor(shown?.batchSize ?? batchSize, theme);
  const batch = useMemo(() => new Set(shown?.indices), [shown]);
  const reach = reachOf(shown);
  const change = changeOf(agreements);
  const truth =
    change &&
    (Math.abs(change.late - change.early) < SAME ? 'same' : change.late > change.early ? 'more' : 'less');

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const { target } = event;
    if (!plain || event.key !== 'ArrowRight' || !(target instanceof HTMLButtonElement) || !guessed) return;
    event.preventDefault();
    void anatomy.step();
  };

  return (
    <Figure
      id="epoch-anatomy"
      title="Epoch anatomy"
      caption={
        <>
          Softmax regression on <ComputedText>{formatNumber(ANATOMY.size)}</ComputedText> points of two
          classes, plain SGD at learning rate{' '}
          <ComputedText>{formatNumber(ANATOMY.learningRate)}</ComputedText>. The engine that trains the
          explorer’s networks works out every arrow. Two of the network’s six numbers are drawn: those that
          lead to the class of triangles. Cosine and lengths use all six.
        </>
      }
    >
      <Guess
        id={ANATOMY_GUESS}
        question="As the network learns, epoch after epoch: how well does one batch’s gradient agree with the gradient of all examples?"
        options={OPTIONS}
        truth={truth}
        said={
          change && (
            <ComputedText>
              {`The mean cosine went from ${formatFixed(change.early, 2)} over the first updates to ${formatFixed(change.late, 2)} over the last. ${
                truth === 'less'
                  ? 'Near the end the examples’ pulls nearly cancel: what is left in one batch is mostly its own noise.'
                  : 'Try a smaller batch size, or play on.'
              }`}
            </ComputedText>
          )
        }
      />
      <div className="anatomy" onKeyDown={onKeyDown}>
        <AnatomyControls {...{ anatomy, batchSize, playing, guessed }} started={lesson !== undefined} />
        {status === 'failed' && (
          <p className="figure-fault" role="alert">
            The worker behind this figure was lost: {message} The text goes on without it.{' '}
            <button type="button" className="plain" onClick={() => void anatomy.step()}>
              Try again
            </button>
          </p>
        )}
        {lesson ? (
          <>
            <OrderGrid
              {...{ lesson, colour, pointed, onPoint: setPointed }}
              order={shown?.order ?? lesson.order}
              visited={shown ? shown.visited + shown.indices.length : 0}
              batch={shown && { from: shown.visited, size: shown.indices.length }}
              batchSize={shown?.batchSize ?? batchSize}
            />
            <div className="planes">
              <DataPlane
                {...{ lesson, batch, colour, pointed, onPoint: setPointed }}
                before={shown?.before ?? lesson.weights}
                after={shown?.after ?? lesson.weights}
              />
              <PullPlane {...{ shown, colour, pointed, reach }} />
            </div>
            <p className="plane-key">
              <span>
                <i className="is-thin" style={{ background: colour }} /> one example’s gradient, downhill
              </span>
              <span>
                <i className="is-thick" style={{ background: colour }} /> their mean
              </span>
              <span>
                <i className="is-full" /> gradient of all examples
              </span>
            </p>
            <AnatomyNumbers shown={shown} />
            {onPaper ? (
              <p className="figure-recorded">The first update, recorded on the engine of this page.</p>
            ) : (
              <AgreementStrip agreements={agreements} />
            )}
          </>
        ) : (
          <p className="figure-empty">
            {status === 'starting'
              ? 'The worker is starting.'
              : guessed
                ? 'Nothing has trained yet. Press “One batch”.'
                : 'Guess first; then take the first batch.'}
          </p>
        )}
        <p className="visually-hidden" role="status" data-number="computed">
          {shown && !playing
            ? `Update ${formatNumber(shown.update)}, epoch ${formatNumber(shown.epoch + 1)}: a batch of ${formatNumber(shown.indices.length)} made.`
            : ''}
        </p>
      </div>
      <p className="figure-note">
        It takes about <Computed value={LATE_EPOCH + 1} /> epochs until the guess can be answered. “Play” gets
        there.
      </p>
    </Figure>
  );
}

/** Half the width of the picture of gradients: the next power of two, so that it seldom changes. */
function reachOf(shown: Dissection | undefined): number {
  const lengths = shown ? [...pullsOf(shown), pull(shown.full)].map(({ x, y }) => Math.hypot(x, y)) : [];
  return 2 ** Math.ceil(Math.log2(Math.max(LEAST_REACH, ...lengths)));
}
