import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANATOMY_GUESS } from '../../../src/faces/learn/figures/AnatomyFigure.tsx';
import { LearnText } from '../../../src/faces/learn/LearnText.tsx';
import { NEIGHBOURS, timesWords } from '../../../src/faces/learn/figures/PowersMyth.tsx';
import { changeOf, LATE_EPOCH } from '../../../src/faces/learn/figures/anatomySetup.ts';
import { buttonOf, click, mount, stillAnatomy, type, type Mounted } from './mount.tsx';

let page: Mounted;
beforeEach(() => {
  page = mount();
  page.render(<LearnText anatomy={stillAnatomy()} />);
});
afterEach(() => page.end());

const part = (selector: string): HTMLElement => {
  const found = page.place.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
};
const pick = (place: Element, value: string): void => click(place.querySelector(`input[value="${value}"]`));

describe('a guess', () => {
  it('comes before the figure: nothing of the result is there until it is made', () => {
    expect(part('#race').querySelector('.race-plot')).toBeNull();
    expect(part('#out-of-memory').querySelector('.memory-plot')).toBeNull();
    const anatomy = part('#epoch-anatomy');
    expect(buttonOf(anatomy, 'One batch')?.getAttribute('aria-disabled')).toBe('true');
    click(buttonOf(anatomy, 'One batch'));
    expect(anatomy.textContent).toContain('Guess first');
  });

  it('is held until it is committed, and then set against what came', () => {
    const winner = () => part('[data-guess=race]');
    click(buttonOf(winner(), 'That is my guess'));
    expect(page.progress.getState().guesses).toEqual({});
    pick(winner(), '1024');
    expect(page.progress.getState().guesses).toEqual({});
    click(buttonOf(winner(), 'That is my guess'));
    expect(winner().textContent).toContain('Your guess: Batch size 1,024. Now let the figure answer.');
    expect(part('#race').querySelector('.race-plot')).toBeNull();
    pick(part('[data-guess=race-updates]'), 'hundred');
    click(buttonOf(part('[data-guess=race-updates]'), 'That is my guess'));
    expect(part('#race').querySelector('.race-plot')).not.toBeNull();
    expect(winner().textContent).toContain('It came otherwise: Batch size 8');
    expect(part('[data-guess=race-updates]').textContent).toContain(
      'It came so. 3,000 against 24, 125 times as many.',
    );
  });

  it('can be made again', () => {
    pick(part('[data-guess=memory]'), 'cnn');
    click(buttonOf(part('[data-guess=memory]'), 'That is my guess'));
    expect(part('[data-guess=memory]').textContent).toContain('The largest batch is 3,336');
    click(buttonOf(part('[data-guess=memory]'), 'Guess again'));
    expect(part('[data-guess=memory]').querySelectorAll('input')).toHaveLength(3);
    expect(page.progress.getState().guesses).toEqual({});
  });

  it('takes the focus along, where its button goes', () => {
    const guess = () => part('[data-guess=memory]');
    pick(guess(), 'cnn');
    click(buttonOf(guess(), 'That is my guess'));
    expect(document.activeElement).toBe(guess().querySelector('[role=status]'));
    click(buttonOf(guess(), 'Guess again'));
    expect(document.activeElement).toBe(guess());
    page.render(<LearnText anatomy={stillAnatomy()} />);
    expect(page.progress.getState().guesses).toEqual({});
  });
});

it('on paper a guess shows its choices, until the figure has an answer', () => {
  page.render(<LearnText anatomy={stillAnatomy()} />, { printing: true });
  const choices = (id: string) => part(`[data-guess=${id}]`).querySelectorAll('li').length;
  expect(choices(ANATOMY_GUESS)).toBeGreaterThan(1);
  expect(choices('memory')).toBe(0);
  expect(part('[data-guess=memory]').textContent).toContain('It came so:');
});

describe('a check', () => {
  it('says why of every answer, right or wrong, and one is right', () => {
    const checks = [...page.place.querySelectorAll('[data-check]')].map((one) =>
      one.getAttribute('data-check'),
    );
    expect(checks).toEqual(['double', 'equal', 'double-memory', 'gap', 'choose']);
    for (const id of checks) {
      const inputs = [...part(`[data-check=${id}]`).querySelectorAll('input')].map(({ value }) => value);
      const said = inputs.map((value) => {
        pick(part(`[data-check=${id}]`), value);
        click(buttonOf(part(`[data-check=${id}]`), 'Check'));
        return part(`[data-check=${id}] .quiz-said`).textContent ?? '';
      });
      expect(said.filter((text) => text.startsWith('Right.'))).toHaveLength(1);
      expect(said.filter((text) => text.startsWith('Not so.'))).toHaveLength(inputs.length - 1);
      expect(new Set(said).size).toBe(inputs.length);
      expect(said.every((text) => text.length > 60)).toBe(true);
    }
  });

  it('uses the reader’s own numbers', () => {
    page.progress.setState({ examples: 900, batchSize: 30, epochs: 2 });
    page.render(<LearnText anatomy={stillAnatomy()} />);
    pick(part('[data-check=double]'), 'fewer');
    click(buttonOf(part('[data-check=double]'), 'Check'));
    expect(part('[data-check=double] .quiz-said').textContent).toContain('From 60 to 30.');
    expect(part('.own-numbers').textContent).toContain('make 30 updates an epoch');
    const link = part('#what .section-open a').getAttribute('href');
    expect(link).toMatch(/size=900&.*batchSize=30&epochs=2/);
  });
});

it('the numbers of an epoch say what is left over', () => {
  page.progress.setState({ examples: 1000, batchSize: 300 });
  page.render(<LearnText anatomy={stillAnatomy()} />);
  expect(part('.own-numbers').textContent).toContain('make 4 updates an epoch');
  expect(part('.own-numbers').textContent).toContain('the last batch of each epoch has 100 examples');
});

it('a number of examples that is typed digit by digit leaves the batch size', () => {
  const examples = part('[aria-label="Training examples"]') as HTMLInputElement;
  for (const text of ['60', '600', '6000', '60000']) {
    type(examples, text);
    const [size, all] = [Math.min(100, Number(text)), Number(text)];
    expect(part('.own-numbers').textContent).toContain(
      `make ${Math.ceil(all / size).toLocaleString('en')} update`,
    );
  }
});

it('is shown also at an address whose fragment is no section', () => {
  page.end();
  location.hash = '#%E0%';
  page = mount();
  page.render(<LearnText anatomy={stillAnatomy()} />);
  location.hash = '';
  expect(page.place.querySelector('h1')).not.toBeNull();
});

describe('times of neighbours', () => {
  const words = (...updateMs: number[]): string =>
    timesWords(NEIGHBOURS.map((batchSize, i) => ({ batchSize, updateMs: updateMs[i] })));
  it('call a small difference none', () => {
    expect(words(0.63, 0.64, 0.67)).toMatch(/^The quickest update took 0\.63 ms at 63, .*no advantage/);
  });
  it('call a large one what it is', () => {
    expect(words(0.9, 0.64, 0.9)).toContain('the power of two was 42.9% ahead');
    expect(words(0.63, 0.9, 0.65)).toContain('the power of two was not the quickest');
  });
});

it('agreement is compared once some epochs have passed, early against late', () => {
  const made = (updates: number, cosine: (i: number) => number) =>
    Array.from({ length: updates }, (_, i) => ({
      ...{ update: i + 1, epoch: Math.floor(i / 10), batchSize: 8, length: 1, cosine: cosine(i) },
    }));
  expect(changeOf([])).toBeUndefined();
  expect(changeOf(made(10 * LATE_EPOCH, () => 1))).toBeUndefined();
  const change = changeOf(made(40, (i) => (i < 12 ? 0.8 : i >= 28 ? 0.2 : 0)));
  expect(change?.early).toBeCloseTo(0.8);
  expect(change?.late).toBeCloseTo(0.2);
});
