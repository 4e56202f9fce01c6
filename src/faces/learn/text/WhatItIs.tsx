import { formatNumber } from '../../../experiment/format.ts';
import { updatesPerEpoch } from '../../../science/batch.ts';
import type { Anatomy } from '../../../state/anatomy.ts';
import { useLearn, useProgress } from '../context.ts';
import { AnatomyFigure } from '../figures/AnatomyFigure.tsx';
import { Check } from '../parts/Check.tsx';
import { Dial } from '../parts/Dial.tsx';
import { Computed, ComputedText } from '../parts/Numbers.tsx';
import { Section } from '../parts/Section.tsx';
import { START } from '../progress.ts';
import { ownLink } from './links.ts';
import { EXAMPLES, useOwn } from './own.ts';

export function WhatItIs({ anatomy }: { anatomy: Anatomy }) {
  const { examples, batchSize, epochs } = useOwn();
  return (
    <Section id="what" title="What batch size is" explorer={ownLink({ examples, batchSize, epochs })}>
      <p>
        A network learns from examples. It looks at some of them and works out, for each of its weights, which
        way and how far to move to be a little less wrong about these. That list of directions is the{' '}
        <em>gradient</em>. Then it moves all its weights once. That is one <em>update</em>. How many examples
        it looks at before it moves is the <em>batch size</em>.
      </p>
      <p>
        When every example has been looked at once, an <em>epoch</em> is over, and the examples are shuffled
        for the next. So the arithmetic is one division: <Computed value={START.examples} /> examples in
        batches of <Computed value={START.batchSize} /> make{' '}
        <Computed value={updatesPerEpoch(START.examples, START.batchSize, 'keep')} /> updates.
      </p>
      <OwnNumbers />
      <p>
        The two ends have names. One example at a time is stochastic gradient descent in the strict sense:{' '}
        <Computed value={examples} /> updates an epoch here. All examples at once is full-batch gradient
        descent: one update an epoch. What lies between is called mini-batch training, and it is what nearly
        everybody does.
      </p>
      <p>
        In the recipe nothing else differs, unless a layer looks at the whole batch, as batch normalisation
        does. The gradient of a batch is the mean of its examples’ gradients, and the update follows it. A
        larger batch moves less often, but each move is the opinion of more examples. This figure takes that
        apart, one batch at a time.
      </p>
      <AnatomyFigure anatomy={anatomy} />
      <p>
        Look at the thin arrows first. The examples do not agree: some pull left, some right, some hardly at
        all because the network already has them right. The thick arrow is only their mean, and the black one
        is where all examples together would go. A small batch may point well off it. A large one seldom does.
      </p>
      <DoubleCheck />
    </Section>
  );
}

/** Sentences whose numbers are the reader's. */
function OwnNumbers() {
  const { progress } = useLearn();
  const { examples, batchSize, epochs } = useOwn();
  const updates = updatesPerEpoch(examples, batchSize, 'keep');
  const ragged = examples % batchSize;
  return (
    <>
      <p className="own-numbers">
        Now with numbers of your own:{' '}
        <Dial
          label="Training examples"
          value={examples}
          {...EXAMPLES}
          onChange={(next) => progress.setState({ examples: next })}
        />{' '}
        examples in batches of{' '}
        <Dial
          label="Batch size"
          value={batchSize}
          min={1}
          max={examples}
          onChange={(next) => progress.setState({ batchSize: next })}
        />{' '}
        make <Computed value={updates} /> {updates === 1 ? 'update' : 'updates'} an epoch. In{' '}
        <Dial
          label="Epochs"
          value={epochs}
          min={1}
          max={1000}
          onChange={(next) => progress.setState({ epochs: next })}
        />{' '}
        {epochs === 1 ? 'epoch' : 'epochs'} the weights move <Computed value={epochs * updates} /> times, and
        every example is seen{' '}
        {epochs === 1 ? (
          'once'
        ) : (
          <>
            <Computed value={epochs} /> times
          </>
        )}
        .
        {ragged > 0 && (
          <>
            {' '}
            The division leaves a remainder: the last batch of each epoch has <Computed value={ragged} />{' '}
            {ragged === 1 ? 'example' : 'examples'}. Here it is trained on like the others; some programs drop
            it.
          </>
        )}
      </p>
      <p className="hint-line">
        Type over a dotted number, drag it sideways, or step it with the arrow keys.
      </p>
    </>
  );
}

function DoubleCheck() {
  const { examples, batchSize } = useOwn();
  const epochs = useProgress((p) => p.epochs);
  const doubled = Math.min(examples, 2 * batchSize);
  const [now, then] = [batchSize, doubled].map((size) => epochs * updatesPerEpoch(examples, size, 'keep'));
  const text = (value: number) => <ComputedText>{formatNumber(value)}</ComputedText>;
  return (
    <Check
      id="double"
      question={
        <>
          You train for <Computed value={epochs} /> {epochs === 1 ? 'epoch' : 'epochs'} and change the batch
          size from <Computed value={batchSize} /> to <Computed value={doubled} />. What happens to the number
          of updates?
        </>
      }
      options={[
        {
          value: 'fewer',
          label: 'It falls to about half',
          right: true,
          why: (
            <>
              From {text(now)} to {text(then)}. Each update uses more examples, and there are only so many in
              an epoch.
            </>
          ),
        },
        {
          value: 'same',
          label: 'It stays as it is',
          why: (
            <>
              The examples seen stay the same: {text(epochs * examples)}. They fall into fewer batches, so the
              updates go from {text(now)} to {text(then)}.
            </>
          ),
        },
        {
          value: 'more',
          label: 'It doubles',
          why: (
            <>
              That would be so with half the batch size. A larger batch uses up the epoch faster: {text(now)}{' '}
              updates become {text(then)}.
            </>
          ),
        },
      ]}
    />
  );
}
