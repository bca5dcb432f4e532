/** What a signer wants done, as the ledger hashes and takes it; and the keys that sign it. */

import {CodecError, Reader, Writer, concat, fromHex, purpose, require, sha256, small, toBytes, toHex} from './bytes.js';
import {MAX_NAME, decodeKey, encodeKey, parseTime, requireAccount, requireAsset} from './codec.js';

/**
 * A call of a capability as it stands on the wire.
 * @typedef {object} Operation
 * @property {string} capability
 * @property {string} operation
 * @property {number} schema
 * @property {Uint8Array|string} body the encoded values
 * @property {{asset: string, units: bigint}[]} [spends] what the rules may take from the signer at most, in the smallest unit
 */

/**
 * @typedef {object} Transaction
 * @property {string} chainId 64 hexadecimal digits
 * @property {string} signer the account that acts and pays
 * @property {number} lane 0 to 15
 * @property {number|bigint} sequence the next of the lane, without gaps
 * @property {string|Date|number} validUntil RFC 3339, or milliseconds since 1970
 * @property {Operation[]} operations 1 to 64; all are done, or none
 * @property {string} key the signer's, `ed25519:…`
 * @property {?Fee} [fee] what it offers for being executed
 */

/**
 * Of the native asset, in its smallest unit.
 * @typedef {object} Fee
 * @property {bigint} [limit] the most that it may cost, tip included
 * @property {number|bigint} [tip] the most on top of the base price, for each unit of gas
 * @property {boolean} [layer2] whether it pays for published data alone
 * @property {string} [sponsor] the account whose budget pays
 */

/**
 * @typedef {object} Signed
 * @property {string} tx its id, in hexadecimal
 * @property {Uint8Array} bytes what is submitted
 */

const FORMAT = 1;
const FORMAT_WITH_FEE = 2;
const HASH = 32;
const LANES = 16;
const MAX_OPERATIONS = 64;
const MAX_OPERATION_NAME = 32;
const MAX_BODY = 1024 * 1024 + 1024;
const MAX_LIMITS = 8;
const MAX_KEY = 66;
const SIGNATURE = 64;
const PURPOSE = purpose('transaction');

/** @param {Transaction} transaction @returns {Uint8Array} all of it but the signature @throws {CodecError} if it cannot be one */
export function encodeTransaction(transaction) {
  const {chainId, signer, lane, sequence, validUntil, operations, key, fee} = transaction;
  const {limit = 0n, tip = 0, layer2 = false, sponsor = ''} = fee ?? {};
  require(
    operations.length >= 1 && operations.length <= MAX_OPERATIONS,
    `a transaction has 1 to ${MAX_OPERATIONS} operations, not ${operations.length}`,
  );
  require(lane >= 0 && lane < LANES, `a lane is 0 to ${LANES - 1}, not ${lane}`);
  const offers = limit || tip || layer2 || sponsor;
  const out = new Writer()
    .u8(offers ? FORMAT_WITH_FEE : FORMAT)
    .fixed(toBytes(chainId), HASH)
    .text(requireAccount(signer), MAX_NAME)
    .u8(lane)
    .u64(sequence)
    .u64(parseTime(validUntil));
  if (offers) {
    out.u128(limit).u64(tip).flag(layer2).text(sponsor && requireAccount(sponsor), MAX_NAME);
  }
  out.count(operations.length, MAX_OPERATIONS);
  for (const {capability, operation, schema, body, spends = []} of operations) {
    require(spends.length <= MAX_LIMITS, `an operation has at most ${MAX_LIMITS} limits`);
    require(new Set(spends.map(each => each.asset)).size === spends.length, 'two limits are of the same asset');
    out.text(capability, MAX_OPERATION_NAME).text(operation, MAX_OPERATION_NAME).u16(schema);
    out.bytes(toBytes(body), MAX_BODY).count(spends.length, MAX_LIMITS);
    spends.forEach(({asset, units}) => out.text(requireAsset(asset), MAX_NAME).u128(units));
  }
  return out.bytes(encodeKey(key), MAX_KEY).toBytes();
}

/**
 * Reads what is to be submitted, or was.
 * @param {Uint8Array|string} bytes
 * @returns {{transaction: Transaction, signature: Uint8Array}} times in milliseconds; the signature is not checked
 * @throws {CodecError} if the bytes are not the encoding of a signed transaction
 */
export function decodeTransaction(bytes) {
  const input = new Reader(toBytes(bytes));
  const format = input.u8();
  require(format === FORMAT || format === FORMAT_WITH_FEE, `the format is ${format}, known here are ${FORMAT} and ${FORMAT_WITH_FEE}`);
  const chainId = toHex(input.fixed(HASH));
  const signer = requireAccount(input.text(MAX_NAME));
  const lane = input.u8();
  require(lane < LANES, `the lane is ${lane}, the last one is ${LANES - 1}`);
  const sequence = small(input.u64());
  const validUntil = small(input.u64());
  const fee = format === FORMAT ? null : readFee(input);
  const count = input.count(MAX_OPERATIONS);
  require(count > 0, 'it has no operation');
  const operations = Array.from({length: count}, () => readOperation(input));
  const key = decodeKey(input.bytes(MAX_KEY));
  const signature = input.fixed(SIGNATURE);
  input.end();
  return {transaction: {chainId, signer, lane, sequence, validUntil, operations, key, fee}, signature};
}

function readFee(input) {
  const [limit, tip, layer2, sponsor] = [input.u128(), small(input.u64()), input.flag(), input.text(MAX_NAME)];
  require(limit || tip || layer2 || sponsor, `it offers nothing, which is written as format ${FORMAT}`);
  return {limit, tip, layer2, sponsor: sponsor && requireAccount(sponsor)};
}

function readOperation(input) {
  const capability = input.text(MAX_OPERATION_NAME);
  const operation = input.text(MAX_OPERATION_NAME);
  const schema = input.u16();
  const body = input.bytes(MAX_BODY);
  const spends = Array.from({length: input.count(MAX_LIMITS)}, () => ({
    asset: requireAsset(input.text(MAX_NAME)),
    units: input.u128(),
  }));
  require(new Set(spends.map(each => each.asset)).size === spends.length, 'two limits are of the same asset');
  return {capability, operation, schema, body, spends};
}

/** What is signed. @param {Uint8Array} unsigned @returns {Uint8Array} */
export function transactionMessage(unsigned) {
  return concat(PURPOSE, unsigned);
}

/** @param {Uint8Array} unsigned @returns {Promise<string>} in hexadecimal; the signature is no part of it */
export async function transactionId(unsigned) {
  return toHex(await sha256(PURPOSE, unsigned));
}

/**
 * @param {Transaction|Uint8Array} transaction or its encoding without a signature
 * @param {Key} key the one that the transaction names: else the ledger refuses it
 * @returns {Promise<Signed>}
 */
export async function signTransaction(transaction, key) {
  const unsigned = transaction instanceof Uint8Array ? transaction : encodeTransaction(transaction);
  const message = transactionMessage(unsigned);
  const [tx, signature] = await Promise.all([transactionId(unsigned), key.sign(message)]);
  return {tx, bytes: concat(unsigned, signature)};
}

/** The beginning of PKCS #8 (RFC 8410) before the 32 bytes of an Ed25519 key. */
const PKCS8 = fromHex('302e020100300506032b657004220420');
const RECOVERY = 'quoin/recovery/1';

/** By OWASP's advice for PBKDF2 with SHA-256. */
const ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000;

/** An Ed25519 key of which scripts cannot read the secret: `pair` can be kept in IndexedDB, and comes back by {@link Key.of}. */
export class Key {
  /** @readonly @type {{publicKey: CryptoKey, privateKey: CryptoKey}} */
  pair;

  /** @readonly @type {string} as the ledger writes it, `ed25519:…` */
  publicKey;

  /** For {@link Key.of}. */
  constructor(pair, publicKey) {
    this.pair = pair;
    this.publicKey = publicKey;
  }

  /** @param {{publicKey: CryptoKey, privateKey: CryptoKey}} pair @returns {Promise<Key>} */
  static async of(pair) {
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return new Key(pair, `ed25519:${toHex(raw)}`);
  }

  /** A new key of which there is no copy: lost with the browser's storage, it is lost. @returns {Promise<Key>} */
  static async generate() {
    return Key.of(await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']));
  }

  /**
   * A new key, and a text to be saved as a file, from which {@link Key.recover} makes it again.
   * @param {string} passphrase by which the file is encrypted
   * @returns {Promise<{key: Key, recovery: string}>}
   */
  static async generateRecoverable(passphrase) {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    const {publicKey} = await Key.of(pair);
    const [salt, iv] = [16, 12].map(size => crypto.getRandomValues(new Uint8Array(size)));
    const cipher = await passphraseKey(passphrase, salt, ROUNDS, 'encrypt');
    const protection = {name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(publicKey)};
    const encrypted = new Uint8Array(await crypto.subtle.encrypt(protection, cipher, secret));
    const file = {
      format: RECOVERY,
      publicKey,
      derivation: 'PBKDF2-SHA-256',
      rounds: ROUNDS,
      salt: toHex(salt),
      cipher: 'AES-256-GCM',
      iv: toHex(iv),
      encrypted: toHex(encrypted),
    };
    return {key: await imported(secret), recovery: JSON.stringify(file, null, 2) + '\n'};
  }

  /**
   * @param {string} recovery the text of a recovery file
   * @param {string} passphrase
   * @returns {Promise<Key>}
   * @throws {CodecError} if it is no such file, or of another passphrase
   */
  static async recover(recovery, passphrase) {
    let file;
    try {
      file = JSON.parse(recovery);
    } catch {
      file = {};
    }
    const {format, publicKey, rounds, salt, iv, encrypted} = file ?? {};
    require(
      format === RECOVERY && Number.isInteger(rounds) && rounds > 0 && rounds <= MOST_ROUNDS,
      'this is not a recovery file: choose the one that was saved with the key',
    );
    const cipher = await passphraseKey(passphrase, fromHex(salt), rounds, 'decrypt');
    const protection = {name: 'AES-GCM', iv: fromHex(iv), additionalData: new TextEncoder().encode(publicKey)};
    let secret;
    try {
      secret = new Uint8Array(await crypto.subtle.decrypt(protection, cipher, fromHex(encrypted)));
    } catch {
      throw new CodecError('the recovery file does not open: the passphrase is another, or the file is damaged');
    }
    return imported(secret);
  }

  /**
   * A key that was made elsewhere.
   * @param {Uint8Array|string} seed the 32 bytes of the secret key of RFC 8032
   * @returns {Promise<Key>}
   */
  static async import(seed) {
    const bytes = toBytes(seed);
    require(bytes.length === 32, `the secret of a key has 32 bytes, not ${bytes.length}`);
    return imported(concat(PKCS8, bytes));
  }

  /** @param {Uint8Array} message @returns {Promise<Uint8Array>} 64 bytes */
  async sign(message) {
    return new Uint8Array(await crypto.subtle.sign('Ed25519', this.pair.privateKey, message));
  }
}

/** Only an extractable key tells its public key: so there is one for a moment. */
async function imported(pkcs8) {
  const open = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const {kty, crv, x} = await crypto.subtle.exportKey('jwk', open);
  const publicKey = await crypto.subtle.importKey('jwk', {kty, crv, x}, 'Ed25519', true, ['verify']);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return Key.of({publicKey, privateKey});
}

async function passphraseKey(passphrase, salt, iterations, usage) {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, ['deriveKey']);
  const derivation = {name: 'PBKDF2', hash: 'SHA-256', salt, iterations};
  return crypto.subtle.deriveKey(derivation, material, {name: 'AES-GCM', length: 256}, false, [usage]);
}
