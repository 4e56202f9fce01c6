/**
 * What charts need of React to be drawn once, as text: the build puts this in React's place in the scripts of the first
 * paint (scripts/classic.mjs), where React itself would weigh three times as much as all else. State keeps its first value,
 * effects and handlers do not run. tests/faces/embed/still.test.tsx holds it to react-dom/server.
 */
type Props = Readonly<Record<string, unknown>>;
type Component = (props: Props) => unknown;

interface Still {
  type: string | Component | Context<unknown>;
  props: Props;
}

interface Context<T> {
  held: T;
}

export const Fragment: Component = ({ children }) => children;

export const jsx = (type: Still['type'], props: Props): Still => ({ type, props });
export const jsxs = jsx;

export const useState = <T>(first: T | (() => T)): [T, () => void] => [
  typeof first === 'function' ? (first as () => T)() : first,
  () => undefined,
];
export const useMemo = <T>(make: () => T): T => make();
export const useCallback = <T>(same: T): T => same;
export const memo = <T>(same: T): T => same;
export const useRef = <T>(current: T): { current: T } => ({ current });
export const useEffect = (): void => undefined;
export const useLayoutEffect = useEffect;
export const startTransition = (act: () => void): void => act();
export const createContext = <T>(held: T): Context<T> => ({ held });
export const useContext = <T>(context: Context<T>): T => context.held;

let ids = 0;
export const useId = (): string => `still${++ids}`;

/** Attributes that SVG writes with a capital. */
const CAPITALS = /^(viewBox|preserveAspectRatio|clipPathUnits|gradientUnits)$/;
const NAMES: Readonly<Record<string, string>> = { className: 'class', htmlFor: 'for', tabIndex: 'tabindex' };
const LEFT_OUT = /^(children|key|ref|on[A-Z].*)$/;
const EMPTY = /^(br|hr|img|input)$/;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** Numbers of these are no lengths. */
const BARE = /^(opacity|z-index|flex|line-height|font-weight|order|fill-opacity|stroke-width)$|^--/;

function styleText(style: Props): string {
  return Object.entries(style)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => {
      const own = name.startsWith('--') ? name : kebab(name);
      return `${own}:${typeof value === 'number' && value !== 0 && !BARE.test(own) ? `${value}px` : String(value)}`;
    })
    .join(';');
}

function attribute(name: string, value: unknown): string {
  if (LEFT_OUT.test(name) || value === undefined || value === null || typeof value === 'function') return '';
  const plain = /^(aria|data)-/.test(name) || CAPITALS.test(name);
  const own = plain ? name : (NAMES[name] ?? kebab(name));
  if (name === 'style') return ` style="${escape(styleText(value as Props))}"`;
  if (typeof value === 'boolean' && !plain) return value ? ` ${own}=""` : '';
  return ` ${own}="${escape(String(value))}"`;
}

/** The markup of a node. Text and attributes are escaped. */
export function markupOf(node: unknown): string {
  if (node === undefined || node === null || typeof node === 'boolean') return '';
  if (typeof node !== 'object') return escape(String(node));
  if (Array.isArray(node)) return node.map(markupOf).join('');
  const { type, props } = node as Still;
  if (typeof type === 'function') return markupOf(type(props));
  if (typeof type === 'object') {
    const before = type.held;
    type.held = props.value;
    try {
      return markupOf(props.children);
    } finally {
      type.held = before;
    }
  }
  const attributes = Object.entries(props)
    .map(([name, value]) => attribute(name, value))
    .join('');
  return EMPTY.test(type)
    ? `<${type}${attributes}>`
    : `<${type}${attributes}>${markupOf(props.children)}</${type}>`;
}
