/** The recorded result in the frame: sentence, picture at its real size, and for a race the axis and a replay. */
import { respelled } from '../../experiment/format.ts';
import type { Recording } from '../../recordings/recording.ts';
import type { RaceAxis } from '../../sweep/views.ts';
import { marksText } from '../../ui/charts/compare/paths.ts';
import { button, el, setSaid, type Frame } from './frame.ts';
import type { Theme } from './accent.ts';
import type { DrawStill } from './still/still.ts';

export interface Recorded {
  /** Draws anew: the size or the theme has changed. */
  draw(): void;
  /** Plays the race from its start; without motion where the reader wants none. */
  replay(): void;
  axis(): RaceAxis;
  /** Stops what moves. */
  end(): void;
}

const AXES: readonly RaceAxis[] = ['epochs', 'updates', 'examples', 'seconds'];
const REPLAY_MS = 7000;
/** A picture is drawn at most so often while it moves. */
const FRAME_MS = 40;

export function showRecorded(
  frame: Frame,
  recording: Recording,
  drawStill: DrawStill,
  theme: () => Theme,
  lang: string | undefined,
): Recorded {
  const { figure } = recording;
  let axis: RaceAxis = 'epochs';
  let share: number | undefined;
  let moving = 0;
  let drawnAt = 0;

  const draw = (): void => {
    const { clientWidth: width, clientHeight: height } = frame.plot;
    if (width === 0 || height === 0) return;
    // The charts escape whatever they write (still/react.ts), and what they write is of this site's own recording.
    frame.plot.innerHTML = drawStill(recording, { width, height, theme: theme(), lang, axis, share });
  };
  const say = (): void => {
    setSaid(frame, respelled(figure.kind === 'race' ? figure.axes[axis].view.sentence : recording.sentence));
  };
  const end = (): void => {
    cancelAnimationFrame(moving);
    moving = 0;
    share = undefined;
  };
  const choose = (next: RaceAxis): void => {
    axis = next;
    end();
    say();
    draw();
  };

  const question = respelled(recording.question);
  frame.title.textContent = question;
  // Several embeds of one page are landmarks of different names.
  frame.plot.parentElement?.setAttribute('aria-label', question);
  frame.note.textContent = `Recorded ${dayOf(recording.recordedAt)} on ${recording.environment}.`;
  if (recording.arms.length > 1) frame.marks.textContent = marksText(recording.arms);
  say();
  if (figure.kind === 'race') frame.controls.replaceChildren(axisChoice(axis, choose));
  draw();

  return {
    draw,
    axis: () => axis,
    end,
    replay() {
      if (figure.kind !== 'race') return;
      end();
      let from: number | undefined;
      const step = (now: number): void => {
        from ??= now;
        const at = (now - from) / REPLAY_MS;
        share = at >= 1 ? undefined : at;
        if (at >= 1 || now - drawnAt >= FRAME_MS) {
          drawnAt = now;
          draw();
        }
        moving = at >= 1 ? 0 : requestAnimationFrame(step);
      };
      moving = requestAnimationFrame(step);
    },
  };
}

const dayOf = (iso: string): string => iso.slice(0, 10);

/** The same radio group as ui/controls/Segmented.tsx makes. */
function axisChoice(first: RaceAxis, onChange: (axis: RaceAxis) => void): HTMLElement {
  const labels = AXES.map((axis) => {
    const input = el('input', { type: 'radio', name: 'axis', class: 'visually-hidden' });
    input.checked = axis === first;
    const label = el('label', { class: axis === first ? 'on' : '' }, [input, axis]);
    input.addEventListener('change', () => {
      for (const one of labels) one.classList.toggle('on', one === label);
      onChange(axis);
    });
    return label;
  });
  return el('span', { class: 'segmented', role: 'radiogroup', 'aria-label': 'Horizontal axis' }, labels);
}

export const replayButton = (recorded: Recorded): HTMLButtonElement =>
  button('Replay', 'plain', () => recorded.replay());
