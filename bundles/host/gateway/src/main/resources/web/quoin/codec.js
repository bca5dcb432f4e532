/** Values of described fields as bytes, and amounts between whole units and the smallest one. */

import {CodecError, Reader, Writer, require, small, toBytes, toHex} from './bytes.js';

/**
 * A field as the API describes it.
 * @typedef {object} Field
 * @property {string} [name]
 * @property {string} kind account, asset, amount, number, time, duration, bytes, hash, key, text, flag, list, optional or choice
 * @property {number|string} [bound] the largest number, or the most bytes or elements
 * @property {number} [minimum] the fewest bytes
 * @property {string} [assetField] for an amount, the field that names its asset
 * @property {Field} [element] what a list or an optional field holds
 * @property {string[]} [choices]
 */

/**
 * A value may be given as JSON writes it or as JavaScript has it: an amount as a decimal string in whole units or as a bigint in the
 * smallest one; a number as number, bigint or decimal string; a time as RFC 3339, Date or milliseconds since 1970; a duration as
 * `1h30m` or milliseconds; bytes and hashes as hexadecimal or Uint8Array; a key as `ed25519:…`.
 * @typedef {Record<string, any>} Values
 */

/** In characters, of the names of accounts and assets. */
export const MAX_NAME = 32;
const HASH = 32;
const MAX_KEY = 66;
const MAX_UNITS = (1n << 128n) - 1n;
const SCHEMES = {ed25519: [1, 32], secp256k1: [2, 33], p256: [3, 33]};
const UNITS = [86_400_000n, 3_600_000n, 60_000n, 1_000n, 1n];
const UNIT_NAMES = ['d', 'h', 'm', 's', 'ms'];

/** @param {string} name @returns {string} the same */
export function requireAccount(name) {
  require(
    /^[a-z][a-z0-9_.-]{0,31}$/.test(text(name)),
    `'${name}' cannot be the name of an account: use 1 to 32 of a-z, 0-9, '_', '.', '-', a letter first`,
  );
  return name;
}

/** @param {string} symbol @returns {string} the same */
export function requireAsset(symbol) {
  require(
    /^[A-Za-z][A-Za-z0-9_.-]{1,31}$/.test(text(symbol)),
    `'${symbol}' cannot be the symbol of an asset: use 2 to 32 of A-Z, a-z, 0-9, '_', '.', '-', a letter first`,
  );
  return symbol;
}

/**
 * Reads whole units.
 * @param {string} amount in plain decimal notation, `1.5`
 * @param {number} decimals of the asset
 * @param {string} [symbol] for what is said where it is no amount
 * @returns {bigint} in the smallest unit
 */
export function parseAmount(amount, decimals, symbol = 'this asset') {
  const [, whole, places = ''] = (text(amount).length <= 80 && /^([0-9]+)(?:\.([0-9]+))?$/.exec(amount)) || [];
  require(
    whole !== undefined,
    `'${amount}' is not an amount: write digits with at most one decimal point, such as 1.5`,
  );
  const fine = places.replace(/0+$/, '');
  require(
    fine.length <= decimals,
    `${amount} is finer than ${symbol} divides: it has ${decimals} decimal places`,
  );
  const units = BigInt(whole + fine.padEnd(decimals, '0'));
  require(
    units <= MAX_UNITS,
    `${amount} ${symbol} is more than an amount can hold: the largest is ${formatAmount(MAX_UNITS, decimals)}`,
  );
  return units;
}

/** @param {bigint} units @param {number} decimals of the asset @returns {string} whole units without trailing zeros, `1.5` */
export function formatAmount(units, decimals) {
  const digits = units.toString().padStart(decimals + 1, '0');
  const places = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '');
  return digits.slice(0, digits.length - decimals) + (places && '.' + places);
}

/** @param {string|Date|number|bigint} time @returns {number|bigint} in milliseconds since 1970; what is finer is cut off */
export function parseTime(time) {
  if (time instanceof Date || typeof time !== 'string') {
    return time instanceof Date ? time.getTime() : time;
  }
  const parts = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(time);
  require(parts, `'${time}' is not a time: write it as 2026-01-31T12:00:00Z`);
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))));
  date.setUTCFullYear(year, month - 1, day);
  require(
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60,
    `'${time}' is not a time: there is no such day or hour`,
  );
  const offset = (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)) * 60_000;
  return date.getTime() - (parts[8] === '-' ? -offset : offset);
}

/** @param {string|number|bigint} duration `1h30m`, or milliseconds @returns {number|bigint} in milliseconds */
export function parseDuration(duration) {
  if (typeof duration !== 'string') {
    return duration;
  }
  const parts = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(duration);
  require(
    duration && parts,
    `'${duration}' is not a duration: write numbers with the units d, h, m, s, such as 30s, 2d or 1h30m`,
  );
  return small(UNITS.reduce((sum, unit, i) => sum + unit * BigInt(parts[i + 1] ?? 0), 0n));
}

/** @param {number|bigint} milliseconds @returns {string} as people write it, `1h30m` */
export function formatDuration(milliseconds) {
  let rest = BigInt(milliseconds);
  let shown = '';
  UNITS.forEach((unit, i) => {
    shown += rest >= unit ? rest / unit + UNIT_NAMES[i] : '';
    rest %= unit;
  });
  return shown || '0s';
}

/** @param {string} key `ed25519:…` @returns {Uint8Array} the number of the scheme in one byte, then the key */
export function encodeKey(key) {
  const [, name, hex] = /^([a-z0-9]+):([0-9a-fA-F]*)$/.exec(text(key)) ?? [];
  require(Object.hasOwn(SCHEMES, name ?? ''), 'it names no signature scheme');
  const [number, size] = SCHEMES[name];
  const bytes = toBytes(hex);
  require(bytes.length === size, `a key of ${name} has ${size} bytes, not ${bytes.length}`);
  return Uint8Array.of(number, ...bytes);
}

/** @param {Uint8Array} encoded @returns {string} */
export function decodeKey(encoded) {
  const [name, [, size]] = Object.entries(SCHEMES).find(([, [number]]) => number === (encoded[0] ?? 0)) ?? [null, []];
  require(name, `the key: not a public key: no signature scheme has the number ${(encoded[0] ?? 0) << 24 >> 24}`);
  require(
    encoded.length === 1 + size,
    `the key: not a public key: a key of ${name} has ${size} bytes, not ${encoded.length - 1}`,
  );
  return `${name}:${toHex(encoded.subarray(1))}`;
}

/**
 * @param {Field[]} fields of an operation, or of the input of a query
 * @param {Values} values no others than these fields
 * @param {(asset: string) => number} [decimals] of an asset; needed where an amount is given in whole units
 * @returns {Uint8Array}
 * @throws {CodecError} if a value is missing, out of its bounds, of another type, or none of a field
 */
export function encodeFields(fields, values, decimals) {
  const out = new Writer();
  const given = Object.keys(values).filter(name => values[name] != null);
  let present = 0;
  for (const field of fields) {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : null;
    present += value == null ? 0 : 1;
    try {
      write(out, field, value, amountUnits(values, decimals));
    } catch (e) {
      throw e instanceof CodecError ? new CodecError(`'${field.name}': ${e.message}`) : e;
    }
  }
  require(present === given.length, `of [${given.join(', ')}] only ${present} are fields`);
  return out.toBytes();
}

/**
 * @param {Field[]} fields
 * @param {Uint8Array|string} bytes
 * @returns {Values} amounts as bigint in the smallest unit, times and durations in milliseconds, numbers beyond 2^53 − 1 as bigint,
 *     the rest as JSON has it; what is absent is not there
 * @throws {CodecError} if the bytes are not the encoding of values of these fields
 */
export function decodeFields(fields, bytes) {
  const input = new Reader(toBytes(bytes));
  const values = {};
  for (const field of fields) {
    try {
      const value = read(input, field);
      if (value !== undefined) {
        values[field.name] = value;
      }
    } catch (e) {
      throw e instanceof CodecError ? new CodecError(`'${field.name}': ${e.message}`) : e;
    }
  }
  try {
    input.end();
  } catch (e) {
    throw new CodecError(`after the last field: ${e.message}`);
  }
  return values;
}

/** The assets in which amounts of these values are, so that their decimals can be looked up. @returns {string[]} */
export function assetsOf(fields, values) {
  const named = fields.map(field => leaf(field).assetField).filter(Boolean);
  return [...new Set(named.map(name => values[name]).filter(Boolean))];
}

function leaf(field) {
  return field.element ? leaf(field.element) : field;
}

function amountUnits(values, decimals) {
  return (field, value) => {
    if (typeof value === 'bigint') {
      return value;
    }
    const asset = values[field.assetField];
    const places = decimals?.(asset);
    require(places !== undefined, `how ${asset} divides is not known: give the amount in its smallest unit, as a bigint`);
    return parseAmount(value, places, asset);
  };
}

function write(out, field, value, units) {
  const bound = Number(field.bound ?? 0);
  if (field.kind === 'optional') {
    out.flag(value != null);
    if (value != null) {
      write(out, field.element, value, units);
    }
    return;
  }
  require(value != null, 'no value is given');
  switch (field.kind) {
    case 'account':
      out.text(requireAccount(value), MAX_NAME);
      break;
    case 'asset':
      out.text(requireAsset(value), MAX_NAME);
      break;
    case 'amount':
      out.u128(units(field, value));
      break;
    case 'number':
      writeNumber(out, BigInt(field.bound), number(value));
      break;
    case 'time':
      out.u64(parseTime(value));
      break;
    case 'duration':
      out.u64(parseDuration(value));
      break;
    case 'bytes':
      out.bytes(atLeast(field.minimum ?? 0, toBytes(value)), bound);
      break;
    case 'hash': {
      const hash = toBytes(value);
      require(hash.length === HASH, `a hash has ${HASH} bytes, not ${hash.length}`);
      out.fixed(hash, HASH);
      break;
    }
    case 'key':
      out.bytes(encodeKey(value), MAX_KEY);
      break;
    case 'text':
      out.text(text(value), bound);
      break;
    case 'flag':
      require(typeof value === 'boolean', `expected true or false, got ${value}`);
      out.flag(value);
      break;
    case 'list':
      require(Array.isArray(value), `expected a list, got ${value}`);
      out.count(value.length, bound);
      value.forEach(each => write(out, field.element, each, units));
      break;
    case 'choice': {
      const place = field.choices.indexOf(value);
      require(place >= 0, `'${value}' is not one of [${field.choices.join(', ')}]`);
      out.u8(place);
      break;
    }
    default:
      throw unknown(field);
  }
}

function read(input, field) {
  const bound = Number(field.bound ?? 0);
  switch (field.kind) {
    case 'account':
      return named(requireAccount, input.text(MAX_NAME));
    case 'asset':
      return named(requireAsset, input.text(MAX_NAME));
    case 'amount':
      return input.u128();
    case 'number':
      return readNumber(input, BigInt(field.bound));
    case 'time':
    case 'duration':
      return small(input.u64());
    case 'bytes':
      return toHex(atLeast(field.minimum ?? 0, input.bytes(bound)));
    case 'hash':
      return toHex(input.fixed(HASH));
    case 'key':
      return decodeKey(input.bytes(MAX_KEY));
    case 'text':
      return input.text(bound);
    case 'flag':
      return input.flag();
    case 'list':
      return Array.from({length: input.count(bound)}, () => read(input, field.element));
    case 'optional':
      return input.flag() ? read(input, field.element) : undefined;
    case 'choice': {
      const place = input.u8();
      require(place < field.choices.length, `expected a choice among ${field.choices.length}, got ${place}`);
      return field.choices[place];
    }
    default:
      throw unknown(field);
  }
}

function unknown(field) {
  return new CodecError(`a field of the kind '${field.kind}' is not known here: reload, the ledger is newer than this page`);
}

function writeNumber(out, bound, value) {
  require(value >= 0n && value <= bound, `expected 0 to ${bound}, got ${value}`);
  out[numberType(bound)](value);
}

function readNumber(input, bound) {
  const value = BigInt(input[numberType(bound)]());
  require(value <= bound, `expected at most ${bound}, got ${value}`);
  return small(value);
}

function numberType(bound) {
  return bound <= 0xffn ? 'u8' : bound <= 0xffffn ? 'u16' : bound <= 0xffffffffn ? 'u32' : 'u64';
}

function number(value) {
  const whole = typeof value === 'string' ? /^-?[0-9]{1,19}$/.test(value) : typeof value === 'bigint' || Number.isSafeInteger(value);
  require(whole, `expected a whole number, got ${value}: beyond 2^53 - 1, write it as text`);
  return BigInt(value);
}

function text(value) {
  require(typeof value === 'string', `expected text, got ${value}`);
  return value;
}

function atLeast(minimum, bytes) {
  require(bytes.length >= minimum, `expected at least ${minimum} bytes, got ${bytes.length}`);
  return bytes;
}

function named(check, name) {
  try {
    return check(name);
  } catch {
    throw new CodecError('not a name');
  }
}
