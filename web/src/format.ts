/* Numbers and dates in the reader's locale. Days have no time zone: they are read and shown as UTC. */
const locale = navigator.languages.length ? [...navigator.languages] : undefined;
const utc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
const dayForm = utc({ year: "numeric", month: "short", day: "numeric" });
const longDay = utc({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
const monthForm = utc({ year: "numeric", month: "short" });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" });

export const number = (n: number): string => whole.format(n);
export const compact = (n: number): string => (Math.abs(n) < 10000 ? whole.format(n) : short.format(n));
export const sign = (n: number): string => signed.format(n);
export const plural = (n: number, one: string, many = one + "s"): string => `${number(n)} ${n === 1 ? one : many}`;

export const DAY = 86_400_000;
/* The day of a time; of none (an address may hold any words for a day) nothing. */
export const iso = (time: number): string => { const day = new Date(time); return Number.isNaN(day.getTime()) ? "" : day.toISOString().slice(0, 10); };

/* First moment of a day, month, year, week ("2022-W44", or its Monday) or quarter; NaN for what is none. */
export function time(period: string): number {
  const week = /^(\d{4})-W(\d{2})$/.exec(period);
  if (week) {
    const fourth = Date.UTC(+week[1]!, 0, 4);
    return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (+week[2]! - 1) * 7 * DAY;
  }
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) return Date.UTC(+quarter[1]!, (+quarter[2]! - 1) * 3, 1);
  const date = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(period);
  return date ? Date.UTC(+date[1]!, date[2] ? +date[2] - 1 : 0, date[3] ? +date[3] : 1) : NaN;
}

/* The first moment behind the period that begins at `begin`. */
export function after(begin: number, by: string): number {
  const date = new Date(begin);
  if (by === "day") return begin + DAY;
  if (by === "week") return begin + 7 * DAY;
  return by === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : Date.UTC(date.getUTCFullYear() + 1, 0, 1);
}

export function day(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayForm.format(time(value));
  if (/^\d{4}-\d{2}$/.test(value)) return monthForm.format(time(value));
  const span = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(value);
  return span ? dayForm.formatRange(time(span[1]!), time(span[2]!)) : value;
}

export const fullDay = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? longDay.format(time(value)) : day(value));

export function period(value: string, by: string): string {
  const begin = time(value);
  if (Number.isNaN(begin)) return value || "no single period";
  if (by === "year") return value.slice(0, 4);
  if (by === "month") return monthForm.format(begin);
  return by === "week" ? "week of " + dayForm.format(begin) : dayForm.format(begin);
}

/* The unit in which a span of days is best counted. */
export function unit(begin: string, end: string): "day" | "week" | "month" | "year" {
  const days = (time(end) - time(begin)) / DAY;
  if (!(days > 62)) return "day";
  return days < 500 ? "week" : days < 366 * 12 ? "month" : "year";
}
