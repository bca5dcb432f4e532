/**
 * Quoin in a browser, or in Node 20: ES modules without dependencies. `new Quoin()` is a ledger behind a gateway, `Key` signs, and
 * `ProofVerifier` checks what the ledger proves without trusting the gateway.
 */

export {CodecError, Reader, Writer, fromHex, sha256, toHex} from './bytes.js';
export {
  decodeFields,
  decodeKey,
  encodeFields,
  encodeKey,
  formatAmount,
  formatDuration,
  parseAmount,
  parseDuration,
  parseTime,
} from './codec.js';
export {Key, decodeTransaction, encodeTransaction, signTransaction, transactionId, transactionMessage} from './transaction.js';
export {ProofVerifier} from './proof.js';
export {Quoin, QuoinError} from './client.js';
