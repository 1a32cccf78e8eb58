/** What a visitor came with. */
import { t } from "./words.ts";

export const DEVICE_WORDS: Record<string, string> = {
  phone: t`phone`,
  tablet: t`tablet`,
  desktop: t`desktop`,
};
