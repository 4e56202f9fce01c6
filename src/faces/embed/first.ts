/** The entry of an embed: shows what is recorded, in plain elements, and loads what trains when the reader acts. */
import { setNumberLanguage } from '../../experiment/format.ts';
import { reasonOf } from '../../experiment/reason.ts';
import type { Recording } from '../../recordings/recording.ts';
import '../../ui/theme.css';
import '../../ui/charts/compare/plot.css';
import '../../ui/controls/controls.css';
import './embed.css';
import { button, buildFrame, el, setSaid } from './frame.ts';
import type { LiveStart } from './live/live.tsx';
import { followTheme, setAccent, themeOf } from './look.ts';
import { readAddress } from './params.ts';
import { loadPart, loadRecording } from './parts.ts';
import { openPort } from './port.ts';
import { tellSize } from './size.ts';
import { replayButton, showRecorded, type Recorded } from './recorded.ts';
import type { Setup } from './setup.ts';

const { look, settings, notes, packed: given } = readAddress(location.search);
const port = openPort(window);
const root = document.getElementById('embed');
if (!root) throw new Error('the page has no element #embed');
const frame = buildFrame(root, look);
setNumberLanguage(look.lang);

let recorded: Recorded | undefined;
let recording: Recording | undefined;
let live = false;

let shownTheme = themeOf(look.theme);
const theme = followTheme(look.theme, (next) => {
  shownTheme = next;
  setAccent(look.accent, next);
  recorded?.draw();
});
port.onTheme((wish) => theme.wish(wish));

const packed = /^#r=(.*)$/.exec(location.hash)?.[1] ?? given;
const say = (text: string): void => void (frame.status.textContent = text);

/** Hands the frame over to the part that trains. */
async function act(first: LiveStart['first'], pressed?: HTMLButtonElement): Promise<void> {
  if (live) return;
  live = true;
  pressed?.setAttribute('aria-busy', 'true');
  try {
    const [start, setup] = await Promise.all([
      loadPart('live'),
      packed === undefined ? readSetup() : Promise.resolve(undefined),
    ]);
    recorded?.end();
    observer.disconnect();
    start({
      root: frame.plot.parentElement ?? document.body,
      look,
      setup,
      recording,
      packed,
      port,
      first,
      notes,
    });
  } catch (reason) {
    live = false;
    pressed?.removeAttribute('aria-busy');
    say(`What trains here could not be loaded: ${reasonOf(reason)}. Try again.`);
  }
}

const readSetup = async (): Promise<Setup> => (await loadPart('setup'))(look, settings);

function actions(replayable: Recorded | undefined, trainable = true): void {
  const run = button('Run it here', 'primary', () => void act('run', run));
  const sizes = button('Batch sizes', 'plain', () => void act('sizes', sizes));
  run.hidden = look.hide.has('run') || !trainable;
  sizes.hidden = look.hide.has('sizes') || run.hidden;
  const replay = replayable && recording?.figure.kind === 'race' ? replayButton(replayable) : undefined;
  if (replay) replay.hidden = look.hide.has('replay') || still.matches;
  const open = el('a', { class: 'open', target: '_blank', rel: 'noopener', href: openAddress() }, [
    'Open in Batchscope',
  ]);
  open.hidden = look.hide.has('open');
  frame.actions.replaceChildren(run, ...(replay ? [replay] : []), sizes, open);
}

/** The same in the whole application. */
function openAddress(): string {
  const query = recording && settings === '' ? recording.link : `view=compare&${settings}`;
  return new URL(`./?${query}`, document.baseURI).href;
}

const still = matchMedia('(prefers-reduced-motion: reduce)');
const observer = new ResizeObserver(() => {
  recorded?.draw();
  tellSize(frame.plot.parentElement, port);
});

async function showRecording(preset: string): Promise<void> {
  const coming = loadRecording(preset);
  recording = await coming;
  const draw = await loadPart(recording.figure.kind);
  recorded = showRecorded(frame, recording, draw, () => shownTheme, look.lang);
  observer.observe(frame.plot);
  actions(recorded);
  if (look.autoplay && !still.matches) whenSeen(() => recorded?.replay());
}

/** Once, when half of the frame is on the screen. */
function whenSeen(then: () => void): void {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      if (!live) then();
    },
    { threshold: 0.5 },
  );
  seen.observe(frame.plot);
}

async function showSetup(): Promise<void> {
  const setup = await readSetup();
  frame.title.textContent = 'What does batch size do here?';
  const press = look.hide.has('run') ? '' : ': press “Run it here”, and it trains in this page';
  setSaid(frame, `${setup.line}.${setup.trainable ? ` Not recorded${press}.` : ''}`);
  frame.plot.replaceChildren(el('p', { class: 'empty' }, ['What is measured will be drawn here.']));
  notes.push(...setup.notes);
  actions(undefined, setup.trainable);
}

async function show(): Promise<void> {
  try {
    if (packed !== undefined) await act('results');
    else if (look.preset !== undefined && settings === '') await showRecording(look.preset);
    else await showSetup();
  } catch (reason) {
    setSaid(frame, `This could not be shown: ${reasonOf(reason)}.`);
    actions(undefined);
  }
  if (notes.length > 0 && !live) say(notes.join(' '));
}

void show();
