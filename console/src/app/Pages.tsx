import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { GivePage } from "../access/GivePage.js";
import { KeyQuestionDialog } from "../access/KeyQuestionDialog.js";
import { OwnersPage } from "../admin/OwnersPage.js";
import { ServerPage } from "../admin/ServerPage.js";
import { UsersPage } from "../admin/UsersPage.js";
import { DevicesPage } from "../devices/DevicesPage.js";
import { PatientEditPage, PatientNewPage } from "../patients/PatientEditPage.js";
import { PatientListPage } from "../patients/PatientListPage.js";
import { PatientPage } from "../patients/PatientPage.js";
import { ElementPage } from "../records/ElementPage.js";
import { SamplePage } from "../records/SamplePage.js";
import { RequestsPage } from "../requests/RequestsPage.js";
import { useSession } from "../session/context.js";
import { SharingPage } from "../sharing/SharingPage.js";
import { PageTitle } from "../ui/PageTitle.js";
import { SettingsPage } from "./SettingsPage.js";
import { Shell } from "./Shell.js";

type Ids = Readonly<Record<string, string | undefined>>;

/** The pages of those who have keys, by their paths. */
const WITH_KEYS: Readonly<Record<string, (ids: Ids) => ReactNode>> = {
  "/patients": () => <PatientListPage />,
  "/patients/new": () => <PatientNewPage />,
  "/patient/:id": ({ id = "" }) => <PatientPage key={id} id={id} />,
  "/patient/:id/edit": ({ id = "" }) => <PatientEditPage key={id} id={id} />,
  "/patient/:id/give": ({ id = "" }) => <GivePage patientId={id} />,
  "/patient/:id/sample": ({ id = "" }) => <SamplePage patientId={id} />,
  "/patient/:id/sample/:sample": ({ id = "", sample = "" }) => (
    <SamplePage key={sample} patientId={id} id={sample} />
  ),
  "/patient/:id/element": ({ id = "" }) => <ElementPage patientId={id} />,
  "/patient/:id/element/:element": ({ id = "", element = "" }) => (
    <ElementPage key={element} patientId={id} id={element} />
  ),
  "/sharing": () => <SharingPage />,
  "/requests": () => <RequestsPage />,
  "/devices": () => <DevicesPage />,
};

const OF_ADMINISTRATORS: typeof WITH_KEYS = {
  "/users": () => <UsersPage />,
  "/owners": () => <OwnersPage />,
  "/server": () => <ServerPage />,
};

/** What is shown; whoever has left is taken nowhere by what they had begun, so no patient comes back. */
function usePlace(): ReturnType<typeof useHashLocation> {
  const { transport } = useSession();
  const [here, go] = useHashLocation();
  const goOn: typeof go = (to, options) => {
    if (!transport.isOver) {
      go(to, options);
    }
  };
  return [here, goOn];
}

usePlace.hrefs = (path: string) => `#${path}`;

/** The pages behind the log-in. What is shown stands in the fragment, which no server is told. */
export function Pages() {
  const { owner, isAdmin } = useSession();
  const pages = { ...(owner !== undefined && WITH_KEYS), ...(isAdmin && OF_ADMINISTRATORS) };
  return (
    <Router hook={usePlace}>
      <Shell>
        <Switch>
          <Route path="/">
            <Redirect
              to={owner !== undefined ? "/patients" : isAdmin ? "/users" : "/settings"}
              replace
            />
          </Route>
          <Route path="/settings" component={SettingsPage} />
          {Object.entries(pages).map(([path, page]) => (
            <Route key={path} path={path}>
              {page}
            </Route>
          ))}
          <Route>
            <NoSuchPage />
          </Route>
        </Switch>
      </Shell>
      <KeyQuestionDialog />
    </Router>
  );
}

function NoSuchPage() {
  const { t } = useTranslation();
  return <PageTitle>{t("common.noSuchPage")}</PageTitle>;
}
