import { Component, type ReactNode } from 'react';
import { LoadError } from './part.ts';

interface Props {
  /** What could not be shown, as in "Compare could not be loaded"; without it nothing is said. */
  what?: string;
  /** It is one card of a page, and the rest goes on without it. */
  card?: boolean;
  /** Shown instead of all that, where there is little room. */
  instead?: ReactNode;
  /** Shown above what is said. */
  above?: ReactNode;
  children: ReactNode;
}

interface State {
  error: unknown;
  failed: boolean;
}

/** Says that a part of the page could not be loaded or failed, and offers to load the page again. */
export class Failsafe extends Component<Props, State> {
  override state: State = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override render(): ReactNode {
    const { what, card, instead, above, children } = this.props;
    if (!this.state.failed) return children;
    if (instead !== undefined) return instead;
    if (what === undefined) return null;
    const why =
      this.state.error instanceof LoadError
        ? `${what} could not be loaded. The connection may be gone.`
        : `${what} failed. The browser’s console says why.`;
    const Box = card ? 'div' : 'main';
    return (
      <Box className={above ? 'failsafe has-words' : 'failsafe'}>
        {above}
        <p role="alert">
          {why}
          {card && ' All else goes on without it; loading the page again forgets the runs.'}
        </p>
        <button type="button" className="plain" onClick={() => location.reload()}>
          Load the page again
        </button>
      </Box>
    );
  }
}
