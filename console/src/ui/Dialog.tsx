import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  /** Whether it is shown; it is if this is left out. */
  readonly opened?: boolean;
  readonly title: ReactNode;
  /** What a screen reader says of the cross that leaves it; “Cancel” if left out. */
  readonly leaving?: string;
  /** Is told that it is left without an answer. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Stands in front of the page until it is answered or left. */
export function Dialog({ opened = true, title, leaving, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      centered
      // its way to keep the page from scrolling is a style element, which the page's policy refuses
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      title={title}
      closeButtonProps={{ "aria-label": leaving ?? t("common.cancel") }}
      onClose={onClose}
    >
      <KeptFocus>{children}</KeptFocus>
    </Modal>
  );
}

/** A button that is disabled while it works loses the focus; the next Tab would lead behind the dialog. */
function KeptFocus({ children }: { readonly children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const bringBack = ({ key }: KeyboardEvent) => {
      if (key === "Tab" && document.activeElement === document.body) {
        content.current?.focus();
      }
    };
    document.addEventListener("keydown", bringBack, true);
    return () => document.removeEventListener("keydown", bringBack, true);
  }, []);
  return (
    <div ref={content} tabIndex={-1}>
      {children}
    </div>
  );
}
