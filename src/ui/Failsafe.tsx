import { Component, type ReactNode } from 'react';

interface Props {
  /** What could not be shown, as in "Compare could not be loaded"; without it nothing is said. */
  what?: string;
  children: ReactNode;
}

/** Says that a part of the page could not be loaded or failed, and offers to load the page again. */
export class Failsafe extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    if (this.props.what === undefined) return null;
    return (
      <main className="failsafe">
        <p role="alert">{this.props.what} could not be loaded. The connection may be gone.</p>
        <button type="button" className="plain" onClick={() => location.reload()}>
          Load the page again
        </button>
      </main>
    );
  }
}
