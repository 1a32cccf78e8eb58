import { all, one } from "./dom.ts";

/** Shows under each field what was expected there, and returns the fields at fault, top to bottom. */
export function findFaults(form: HTMLFormElement): HTMLInputElement[] {
  return all<HTMLInputElement>(".field input:enabled", form).filter((input) => {
    const error = one(`#${input.getAttribute("aria-describedby")}`, form);
    const isSound = input.checkValidity() && input.value.trim() !== "";
    error.textContent = isSound ? "" : (error.dataset.says ?? "");
    if (isSound) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
    return !isSound;
  });
}
