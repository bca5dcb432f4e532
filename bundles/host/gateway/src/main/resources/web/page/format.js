/** How things are written for people. Numbers stay texts or BigInts: nothing is rounded. */

/** How far the ledger's clock is from that of this machine, in ms: a development ledger's can be moved. */
let offset = 0;

export function setClock(ledgerNow) {
  const time = Date.parse(ledgerNow);
  if (!Number.isNaN(time)) {
    offset = time - Date.now();
  }
}

export const ledgerNow = () => Date.now() + offset;

/** 1234567.89 as 1,234,567.89 */
export function grouped(number) {
  const [whole, fraction] = String(number).split('.');
  const shown = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? shown : shown + '.' + fraction;
}

/** Its beginning and its end; a prefix such as `ed25519:` does not count. */
export function short(text, head = 8, tail = 6) {
  const prefix = /^[a-z][a-z0-9-]{0,15}:/.exec(text)?.[0].length ?? 0;
  return text.length <= prefix + head + tail + 1 ? text : text.slice(0, prefix + head) + '…' + text.slice(-tail);
}

/** `account-created` as `account created` */
export const words = name => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[-_.]/g, ' ').toLowerCase();

export const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

export const plural = (count, one, many = one + 's') => `${grouped(count)} ${BigInt(count) === 1n ? one : many}`;

const UNITS = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const relative = new Intl.RelativeTimeFormat('en', {numeric: 'always'});

/** @param {number} time in ms of the ledger's clock */
export function ago(time) {
  const seconds = Math.round((time - ledgerNow()) / 1000);
  if (Math.abs(seconds) < 2) {
    return 'just now';
  }
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[5];
  return relative.format(Math.round(seconds / size), unit);
}

const clock = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});

export const absolute = time => clock.format(new Date(time));

/** What a control for local time shows of an instant. */
export function localTime(time) {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

export const isDigest = text => /^[0-9a-f]{64}$/.test(text);

export const isName = text => /^[a-z][a-z0-9_.-]{0,31}$/.test(text);

export const isSymbol = text => /^[A-Za-z][A-Za-z0-9_.-]{1,31}$/.test(text);
