import { Component, type ReactNode } from "react";

interface Props {
  /** What stands in the place of what cannot be shown. */
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

/** Keeps a fault of what it shows from taking the rest of the page with it. */
export class Guard extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
