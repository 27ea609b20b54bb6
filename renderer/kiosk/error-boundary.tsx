import { Component, type ReactNode } from 'react';
import { systemClock } from '../../contracts/clock.ts';
import type { KioskScreen } from '../../contracts/kiosk-view.ts';
import { Notice } from './notice.tsx';

/** A screen that broke is tried again after this long, in milliseconds: one between sessions may have no successor for hours. */
export const CRASH_RETRY_MS = 10_000;

interface Props {
  readonly screen: KioskScreen;
  readonly children: ReactNode;
}

interface State {
  /** The screen on which something broke; the message stands until the kiosk shows another. */
  readonly brokenOn: KioskScreen | null;
}

/**
 * Keeps a fault of the interface from leaving a blank screen: rendering errors, uncaught errors and unhandled rejections
 * show a plain message until the kiosk moves on to its next screen, as it does by itself, or the same one is tried again.
 */
export class ErrorBoundary extends Component<Props, State> {
  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return state.brokenOn !== null && state.brokenOn !== props.screen ? { brokenOn: null } : null;
  }

  override state: State = { brokenOn: null };

  #retry: unknown = null;

  readonly #onUncaught = () => {
    this.setState({ brokenOn: this.props.screen });
    systemClock.clearTimeout(this.#retry);
    this.#retry = systemClock.setTimeout(() => this.setState({ brokenOn: null }), CRASH_RETRY_MS);
  };

  override componentDidMount(): void {
    window.addEventListener('error', this.#onUncaught);
    window.addEventListener('unhandledrejection', this.#onUncaught);
  }

  override componentWillUnmount(): void {
    systemClock.clearTimeout(this.#retry);
    window.removeEventListener('error', this.#onUncaught);
    window.removeEventListener('unhandledrejection', this.#onUncaught);
  }

  override componentDidCatch(): void {
    this.#onUncaught();
  }

  override render(): ReactNode {
    return this.state.brokenOn === null ? this.props.children : <Notice about="crash" />;
  }
}
