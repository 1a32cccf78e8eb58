import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { hrefOf } from "../address.ts";
import { Dialog } from "../components/dialog/Dialog.tsx";
import { Icon } from "../components/icon/Icon.tsx";
import { ToastBar } from "../components/toast/ToastBar.tsx";
import { held, route } from "../route.ts";
import { site } from "../site.ts";
import { t } from "../words.ts";
import { Foot } from "./Foot.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { Mark } from "./Mark.tsx";
import { Offline } from "./Offline.tsx";
import { open, opened } from "./opened.ts";
import { PublishDialog } from "./PublishDialog.tsx";
import { GROUPS, TABS } from "./places.ts";
import { isReviewing } from "./state.ts";
import { ThemeButton } from "./ThemeButton.tsx";

/** The frame around every page; `page` is the one whose styles hold in it. */
export function Shell({ page, children }: { page: string | undefined; children: ComponentChildren }) {
  const [isMoreOpen, setMoreOpen] = useState(false);
  const Opened = opened.value;
  return (
    <>
      <a class="skip" href="#main">{t`Skip to content`}</a>
      <div class="app">
        <aside class="side" aria-label={t`Main`}>
          <div class="site">
            <Mark />
            <SiteName />
          </div>
          <button type="button" class="seek" title={t`Search or jump to`} onClick={() => open("palette")}>
            <Icon name="search" />
            <span>{t`Search or jump to`}</span>
            <kbd>Ctrl K</kbd>
          </button>
          <Places />
          <Foot />
        </aside>
        <div class="main">
          <div class="topbar">
            <Mark />
            <b class="ell">{site.value?.name}</b>
            <span class="push">
              {site.value?.isDemo && <span class="tag">{t`simulated visitors`}</span>}
              <button
                type="button"
                class="btn quiet only-icon small"
                aria-label={t`Search or jump to`}
                onClick={() => open("palette")}
              >
                <Icon name="search" />
              </button>
              <ThemeButton />
            </span>
          </div>
          <Offline />
          <main id="main" class="wrap" data-page={page} tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <Tabs onMore={() => setMoreOpen(true)} isMoreOpen={isMoreOpen} />
      {isMoreOpen && (
        <Dialog title={site.value?.name ?? t`More`} isSheet onClose={() => setMoreOpen(false)}>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link or a button inside is what is pressed */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
          <div
            class="more"
            onClick={(event) =>
              event.target instanceof Element &&
              event.target.closest("a, .waiting button") &&
              setMoreOpen(false)
            }
          >
            <Places />
            <Foot />
          </div>
        </Dialog>
      )}
      {isReviewing.value && <PublishDialog />}
      {held.value && <LeaveDialog />}
      {Opened && <Opened />}
      <ToastBar />
    </>
  );
}

function SiteName() {
  return (
    <span class="name">
      <span class="ell">{site.value?.name}</span>
      {site.value?.isDemo && <span class="tag">{t`simulated visitors`}</span>}
    </span>
  );
}

function Places() {
  return (
    <nav class="nav" aria-label={t`Pages`}>
      {GROUPS.map(({ name, places }) => (
        <>
          {name && <h2>{name}</h2>}
          {places.map((place) => (
            <a
              key={place.page}
              href={hrefOf(place.page)}
              title={place.name}
              aria-current={route.value.page === place.page ? "page" : undefined}
              ref={route.value.page === place.page ? intoSight : null}
            >
              <Icon name={place.icon} />
              {place.name}
            </a>
          ))}
        </>
      ))}
    </nav>
  );
}

/** In a low window the places scroll: the one that is shown stands in sight. Not at once: it asks for the layout. */
const intoSight = (link: Element | null) =>
  void requestAnimationFrame(() => link?.scrollIntoView({ block: "nearest" }));

function Tabs({ onMore, isMoreOpen }: { onMore: () => void; isMoreOpen: boolean }) {
  const { page } = route.value;
  return (
    <nav class="tabbar" aria-label={t`Main`}>
      {TABS.map((tab) => (
        <a
          key={tab.page}
          href={hrefOf(tab.page)}
          aria-current={page && (tab.page === page || tab.group.includes(page)) ? "page" : undefined}
        >
          <Icon name={tab.icon} />
          {tab.name}
        </a>
      ))}
      <button type="button" onClick={onMore} aria-haspopup="dialog" aria-expanded={isMoreOpen}>
        <Icon name="menu" />
        {t`More`}
      </button>
    </nav>
  );
}
