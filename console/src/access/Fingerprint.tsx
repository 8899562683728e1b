import styles from "./Fingerprint.module.css";

/** Twelve groups of five digits, as people read them to each other. */
export function Fingerprint({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <ol className={styles.groups} aria-label={label}>
      {text.split(" ").map((group, i) => (
        <li key={i}>{group}</li>
      ))}
    </ol>
  );
}
