/** Encodes as the tests in Java have encoded, and tells what came of it. */

import {decodeFields, decodeTransaction, encodeFields, encodeTransaction, toHex, transactionId, transactionMessage} from '/quoin/quoin.js';

/** An amount in its smallest unit is written as {bigint}, because JSON has no bigint. */
function revived(value) {
  if (Array.isArray(value)) {
    return value.map(revived);
  }
  if (value !== null && typeof value === 'object') {
    return 'bigint' in value
      ? BigInt(value.bigint)
      : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revived(each)]));
  }
  return value;
}

function outcome(action) {
  try {
    return action();
  } catch (e) {
    return e.name === 'CodecError' ? `refused: ${e.message}` : `${e.stack}`;
  }
}

export function encode({decimals, cases}) {
  return cases.map(({fields, values}) => outcome(() => toHex(encodeFields(fields, revived(values), asset => decimals[asset]))));
}

/** What can be read is written again. */
export function decode(cases) {
  return cases.map(({fields, bytes}) => outcome(() => toHex(encodeFields(fields, decodeFields(fields, bytes)))));
}

export function transactions(cases) {
  return Promise.all(
    cases.map(async each => {
      const unsigned = encodeTransaction(revived(each.transaction));
      return `${toHex(transactionMessage(unsigned))} ${await transactionId(unsigned)}`;
    }),
  );
}

export function decodeTransactions(cases) {
  return cases.map(bytes => outcome(() => toHex(encodeTransaction(decodeTransaction(bytes).transaction))));
}
