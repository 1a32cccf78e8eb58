/** A form that the browser refuses to send, because a field of it is missing or wrong. */

/** Hears the first such field of a form by its name, such as `postcode`; never what stands in it. */
export function onRefusedForm(refused: (field: string | undefined) => void): void {
  let isHeard = false;
  addEventListener(
    "invalid",
    ({ target }) => {
      // Every wrong field of the form is reported in one task.
      if (isHeard) return;
      isHeard = true;
      setTimeout(() => {
        isHeard = false;
      });
      refused((target as HTMLInputElement).name);
    },
    true,
  );
}
