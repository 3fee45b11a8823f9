// Numbers, money and dates as the browser's user writes them.
const number = new Intl.NumberFormat();
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const Steps = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** Without the sign that a browser gives to minus nothing. */
export const formatNumber = value => number.format(value + 0 || 0);
export const formatSigned = value => `${value > 0 ? '+' : ''}${number.format(value)}`;
export const formatInstant = text => instant.format(new Date(text));
/** A date without time zone, such as 2026-11-22. */
export const formatDate = text => date.format(new Date(`${text}T00:00:00Z`));
export const formatDay = text => shortDate.format(new Date(`${text}T00:00:00Z`));
export const formatMoney = (amount, currency) => new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
export const words = text => text.replaceAll('-', ' ');

export function formatAgo(text, now = Date.now()) {
  const seconds = (new Date(text) - now) / 1000;
  const [unit, size] = Steps.find(([, step]) => Math.abs(seconds) >= step) ?? Steps.at(-1);
  return relative.format(Math.round(seconds / size), unit);
}

export const milliseconds = (from, to) => {
  const passed = Math.max(0, new Date(to) - new Date(from));
  return passed < 1000 ? `${formatNumber(passed)} ms` : `${formatNumber(Math.round(passed / 100) / 10)} s`;
};
