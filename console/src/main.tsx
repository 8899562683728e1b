import "@mantine/core/styles.css";
import "./app/theme.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.js";
import { startLanguage } from "./i18n/index.js";
import { Guard } from "./ui/Guard.js";
import { PageFault } from "./ui/PageFault.js";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("the page has no root");
}
await startLanguage();
// no style elements, which the page's policy refuses: all variables are in theme.css and Mantine's file
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: "salus-colours" })}
    >
      <Guard instead={<PageFault />}>
        <App />
      </Guard>
    </MantineProvider>
  </StrictMode>,
);
