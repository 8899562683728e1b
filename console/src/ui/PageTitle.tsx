import { Title } from "@mantine/core";
import { useEffect, useRef } from "react";

interface Props {
  readonly children: string;
  /**
   * What the browser calls the page, where that is not its heading: it keeps what pages are called in its
   * history, so no name of a patient.
   */
  readonly tab?: string;
}

/** The heading of a page, which gets the focus as the page comes, so that keyboards go on from there. */
export function PageTitle({ children, tab = children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab} – Salus`;
  }, [tab]);
  // once: what a page is about may be known when somebody types already
  useEffect(() => heading.current?.focus(), []);
  return (
    <Title order={1} size="h2" tabIndex={-1} ref={heading}>
      {children}
    </Title>
  );
}
