import { Dialog } from "../components/dialog/Dialog.tsx";
import { held, letGo } from "../route.ts";

/** Before what is not saved is left behind. */
export function LeaveDialog() {
  const stay = () => {
    held.value = undefined;
  };
  return (
    <Dialog title="Leave without saving?" onClose={stay}>
      <p>What was changed on this page is not saved, and is lost when you leave it.</p>
      <div class="acts">
        <button type="button" class="btn primary" onClick={stay}>
          Stay
        </button>
        <button type="button" class="btn danger" onClick={letGo}>
          Leave
        </button>
      </div>
    </Dialog>
  );
}
