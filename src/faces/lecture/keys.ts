/** What a key does in a talk. */
export type Act =
  | 'next'
  | 'back'
  | 'first'
  | 'last'
  | 'play'
  | 'here'
  | 'reset'
  | 'slower'
  | 'faster'
  | 'blank'
  | 'full'
  | 'notes'
  | 'edit'
  | 'help'
  | 'close';

interface Key {
  act: Act;
  /** `KeyboardEvent.key`, letters in lower case. */
  keys: readonly string[];
  /** As the help shows it. */
  shown: string;
  does: string;
}

export const KEYS: readonly Key[] = [
  { act: 'next', keys: ['ArrowRight', 'PageDown'], shown: '→', does: 'next scene' },
  { act: 'back', keys: ['ArrowLeft', 'PageUp'], shown: '←', does: 'scene before' },
  { act: 'play', keys: [' '], shown: 'Space', does: 'run: play what was recorded, or hold' },
  { act: 'here', keys: ['l'], shown: 'L', does: 'run it here, live, over the recording' },
  { act: 'reset', keys: ['r'], shown: 'R', does: 'scene back to its beginning' },
  { act: 'slower', keys: ['-'], shown: '−', does: 'play slower' },
  { act: 'faster', keys: ['+', '='], shown: '+', does: 'play faster' },
  { act: 'blank', keys: ['b', '.'], shown: 'B', does: 'blank screen' },
  { act: 'full', keys: ['f'], shown: 'F', does: 'full screen' },
  { act: 'notes', keys: ['n', 's'], shown: 'N', does: 'speaker notes' },
  { act: 'edit', keys: ['e'], shown: 'E', does: 'edit the talk' },
  { act: 'first', keys: ['Home'], shown: 'Home', does: 'first scene' },
  { act: 'last', keys: ['End'], shown: 'End', does: 'last scene' },
  { act: 'help', keys: ['?'], shown: '?', does: 'these keys' },
  { act: 'close', keys: ['Escape'], shown: 'Esc', does: 'close what lies over the scene' },
];

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** It is held down. */
  repeat: boolean;
}

/** Where the focus is: a key that means something there is left to it. */
export type Place = 'page' | 'button' | 'choice' | 'text' | 'panel';

/** Acts that mean something while a panel lies over the scene; it scrolls by its own keys. */
export const isOver = (what: Act | number): boolean =>
  what === 'close' || what === 'help' || what === 'edit' || what === 'blank' || what === 'full';
/** A key that is held down would start and stop the others by turns. */
const repeats = (what: Act | number): boolean =>
  what === 'next' || what === 'back' || what === 'slower' || what === 'faster';

/** The act, or the scene (from 1) that a digit jumps to; undefined for keys that mean nothing here. */
export function readKey(pressed: Pressed, place: Place): Act | number | undefined {
  const { key, ctrlKey, metaKey, altKey, repeat } = pressed;
  if (ctrlKey || metaKey || altKey) return undefined;
  if (place === 'text') return key === 'Escape' ? 'close' : undefined;
  if (place !== 'page' && key === ' ') return undefined;
  if (place === 'choice' && /^(Arrow|Home|End|Page)/.test(key)) return undefined;
  const lower = key.length === 1 ? key.toLowerCase() : key;
  const what = /^[1-9]$/.test(key) ? Number(key) : KEYS.find(({ keys }) => keys.includes(lower))?.act;
  if (what === undefined || (repeat && !repeats(what)) || (place === 'panel' && !isOver(what)))
    return undefined;
  return what;
}

/** Of the element that has the focus. */
export function placeOf(element: Element | null): Place {
  if (!element || element === document.body) return 'page';
  if (
    element.matches(
      'textarea, select, [contenteditable], input:not([type=radio], [type=range], [type=checkbox])',
    )
  )
    return 'text';
  if (element.closest('[role=dialog]')) return 'panel';
  if (element.matches('input')) return 'choice';
  return element.matches('button, a[href], summary') ? 'button' : 'page';
}
