import { formatBytes } from '../../../experiment/format.ts';
import { MemoryFigure } from '../figures/MemoryFigure.tsx';
import { bytesAt, bytesEach, MEMORY, networkOf } from '../figures/memorySetup.ts';
import { Check } from '../parts/Check.tsx';
import { Computed, ComputedText, Cite } from '../parts/Numbers.tsx';
import { Section } from '../parts/Section.tsx';
import { memoryLink } from './links.ts';

const cnn = networkOf('cnn');

export function MemorySection() {
  const doubled = 2 * MEMORY.batchSize;
  const [now, then] = [MEMORY.batchSize, doubled].map((size) => bytesAt(cnn, size));
  return (
    <Section id="memory" title="Memory" explorer={memoryLink()}>
      <p>
        To work out a gradient, the network first runs forwards, then backwards. On the way back it needs what
        every layer gave on the way forwards, for every example of the batch. So an update holds two kinds of
        things. Weights, gradients and the optimizer’s own numbers are held once, whatever the batch size.
        Inputs and layer outputs are held once for each example. Memory against batch size is a straight line:
        a fixed part and a slope (
        <Cite id="sohoni" />
        ).
      </p>
      <p>
        For the convolutional network of the figure each further example of a batch costs{' '}
        <Computed value={bytesEach(cnn)} as={formatBytes} />. The limit of the device then decides which batch
        size is the last that fits. One more, and the update cannot be made at all.
      </p>
      <MemoryFigure />
      <p>
        The gentlest way out is to accumulate. The batch goes through the network in parts, the parts’
        gradients are added up, and the weights move once. It is the same update, from the same examples, in
        the memory of one part, unless a layer such as batch normalisation looks at the whole batch. What it
        costs is time: no work is saved, and small parts use the hardware less well.
      </p>
      <Check
        id="double-memory"
        question={
          <>
            An update of this network with <Computed value={MEMORY.batchSize} /> examples holds{' '}
            <Computed value={now} as={formatBytes} />. With <Computed value={doubled} /> it holds …
          </>
        }
        options={[
          {
            value: 'double',
            label: 'exactly twice as much',
            why: (
              <>
                Nearly, but the weights are not held twice: it is{' '}
                <ComputedText>{formatBytes(then)}</ComputedText>. In a network of many weights the difference
                is large.
              </>
            ),
          },
          {
            value: 'less',
            label: 'somewhat less than twice as much',
            right: true,
            why: (
              <>
                <ComputedText>{formatBytes(then)}</ComputedText>: the outputs of the layers double, the
                weights, gradients and optimizer slots stay as they are.
              </>
            ),
          },
          {
            value: 'same',
            label: 'as much as before, since the network is the same',
            why: (
              <>
                The network is the same, but what it computes on the way is kept for each example:{' '}
                <ComputedText>{formatBytes(then)}</ComputedText>.
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
