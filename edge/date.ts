/** Days as the API writes them: YYYY-MM-DD, counted since 1970-01-01. */
import * as v from "valibot";
import { dateOf } from "../model/shop-day.ts";
import { DAY_MS } from "../model/time.ts";

export const dayOf = (date: string) => Date.parse(date) / DAY_MS;

const EXPECTED = "a date, YYYY-MM-DD";
/** Date.parse takes the 31st of February for the 3rd of March. */
const isDay = (text: string) => Number.isInteger(dayOf(text)) && dateOf(dayOf(text)) === text;

export const dateSchema = v.pipe(v.string(), v.isoDate(EXPECTED), v.check(isDay, EXPECTED));
