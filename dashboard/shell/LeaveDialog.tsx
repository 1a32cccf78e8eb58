import { Confirm } from "../components/dialog/Confirm.tsx";
import { held, letGo } from "../route.ts";
import { t } from "../words.ts";

/** Before what is not saved is left behind. */
export function LeaveDialog() {
  const stay = () => {
    held.value = undefined;
  };
  return (
    <Confirm title={t`Leave without saving?`} verb="Leave" keep="Stay" onConfirm={letGo} onClose={stay}>
      <p>{t`What was changed on this page is not saved, and is lost when you leave it.`}</p>
    </Confirm>
  );
}
