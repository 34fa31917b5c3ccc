// Instants as the person reads them: in the browser's own zone and language.
// All arguments are Unix seconds, as the Bot API gives them.

const format = (options) => {
  const formatter = new Intl.DateTimeFormat(undefined, options);
  return (seconds) => formatter.format(new Date(seconds * 1000));
};

// A phone that counts to twelve writes 8:00 AM, one that counts to 24 writes 08:00.
const countsToTwelve = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12;
const CLOCK = { hour: countsToTwelve ? "numeric" : "2-digit", minute: "2-digit" };
const LONG_DATE = { day: "numeric", month: "long", year: "numeric" };

export const timeOfDay = format(CLOCK);
export const dayHeading = format({ weekday: "long", day: "numeric", month: "long" });
export const shortMoment = format({ weekday: "short", day: "numeric", month: "short", ...CLOCK });
export const clockFace = format({ weekday: "short", day: "numeric", month: "short", ...CLOCK, second: "2-digit" });
export const fullMoment = format({ weekday: "long", ...LONG_DATE, ...CLOCK, timeZoneName: "short" });

export const zoneName = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "tomorrow 08:00", or the date where it is further away. */
export function comingMoment(now, seconds) {
  const midnight = (moment) => new Date(moment * 1000).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(seconds) - midnight(now)) / 86_400_000);
  return days === 0 || days === 1 ? `${["today", "tomorrow"][days]} ${timeOfDay(seconds)}` : shortMoment(seconds);
}

/** A key that two instants share exactly when they fall on the same local day. */
export const localDay = (seconds) => new Date(seconds * 1000).toDateString();

const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

export function relativeTo(now, seconds) {
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  const distance = seconds - now;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ["second", 1];
  return words.format(Math.trunc(distance / size), unit);
}

/**
 * The words for a `date_time` entity, or null when its own text is to stay.
 *
 * The format is the Bot API's `r|w?[dD]?[tT]?`: relative; weekday; short or
 * long date; time without or with seconds.
 */
export function entityMoment(seconds, dateTimeFormat, now) {
  if (dateTimeFormat === "r") return relativeTo(now, seconds);
  const match = /^(w?)([dD]?)([tT]?)$/.exec(dateTimeFormat ?? "");
  if (!match?.[0]) return null;
  const [, weekday, date, time] = match;
  const options = {};
  if (weekday) options.weekday = date === "d" ? "short" : "long";
  if (date === "d") Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (date === "D") Object.assign(options, LONG_DATE);
  if (time) Object.assign(options, CLOCK);
  if (time === "T") options.second = "2-digit";
  return format(options)(seconds);
}
