import type { Anatomy } from '../../../state/anatomy.ts';
import { RaceFigure } from '../figures/RaceFigure.tsx';
import { Check } from '../parts/Check.tsx';
import { Recorded } from '../parts/Numbers.tsx';
import { Section } from '../parts/Section.tsx';
import { presetLink } from './links.ts';
import { Myths } from './Myths.tsx';

export function WhatItDoes({ anatomy }: { anatomy: Anatomy }) {
  return (
    <Section id="effects" title="What larger and smaller do" explorer={presetLink('race')}>
      <h3>Speed</h3>
      <p>
        An update has a fixed cost: starting the computation, and moving every weight. On top of that each
        example costs its share. With one example the fixed cost is most of it; with many it hardly counts. So
        a larger batch gets through more examples in a second, up to a point. Beyond that point the hardware
        is busy, and twice the examples take twice the time.
      </p>
      <p>
        How far that goes depends on the machine. One processor core, recorded:{' '}
        <Recorded fact="speedRateLeast" /> examples a second at batch size <Recorded fact="speedLeast" />,{' '}
        <Recorded fact="speedRateMiddle" /> at <Recorded fact="speedMiddle" />, and{' '}
        <Recorded fact="speedRateMost" /> at <Recorded fact="speedMost" />. The machine had other work, so
        take these as rough; the lesson is that most of the gain comes early. A graphics processor has
        thousands of lanes to fill, and there the gain goes on much longer.
      </p>
      <h3>Update frequency</h3>
      <p>
        A small batch moves often, each time on thin evidence. A large batch moves seldom, each time on good
        evidence. In the race below all three sizes see the same examples equally often, and make very
        different numbers of updates of them.
      </p>
      <h3>Convergence</h3>
      <p>Which is better, many poor steps or a few good ones? Say what you think, then look.</p>
      <RaceFigure />
      <p>
        At equal epochs batch size <Recorded fact="raceLeast" />, with <Recorded fact="raceUpdatesLeast" />{' '}
        updates, is far ahead: <Recorded fact="raceFinalLeast" /> right, against{' '}
        <Recorded fact="raceFinalMiddle" /> and <Recorded fact="raceFinalMost" />. That is easily read as
        “small batches learn better”. But switch the axis to updates. After{' '}
        <Recorded fact="raceUpdatesMost" /> of them, where the largest batch ends, the smallest has barely
        begun: when it was last looked at before, after <Recorded fact="raceLookLeast" /> updates, it was at{' '}
        <Recorded fact="raceEqualLeast" />. The same runs tell four stories, one for each thing that may be
        held equal. None of them is wrong. Only a comparison that does not say what it held equal is.
      </p>
      <p>
        The race had one more unfairness in it: one learning rate for all. A larger batch gives a steadier
        gradient, and can take longer steps. When each size first looks for its own best rate,{' '}
        <Recorded fact="raceMiddle" /> comes close: <Recorded fact="tunedFinalMiddle" /> against{' '}
        <Recorded fact="tunedFinalLeast" />. Batch size <Recorded fact="raceMost" /> does not, at{' '}
        <Recorded fact="tunedFinalMost" />: no learning rate that was tried made up for having only{' '}
        <Recorded fact="raceUpdatesMost" /> updates of plain gradient descent.
      </p>
      <p>
        So larger batches save updates, up to a limit. To reach <Recorded fact="targetLevel" />, each with its
        best rate, batch size <Recorded fact="targetLeast" /> needed <Recorded fact="targetUpdatesLeast" />{' '}
        updates and <Recorded fact="targetMost" /> needed <Recorded fact="targetUpdatesMost" />. A batch{' '}
        <Recorded fact="targetTimesBatch" /> times as large saved a factor of{' '}
        <Recorded fact="targetTimesUpdates" />. The bend between the two regimes is called the critical batch
        size. For this task it is about <Recorded fact="critical" />, somewhere from{' '}
        <Recorded fact="criticalLow" /> to <Recorded fact="criticalHigh" />. Well below it, twice the batch
        nearly halves the updates. Above it, more examples only confirm what the batch already says.
      </p>
      <Myths anatomy={anatomy} />
      <Check
        id="equal"
        question="A report says: “With every model trained for the same number of epochs, small batches gave better accuracy. Small batches learn better.” What would you ask first?"
        options={[
          {
            value: 'updates',
            label: 'How many updates did each make, and was the learning rate tuned for each size?',
            right: true,
            why: (
              <>
                In the race above that alone was <Recorded fact="raceTimesUpdates" /> times as many updates.
                At equal epochs a large batch may simply not be done yet.
              </>
            ),
          },
          {
            value: 'data',
            label: 'Did each see the same examples equally often?',
            why: (
              <>
                They did: that is what equal epochs means. It is the updates that were not equal, by a factor
                of <Recorded fact="raceTimesUpdates" /> in the race above.
              </>
            ),
          },
          {
            value: 'hardware',
            label: 'On which hardware did it run?',
            why: 'Hardware changes seconds. It does not change what a network knows after an epoch; the comparison here was by epochs.',
          },
        ]}
      />
    </Section>
  );
}
