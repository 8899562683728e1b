import { Title } from "@mantine/core";
import { useEffect, useRef } from "react";

/** The heading of a page, which gets the focus as the page comes, so that keyboards go on from there. */
export function PageTitle({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – Salus`;
    heading.current?.focus();
  }, [children]);
  return (
    <Title order={1} size="h2" tabIndex={-1} ref={heading}>
      {children}
    </Title>
  );
}
