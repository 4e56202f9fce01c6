import { pressed } from './pressed.ts';
import type { Act } from './keys.ts';

interface Props {
  at: number;
  count: number;
  act(act: Act): void;
}

/** Every key as a button, for a mouse or a finger. */
export function TalkBar({ at, count, act }: Props) {
  const button = (what: Act, label: string, name: string, disabled = false) => (
    <button type="button" aria-label={name} disabled={disabled} onClick={pressed(() => act(what))}>
      {label}
    </button>
  );
  return (
    <nav className="talk-bar" aria-label="Talk">
      {button('back', '‹', 'Scene before', at === 0)}
      <span>
        {at + 1} / {count}
      </span>
      {button('next', '›', 'Next scene', at === count - 1)}
      <span className="talk-ways">
        {button('notes', 'Notes', 'Speaker notes')}
        {button('edit', 'Edit', 'Edit the talk')}
        {button('full', 'Full screen', 'Full screen')}
        {button('help', '?', 'Keys')}
      </span>
    </nav>
  );
}
