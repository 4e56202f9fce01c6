import { updatesPerEpoch } from '../../../science/batch.ts';
import { Check } from '../parts/Check.tsx';
import { Cite, Computed, Recorded } from '../parts/Numbers.tsx';
import { Section } from '../parts/Section.tsx';
import { presetLink } from './links.ts';
import { useOwn } from './own.ts';

export function Choosing() {
  const { examples, batchSize, epochs } = useOwn();
  const updates = epochs * updatesPerEpoch(examples, batchSize, 'keep');
  return (
    <Section id="choosing" title="How to choose" explorer={presetLink('target')}>
      <p>
        There is no best batch size, only one that suits a task, a machine and a budget. But there is an order
        in which to look for it.
      </p>
      <ol className="advice">
        <li>
          <b>Find what fits.</b> Memory sets the largest batch. Try it for real; a formula leaves things out.
        </li>
        <li>
          <b>Find where speed levels off.</b> Time a few sizes on the machine that will train. Beyond the bend
          a larger batch only makes each update slower.
        </li>
        <li>
          <b>Choose by speed, not by accuracy.</b> The <Cite id="godbole" /> playbook advises against tuning
          the batch size for results: once everything else is tuned for it, most sizes end alike.
        </li>
        <li>
          <b>Then tune the learning rate for that size,</b> and again whenever the size changes. A rule gives
          the first guess: in proportion to the batch for plain gradient descent, with its square root for
          adaptive optimizers.
        </li>
        <li>
          <b>Count the updates.</b> Your numbers from the first section, <Computed value={examples} />{' '}
          examples in batches of <Computed value={batchSize} />, make <Computed value={updates} /> updates in{' '}
          <Computed value={epochs} /> {epochs === 1 ? 'epoch' : 'epochs'}. If that is few, a smaller batch or
          more epochs will do more than any other setting.
        </li>
        <li>
          <b>Know on which side of the critical size you are.</b> Its rough measure, the noise scale, grows
          while a network learns: in a recorded run from <Recorded fact="noiseStart" /> to{' '}
          <Recorded fact="noiseEnd" />. A batch that is large enough at the start may be small at the end (
          <Cite id="mccandlish" />
          ).
        </li>
        <li>
          <b>Compare fairly.</b> Say what is held equal. Use several seeds. Show the spread.
        </li>
      </ol>
      <Check
        id="choose"
        question="A new machine has four times the memory. You set the batch size to four times what it was and leave everything else. After the usual number of epochs the results are worse. What first?"
        options={[
          {
            value: 'back',
            label: 'Go back: large batches are worse',
            why: 'Perhaps, but nothing shows it yet. At equal epochs you now make a quarter of the updates, with a learning rate that was tuned for another size.',
          },
          {
            value: 'tune',
            label: 'Tune the learning rate again, and look at the number of updates',
            right: true,
            why: 'Both changed in effect when the batch size did. If larger steps do not make up for fewer of them, train longer, or use the memory for something else.',
          },
          {
            value: 'larger',
            label: 'Make the batch larger still',
            why: 'That makes fewer updates again. Memory that is free need not be filled.',
          },
        ]}
      />
    </Section>
  );
}
