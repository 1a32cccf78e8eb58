/** Whether single letters are keys: kept on the device, since they may get in the way of a voice or a hand (WCAG 2.1.4). */
import { signal } from "@preact/signals";

const KEY = "impuls-dashboard-letters";

function isKeptOff(): boolean {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
}
export const areLettersOn = signal(!isKeptOff());

export function turnLetters(isOn: boolean): void {
  areLettersOn.value = isOn;
  try {
    localStorage.setItem(KEY, isOn ? "on" : "off");
  } catch {
    // Storage is off: the choice holds for this page.
  }
}
