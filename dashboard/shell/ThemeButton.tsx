import { Icon } from "../components/icon/Icon.tsx";
import { switchTheme } from "../theme-choice.ts";
import { t } from "../words.ts";

export function ThemeButton() {
  return (
    <button
      type="button"
      class="btn quiet only-icon small"
      aria-label={t`Switch theme`}
      title={t`Switch theme`}
      onClick={switchTheme}
    >
      <Icon name="moon" />
    </button>
  );
}
