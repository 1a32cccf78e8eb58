/** Entry of the dashboard: follows the URL, and asks for a sign-in where there is no session. */
import { render } from "preact";
import { hrefOf } from "./address.ts";
import { isSignedOut } from "./api.ts";
import { Empty, Panel } from "./components/panel/Panel.tsx";
import { startKeys } from "./keys.ts";
import { shown, startPages } from "./pages/pages.ts";
import { SignIn } from "./pages/sign-in/Page.tsx";
import { route, startRouting } from "./route.ts";
import { Shell } from "./shell/Shell.tsx";
import { member, start } from "./shell/state.ts";
import { me, startClock } from "./site.ts";
import { t } from "./words.ts";

function App() {
  if (isSignedOut.value || route.value.page === "sign-in") return <SignIn />;
  if (!me.value)
    return (
      <main class="starting">
        <Panel of={member} what={t`The dashboard`}>
          {() => null}
        </Panel>
      </main>
    );
  return (
    <Shell page={shown.value?.name ?? undefined}>
      <ShownPage />
    </Shell>
  );
}

function ShownPage() {
  const current = shown.value;
  if (!current) return null;
  const { Page, props } = current;
  if (Page) return <Page {...props} />;
  return (
    <div class="section">
      <h1 class="vh">{t`No such page`}</h1>
      <Empty
        icon="search"
        title={t`There is no such page`}
        text={t`The address may be mistyped, or of a later version.`}
      >
        <a class="btn" href={hrefOf("overview")}>{t`Go to the overview`}</a>
      </Empty>
    </div>
  );
}

startRouting();
startPages();
startKeys();
startClock();
if (route.value.page !== "sign-in") void start();
render(<App />, document.getElementById("app")!);
