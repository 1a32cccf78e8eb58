import { useEffect } from "preact/hooks";
import { Icon } from "../../components/icon/Icon.tsx";
import { useTitle } from "../../components/page-head/PageHead.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { t } from "../../words.ts";
import { enter, fault, isBusy } from "./state.ts";

/** Stands in for every page where there is no session; a link with a code signs in by itself. */
export function SignIn() {
  useTitle(t`Sign in`);
  useEffect(() => {
    const enterByLink = () => {
      if (location.hash.length > 1) void enter(location.hash);
    };
    enterByLink();
    // A link pasted over this very address changes nothing but the part after the #, and loads no page.
    addEventListener("hashchange", enterByLink);
    return () => removeEventListener("hashchange", enterByLink);
  }, []);
  return (
    <main class="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void enter(String(new FormData(event.currentTarget).get("code") ?? ""));
        }}
      >
        <Mark />
        <h1>{t`Sign in to Impuls`}</h1>
        <p class="sub">{t`Open the sign-in link of your site, or paste it here. On your own machine ${<code>npm start</code>} prints one.`}</p>
        <div class={`field${fault.value ? " bad" : ""}`}>
          <label for="code">{t`Link or code`}</label>
          <input
            class="input"
            id="code"
            name="code"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={!!fault.value}
            aria-describedby="code-fault"
          />
          <p class="msg bad" id="code-fault" role="alert">
            {fault.value && <Icon name="stop" />}
            {fault.value}
          </p>
        </div>
        <button type="submit" class="btn primary" disabled={isBusy.value}>{t`Sign in`}</button>
      </form>
    </main>
  );
}
