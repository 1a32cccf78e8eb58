const WORKING_DAYS = 2;
const PACKED_UNTIL_HOUR = 14;

/** Name of the day the parcel arrives: two working days on, counted from tomorrow once the day's packing is over. */
export function deliveryDay(ordered: Date): string {
  const day = new Date(ordered);
  let left = WORKING_DAYS + (ordered.getHours() >= PACKED_UNTIL_HOUR ? 1 : 0);
  while (left > 0) {
    day.setDate(day.getDate() + 1);
    const isWorkingDay = day.getDay() !== 0 && day.getDay() !== 6;
    if (isWorkingDay) left--;
  }
  return day.toLocaleDateString("en", { weekday: "long" });
}
