import { Icon } from "../components/icon/Icon.tsx";
import { switchTheme } from "../theme-choice.ts";

export function ThemeButton() {
  return (
    <button
      type="button"
      class="btn quiet only-icon small"
      aria-label="Switch theme"
      title="Switch theme"
      onClick={switchTheme}
    >
      <Icon name="moon" />
    </button>
  );
}
