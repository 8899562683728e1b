import type { ReactNode } from "react";
import styles from "./Centered.module.css";
import icon from "./icon.svg";
import { Preferences } from "./Preferences.js";

/** A page before the others: one panel in the middle. */
export function Centered({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={`${styles.brand ?? ""} no-print`}>
        <img src={icon} alt="" />
        Salus
      </header>
      <main className={styles.panel}>{children}</main>
      <footer className={`${styles.foot ?? ""} no-print`}>
        <Preferences />
      </footer>
    </div>
  );
}
