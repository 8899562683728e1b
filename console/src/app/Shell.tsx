import { Button, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useWaiting } from "../requests/useWaiting.js";
import { useSession } from "../session/context.js";
import { Guard } from "../ui/Guard.js";
import icon from "../ui/icon.svg";
import { PageFault } from "../ui/PageFault.js";
import { useSections } from "./sections.js";
import styles from "./Shell.module.css";

/** What is around each page: where one can go, and who one is. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  const { login, owner } = session;
  const [here] = useLocation();
  const sections = useSections();
  const waiting = useWaiting(here);
  const markId = useId();
  return (
    <div className={styles.shell}>
      <header className={styles.rail}>
        <div className={styles.inner}>
          <a
            className={styles.skip}
            href="#main"
            onClick={(event) => {
              event.preventDefault();
              document.querySelector<HTMLElement>("h1")?.focus();
            }}
          >
            {t("shell.skip")}
          </a>
          <div className={styles.brand}>
            <img src={icon} alt="" />
            Salus
          </div>
          <nav aria-label={t("shell.sections")}>
            <ul className={styles.links}>
              {sections.map(({ path, begins, label }) => (
                <li key={path}>
                  <Link
                    href={path}
                    className={styles.link ?? ""}
                    aria-current={here.startsWith(begins) ? "page" : undefined}
                    aria-describedby={path === "/requests" && waiting > 0 ? markId : undefined}
                  >
                    {label}
                  </Link>
                  {path === "/requests" && waiting > 0 && (
                    <span className={styles.mark}>
                      <span aria-hidden>{waiting}</span>
                      <VisuallyHidden id={markId}>
                        {t("requests.waiting", { count: waiting })}
                      </VisuallyHidden>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </nav>
          <div className={styles.who}>
            <span>
              <strong>{owner?.name ?? login}</strong>
            </span>
            <Button variant="default" size="xs" onClick={() => session.leave()}>
              {t("shell.leave")}
            </Button>
          </div>
        </div>
      </header>
      <main className={styles.main} id="main">
        <Guard key={here} instead={<PageFault />}>
          {children}
        </Guard>
      </main>
    </div>
  );
}
