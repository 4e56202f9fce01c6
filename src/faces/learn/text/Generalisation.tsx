import { Check } from '../parts/Check.tsx';
import { Cite, Cited, Recorded } from '../parts/Numbers.tsx';
import { Section } from '../parts/Section.tsx';
import { Disputes } from './Disputes.tsx';
import { presetLink } from './links.ts';

export function Generalisation() {
  return (
    <Section
      id="generalisation"
      title="Generalisation, and why it is open"
      explorer={presetLink('generalise')}
    >
      <p>
        A network is judged on examples that it has not trained on. Do networks trained with small batches do
        better there? The noise of small batches might keep a network from settling into weights that fit the
        training examples and nothing else. It is a good story. Whether it is true is active research.
      </p>
      <p>
        <Cite id="keskar" /> reported that large batches end with a larger gap between training and new
        examples. On handwritten digits that gap was small, <Cited number="keskarMnist" /> points.{' '}
        <Cite id="masters" /> found the best results with batch sizes from <Cited number="mastersFrom" /> to{' '}
        <Cited number="mastersTo" />. Then <Cite id="hoffer" /> let the large batches train longer, and most
        of the gap closed. <Cite id="shallue" /> tuned everything for each batch size and saw no loss.{' '}
        <Cite id="geiping" /> matched small batches with no batches at all, at the price of tuning and of
        explicit regularisation.
      </p>
      <p>
        So a gap that is seen is often unfinished training, or a learning rate that suits one size and not the
        other. A small experiment, recorded here, had few training examples, many epochs and the best learning
        rate for each size. It found:{' '}
        <q>
          <Recorded fact="generaliseSentence" />
        </q>{' '}
        Read that interval before the headline. It is one small network on one small task, and it proves
        nothing for yours.
      </p>
      <h3>Disputed, with both sides</h3>
      <Disputes />
      <Check
        id="gap"
        question="You see a large batch end below a small one on new examples, and both have the same training accuracy. What may you conclude?"
        options={[
          {
            value: 'proof',
            label: 'Large batches generalise worse',
            why: 'For this task, these settings and these seeds they did. With another learning rate, more updates, or regularisation the order has turned in published work.',
          },
          {
            value: 'here',
            label: 'In these runs they did; whether the batch size is the reason needs more runs',
            right: true,
            why: (
              <>
                Repeat it with several seeds and with a tuned rate for each size, as the recorded experiment
                did. Even there the difference might have been small: <Recorded fact="generaliseDifference" />{' '}
                points, with an interval from <Recorded fact="generaliseLow" /> to{' '}
                <Recorded fact="generaliseHigh" />.
              </>
            ),
          },
          {
            value: 'nothing',
            label: 'Nothing at all',
            why: 'You may conclude something about these runs, and that is worth having. It only does not carry over to other tasks by itself.',
          },
        ]}
      />
    </Section>
  );
}
