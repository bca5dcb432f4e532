/**
 * Checks what a ledger proves, without trusting it or the node that answers: from the operators' signatures, or a header that is
 * trusted for other reasons, down to the value. The bytes are those of version 1 of the ledger's proofs.
 */

import {ascii, bigEndian, concat, equal, fromBigEndian, purpose, sha256, small, toHex} from './bytes.js';
import {formatAmount} from './codec.js';

/**
 * What a proof proves: how much an account had of an asset without what agreements held, or what a table held. Whoever relies on an
 * absence compares `keyWidth` with what the table's owner says.
 * @typedef {{height: number|bigint, account: string, asset: string, decimals: number, units: bigint}
 *   | {height: number|bigint, table: string, keyWidth: number, key: string, value: string|null}} Fact
 */

/**
 * @typedef {object} Verdict
 * @property {boolean} valid
 * @property {string} reason a sentence for people: what is proved, or why nothing is
 * @property {Fact|null} fact what is proved
 */

/** In bytes, of a header, a proof or a certificate; what is longer is not looked at. */
const MAX_SIZE = 2 * 1024 * 1024;
const HEADER = purpose('header');
const OPERATORS = purpose('operators');
const CERTIFICATE = purpose('certificate');
const NONCES = 'ledger.nonces';
const PROTOCOL = 1;
const HASH = 32;
const MAX_OPERATORS = 64;
const MAX_WIDTH = 64;
const MAX_KEY = 256;
const ED25519 = 1;
const SECP256K1 = 2;
const P256 = 3;

/** Ends a check. */
class Invalid extends Error {}

function require(holds, otherwise) {
  if (!holds) {
    throw new Invalid(otherwise);
  }
}

/** Checks proofs of a ledger's state from a root of trust. */
export class ProofVerifier {
  #trust;

  /** For the functions below. */
  constructor(trust) {
    this.#trust = trust;
  }

  /**
   * Trusts the operators of a chain: enough of them must have signed the header.
   * @param {Uint8Array} chainId 32 bytes
   * @param {Uint8Array} operatorSet as the ledger encodes it
   */
  static trustingOperators(chainId, operatorSet) {
    const [chain, set] = [chainId.slice(), operatorSet.slice()];
    return new ProofVerifier((header, certificate) => certified(header, certificate, chain, set));
  }

  /**
   * Trusts one header, and so all that it follows from; no certificate is looked at.
   * @param {Uint8Array} headerHash 32 bytes
   */
  static trustingHeader(headerHash) {
    const hash = headerHash.slice();
    return new ProofVerifier(async header => {
      require(equal(header.hash, hash), 'the header is not the one that is trusted');
      return '';
    });
  }

  /**
   * Checks a proof. It never throws for what it is given to check.
   * @param {Uint8Array} header that the certificate or the trusted hash is of
   * @param {Uint8Array} proof under this header
   * @param {Uint8Array} certificate of this header
   * @returns {Promise<Verdict>}
   */
  async verify(header, proof, certificate) {
    try {
      const anchor = await readHeader(header);
      const witnesses = await this.#trust(anchor, certificate);
      const input = new Input(proof, 'proof');
      require(input.u8() === 1, 'the proof has another version');
      const fact = await claim(input, await ancestry(input, anchor));
      input.end();
      return {valid: true, reason: sentence(fact) + witnesses + '.', fact};
    } catch (e) {
      if (e instanceof Invalid) {
        return {valid: false, reason: `Nothing is proved: ${e.message}.`, fact: null};
      }
      throw e;
    }
  }
}

async function certified(header, certificate, chainId, operatorSet) {
  require(equal(header.chainId, chainId), 'the header is of another chain');
  require(
    equal(header.operators, await sha256(OPERATORS, operatorSet)),
    'the header names other operators than those trusted',
  );
  const set = new Input(operatorSet, 'operator set');
  const threshold = set.u16();
  const keys = readKeys(set);
  set.end();
  require(threshold >= 1 && threshold <= keys.length, 'the operators trusted are not enough to certify anything');

  const message = concat(CERTIFICATE, chainId, bigEndian(header.height, 8), header.hash);
  const input = new Input(certificate, 'certificate');
  const count = input.u8();
  let last = -1;
  for (let i = 0; i < count; i++) {
    const index = input.u8();
    const signature = input.bytes(input.u8());
    require(index > last, 'the signatures of the certificate do not ascend by operator');
    require(index < keys.length, 'a signature is of none of the operators');
    require(await isSigned(keys[index], message, signature), `the signature of operator ${index} is not valid`);
    last = index;
  }
  input.end();
  require(count >= threshold, `${count} operators have signed and ${threshold} are needed`);
  return `, as ${count} of ${keys.length} operators certify`;
}

function readKeys(input) {
  const count = input.u16();
  require(count <= MAX_OPERATORS, 'the operator set is too large');
  const keys = [];
  for (let i = 0; i < count; i++) {
    const key = input.bytes(input.u8());
    require(i === 0 || toHex(keys[i - 1]) < toHex(key), 'the keys of the operator set do not ascend');
    keys.push(key);
  }
  return keys;
}

/** @param {Uint8Array} key the number of its scheme in one byte, then the key */
async function isSigned(key, message, signature) {
  require(key.length > 0, 'an operator has no key');
  require(
    key[0] !== SECP256K1,
    "an operator's key is of secp256k1, which this Java platform does not have: check with a node",
  );
  require(
    (key[0] === ED25519 && key.length === 1 + HASH) || (key[0] === P256 && key.length === 2 + HASH),
    "an operator's key is of a scheme not known here",
  );
  return key[0] === ED25519 ? isEd25519(key.subarray(1), message, signature) : isP256(key.subarray(1), message, signature);
}

export async function isEd25519(key, message, signature) {
  return isValid('Ed25519', 'Ed25519', key, message, signature);
}

/** The prime of P-256's field, its b, and its order: FIPS 186-5. Its a is −3. */
const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** @param {Uint8Array} key a compressed point */
export async function isP256(key, message, signature) {
  const point = decompressed(key);
  if (!point || signature.length !== 2 * HASH || fromBigEndian(signature.subarray(HASH)) > ORDER >> 1n) {
    return false;
  }
  return isValid({name: 'ECDSA', namedCurve: 'P-256'}, {name: 'ECDSA', hash: 'SHA-256'}, point, message, signature);
}

/** SEC 1, section 2.3.4; the field's prime is 3 modulo 4. */
function decompressed(key) {
  const x = fromBigEndian(key.subarray(1));
  if ((key[0] !== 2 && key[0] !== 3) || x >= PRIME) {
    return null;
  }
  const square = (((x * x - 3n) * x + B) % PRIME + PRIME) % PRIME;
  const root = power(square, (PRIME + 1n) >> 2n);
  const y = (root & 1n) === BigInt(key[0] & 1) ? root : PRIME - root;
  return (root * root) % PRIME === square ? concat(Uint8Array.of(4), bigEndian(x, HASH), bigEndian(y, HASH)) : null;
}

function power(base, exponent) {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % PRIME) {
    result = rest & 1n ? (result * square) % PRIME : result;
  }
  return result;
}

async function isValid(keyAlgorithm, algorithm, key, message, signature) {
  let publicKey;
  try {
    publicKey = await crypto.subtle.importKey('raw', key, keyAlgorithm, false, ['verify']);
  } catch (e) {
    if (e.name === 'NotSupportedError') {
      // An old browser: that says nothing about the signature.
      throw e;
    }
    return false;
  }
  return crypto.subtle.verify(algorithm, publicKey, signature, message);
}

/** The header that the claim is about: the trusted one, or an older one in its history. */
async function ancestry(input, anchor) {
  if (input.choice(0, 1) === 0) {
    return anchor;
  }
  const older = await readHeader(input.bytes(input.u32()));
  require(equal(older.chainId, anchor.chainId), 'the older header is of another chain');
  require(
    older.height < anchor.height,
    `the header of block ${older.height} is not older than that of block ${anchor.height}`,
  );
  const siblings = [];
  for (let left = input.u8(); left > 0; left--) {
    siblings.push(input.bytes(HASH));
  }
  const leaf = await sha256(Uint8Array.of(0), older.hash);
  const top = await tree(leaf, older.height, anchor.height, siblings);
  const root = await sha256(Uint8Array.of(2), bigEndian(anchor.height, 8), top);
  require(equal(root, anchor.history), 'the older header is not in the history of the trusted one');
  return older;
}

/** The root of the tree of RFC 6962 over `size` leaves in which a leaf has an index: RFC 9162, section 2.1.3.2. */
async function tree(leaf, index, size, siblings) {
  let hash = leaf;
  let node = index;
  let last = size - 1n;
  for (const sibling of siblings) {
    require(last !== 0n, 'there are too many siblings');
    if ((node & 1n) === 1n || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  require(last === 0n, 'there are too few siblings');
  return hash;
}

async function claim(input, header) {
  if (input.choice(1, 2) === 1) {
    return balance(input, header);
  }
  const table = input.name();
  require(/^[a-z0-9._-]{1,65}$/.test(table), `no table has the name ${table}`);
  const keyWidth = input.u8();
  const key = input.bytes(input.u16());
  require(
    keyWidth === 0 ? key.length >= 1 && key.length <= MAX_KEY : keyWidth <= MAX_WIDTH && key.length === keyWidth,
    'the key does not fit the table',
  );
  const value = await row(input, header, table, keyWidth, key);
  return {height: small(header.height), table, keyWidth, key: toHex(key), value: value && toHex(value)};
}

async function balance(input, header) {
  const account = input.name();
  const asset = input.name();
  const accountRow = known(await row(input, header, 'ledger.accounts', 0, ascii(account)), 8, account);
  const assetRow = known(await row(input, header, 'ledger.assets', 0, ascii(asset)), 5, asset);
  const key = concat(accountRow.subarray(0, 8), assetRow.subarray(0, 4));
  const value = await row(input, header, 'ledger.balances', key.length, key);
  const units = value ? fromBigEndian(value) : 0n;
  require(!value || (value.length === 16 && units > 0n), 'the balance is not one');
  return {height: small(header.height), account, asset, decimals: assetRow[4], units};
}

/** A row that must be there; its ordinal stands at its beginning. */
function known(value, least, name) {
  require(value && value.length >= least, `there was no ${name}`);
  return value;
}

/** Checks the proof of one row; gives its value, or null if it is proved to be absent. */
async function row(input, header, table, width, key) {
  const kind = input.choice(0, 1, 2, 3);
  const nonces = table === NONCES;
  const root = nonces ? header.nonces : header.state;
  const id = ascii(table);
  const tablePath = await sha256(id);
  if (kind === 3) {
    const nothing = new Uint8Array(HASH);
    requireRoot(root, nonces ? await tableHash(id, 0n, nothing) : nothing);
    return null;
  }
  const toTable = nonces ? {bits: [], siblings: []} : readWalk(input, tablePath);
  if (kind === 2) {
    require(!nonces, 'the nonces are not a table among others');
    requireRoot(root, await upFromAnother(toTable, input, tablePath));
    return null;
  }
  const count = input.u64();
  require(count >= 1n, 'a table without entries has no leaf');
  const path = width === 0 ? await sha256(key) : key;
  const walk = readWalk(input, path);
  const value = kind === 0 ? input.bytes(input.u32()) : null;
  const top = value ? await up(walk, await leaf(path, await sha256(value)), path) : await upFromAnother(walk, input, path);
  const hash = await tableHash(id, count, top);
  requireRoot(root, nonces ? hash : await up(toTable, await leaf(tablePath, hash), tablePath));
  return value;
}

function requireRoot(root, computed) {
  require(equal(root, computed), 'a row does not lead to the root that the header names');
}

async function leaf(path, valueHash) {
  return sha256(Uint8Array.of(0), path, valueHash);
}

async function tableHash(id, count, root) {
  return sha256(Uint8Array.of(2, id.length), id, bigEndian(count, 8), root);
}

/** The nodes between a root and the leaf at which the search for a path ends. */
function readWalk(input, path) {
  const set = input.bytes(input.u8());
  require(set.length <= path.length, 'a walk is longer than its path');
  require(set.length === 0 || set[set.length - 1] !== 0, 'a walk is not in its shortest form');
  const bits = Array.from({length: set.length * 8}, (_, bit) => bit).filter(bit => isSet(set, bit));
  return {bits, siblings: bits.map(() => input.bytes(HASH))};
}

/** The root, if this leaf is at the end. */
async function up({bits, siblings}, leafHash, path) {
  let hash = leafHash;
  for (let i = bits.length - 1; i >= 0; i--) {
    const node = Uint8Array.of(1, bits[i] >> 8, bits[i]);
    hash = await (isSet(path, bits[i]) ? sha256(node, siblings[i], hash) : sha256(node, hash, siblings[i]));
  }
  return hash;
}

/** The root, if another leaf than that of the path is at the end: then there is none for the path. */
async function upFromAnother(walk, input, path) {
  const other = input.bytes(path.length);
  require(!equal(other, path), 'a row is said to be absent and is there');
  for (const bit of walk.bits) {
    require(isSet(other, bit) === isSet(path, bit), 'the leaf is not where the search for the row ends');
  }
  return up(walk, await leaf(other, input.bytes(HASH)), path);
}

function isSet(path, index) {
  return ((path[index >> 3] << (index & 7)) & 0x80) !== 0;
}

/** Of a header what a proof needs. What follows these fields is only hashed. */
async function readHeader(encoded) {
  const input = new Input(encoded, 'header');
  const hash = await sha256(HEADER, encoded);
  require(input.u16() === PROTOCOL, 'the header follows another protocol');
  const chainId = input.bytes(HASH);
  const height = input.u64();
  // Time and parent.
  input.bytes(8 + HASH);
  const history = input.bytes(HASH);
  // The input.
  input.bytes(HASH);
  const state = input.bytes(HASH);
  const nonces = input.bytes(HASH);
  // Receipts, events and the number of the first event.
  input.bytes(2 * HASH + 8);
  const operators = input.bytes(HASH);
  return {hash, chainId, height, history, state, nonces, operators};
}

/** Bytes to be read, of which there may be too few or too many. */
class Input {
  #bytes;
  #name;
  #position = 0;

  constructor(bytes, name) {
    require(bytes instanceof Uint8Array, `the ${name} is not bytes`);
    require(bytes.length <= MAX_SIZE, `the ${name} is longer than ${MAX_SIZE} bytes`);
    this.#bytes = bytes;
    this.#name = name;
  }

  u8() {
    return this.bytes(1)[0];
  }

  u16() {
    return Number(fromBigEndian(this.bytes(2)));
  }

  u32() {
    return Number(fromBigEndian(this.bytes(4)));
  }

  u64() {
    const value = fromBigEndian(this.bytes(8));
    require(value < 1n << 63n, `a number in the ${this.#name} is too large`);
    return value;
  }

  bytes(size) {
    require(size <= this.#bytes.length - this.#position, `the ${this.#name} is incomplete`);
    this.#position += size;
    return this.#bytes.slice(this.#position - size, this.#position);
  }

  /** Of an account, an asset or a table: printable, so that a reason can show it. */
  name() {
    const text = this.bytes(this.u8());
    require(text.length > 0 && text.every(each => each > 0x20 && each < 0x7f), `a name in the ${this.#name} is none`);
    return String.fromCharCode(...text);
  }

  choice(...known) {
    const choice = this.u8();
    require(known.includes(choice), `the ${this.#name} is of an unknown kind`);
    return choice;
  }

  end() {
    require(this.#position === this.#bytes.length, `something follows the ${this.#name}`);
  }
}

function sentence(fact) {
  if ('account' in fact) {
    return `After block ${fact.height} ${fact.account} has ${formatAmount(fact.units, fact.decimals)} ${fact.asset}`;
  }
  return `After block ${fact.height} the table ${fact.table}${fact.value !== null ? ' has this value' : ' has no row'} for the key ${fact.key}`;
}
