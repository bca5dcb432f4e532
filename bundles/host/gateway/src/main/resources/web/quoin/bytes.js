/**
 * Canonical bytes: one value has exactly one encoding, and every other byte string is refused. Integers are big-endian, a count is
 * unsigned LEB128 in its shortest form.
 */

const MAX_U64 = (1n << 63n) - 1n;
const MAX_U128 = (1n << 128n) - 1n;

/** Bytes that are not the canonical encoding of any value of the expected schema, or a value that has no encoding. */
export class CodecError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'CodecError';
  }
}

/** @param {*} holds @param {string} otherwise @throws {CodecError} if it does not hold */
export function require(holds, otherwise) {
  if (!holds) {
    throw new CodecError(otherwise);
  }
}

/** @param {Uint8Array} bytes @returns {string} lowercase, without a prefix */
export function toHex(bytes) {
  let hex = '';
  for (const each of bytes) {
    hex += each.toString(16).padStart(2, '0');
  }
  return hex;
}

/** @param {string} hex without a prefix @returns {Uint8Array} @throws {CodecError} if it is anything else */
export function fromHex(hex) {
  require(typeof hex === 'string' && hex.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(hex), 'expected an even number of hexadecimal digits');
  return Uint8Array.from({length: hex.length / 2}, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** @param {Uint8Array|string} value bytes, or their hexadecimal digits @returns {Uint8Array} @throws {CodecError} if it is neither */
export function toBytes(value) {
  return value instanceof Uint8Array ? value : fromHex(value);
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** @param {Uint8Array} a @param {Uint8Array} b @returns {boolean} */
export function equal(a, b) {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** @param {string} text of ASCII @returns {Uint8Array} */
export function ascii(text) {
  return Uint8Array.from(text, each => each.charCodeAt(0));
}

/** What stands before the content that is signed or hashed for one purpose only. @param {string} name @returns {Uint8Array} */
export function purpose(name) {
  return ascii(`quoin/${name}/1\0`);
}

/** @param {...Uint8Array} parts @returns {Promise<Uint8Array>} the SHA-256 of their concatenation */
export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', parts.length === 1 ? parts[0] : concat(...parts)));
}

/** @param {bigint} value @returns {number|bigint} a number, if numbers hold it exactly */
export function small(value) {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** @param {bigint} value from 0 @param {number} size in bytes @returns {Uint8Array} */
export function bigEndian(value, size) {
  const bytes = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i--, rest >>= 8n) {
    bytes[i] = Number(rest & 0xffn);
  }
  return bytes;
}

/** @param {Uint8Array} bytes @returns {bigint} */
export function fromBigEndian(bytes) {
  return bytes.length === 0 ? 0n : BigInt('0x' + toHex(bytes));
}

/** Appends values. What is out of range throws a {@link CodecError}: nothing is truncated. */
export class Writer {
  #parts = [];

  u8(value) {
    return this.#number(value, 1, 0xffn);
  }

  u16(value) {
    return this.#number(value, 2, 0xffffn);
  }

  u32(value) {
    return this.#number(value, 4, 0xffffffffn);
  }

  /** @param {number|bigint} value from 0 to 2^63 − 1 */
  u64(value) {
    return this.#number(value, 8, MAX_U64);
  }

  /** @param {bigint} value */
  u128(value) {
    require(typeof value === 'bigint' && value >= 0n && value <= MAX_U128, 'expected a number from 0 to 2^128 - 1');
    return this.#raw(bigEndian(value, 16));
  }

  flag(value) {
    return this.u8(value ? 1 : 0);
  }

  /** Exactly `size` bytes, with no length before them. */
  fixed(value, size) {
    require(value.length === size, `expected ${size} bytes, got ${value.length}`);
    return this.#raw(value);
  }

  bytes(value, max) {
    return this.count(value.length, max).#raw(value);
  }

  /** @param {string} value @param {number} max in bytes of UTF-8 */
  text(value, max) {
    require(!/\p{Surrogate}/u.test(value), 'text holds half of a surrogate pair');
    return this.bytes(new TextEncoder().encode(value), max);
  }

  /** The number of elements that follow, or of bytes. */
  count(value, max) {
    require(value >= 0 && value <= max, `expected at most ${max}, got ${value}`);
    const bytes = [];
    for (let rest = value; ; rest = Math.floor(rest / 128)) {
      bytes.push(rest % 128 | (rest > 127 ? 128 : 0));
      if (rest < 128) {
        return this.#raw(bytes);
      }
    }
  }

  /** @returns {Uint8Array} */
  toBytes() {
    return concat(...this.#parts);
  }

  #raw(bytes) {
    this.#parts.push(bytes);
    return this;
  }

  #number(value, size, max) {
    require(typeof value === 'bigint' || Number.isSafeInteger(value), `expected a whole number, got ${value}: beyond 2^53 - 1, write a bigint`);
    const exact = BigInt(value);
    require(exact >= 0n && exact <= max, `expected a number from 0 to ${max}, got ${exact}`);
    return this.#raw(bigEndian(exact, size));
  }
}

/** Reads what {@link Writer} wrote, and nothing else. A length is checked before anything is allocated. */
export class Reader {
  #buffer;
  #position = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#buffer = bytes;
  }

  u8() {
    return Number(this.#number(1));
  }

  u16() {
    return Number(this.#number(2));
  }

  u32() {
    return Number(this.#number(4));
  }

  /** @returns {bigint} */
  u64() {
    const value = this.#number(8);
    require(value <= MAX_U64, 'a number of 2^63 or more');
    return value;
  }

  /** @returns {bigint} */
  u128() {
    return this.#number(16);
  }

  flag() {
    const value = this.u8();
    require(value <= 1, `a flag must be 0 or 1, got ${value}`);
    return value === 1;
  }

  /** @returns {Uint8Array} */
  fixed(size) {
    const missing = size - (this.#buffer.length - this.#position);
    require(missing <= 0, `${missing} bytes are missing`);
    this.#position += size;
    return this.#buffer.slice(this.#position - size, this.#position);
  }

  bytes(max) {
    return this.fixed(this.count(max));
  }

  text(max) {
    const utf8 = this.bytes(max);
    try {
      return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(utf8);
    } catch {
      throw new CodecError('text is not UTF-8');
    }
  }

  count(max) {
    let value = 0;
    for (let place = 1; place < 2 ** 35; place *= 128) {
      const next = this.u8();
      value += (next & 0x7f) * place;
      if (next < 0x80) {
        require(next !== 0 || place === 1, 'a count is not in its shortest form');
        require(value <= max, `expected at most ${max}, got ${value}`);
        return value;
      }
    }
    throw new CodecError('a count is longer than 5 bytes');
  }

  /** Requires that every byte has been read. */
  end() {
    require(this.#position === this.#buffer.length, `${this.#buffer.length - this.#position} surplus bytes`);
  }

  #number(size) {
    return fromBigEndian(this.fixed(size));
  }
}
