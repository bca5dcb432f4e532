/** Checks proofs as the tests in Java have, and tells the verdicts. */

import {fromHex} from '/quoin/quoin.js';
import {ProofVerifier, isEd25519, isP256} from '/quoin/proof.js';

const TOGETHER = 64;

async function verdict(verifier, header, proof, certificate) {
  try {
    const {valid, reason, fact} = await verifier.verify(header, proof, certificate);
    return `${valid} ${reason}${fact ? ' ' + shown(fact) : ''}`;
  } catch (e) {
    return `${e.stack}`;
  }
}

function shown(fact) {
  return 'account' in fact
    ? [fact.height, fact.account, fact.asset, fact.decimals, fact.units].join('/')
    : [fact.height, fact.table, fact.keyWidth, fact.key, fact.value ?? '-'].join('/');
}

async function all(cases, action) {
  const found = [];
  for (let i = 0; i < cases.length; i += TOGETHER) {
    found.push(...(await Promise.all(cases.slice(i, i + TOGETHER).map(action))));
  }
  return found;
}

/** @param cases each with its header, proof, certificate, and what is trusted */
export function verify(cases) {
  return all(cases, each => verdict(verifierOf(each), ...parts(each)));
}

/** @param damage which part, at which byte, which bits are turned; -1 instead of the bits: it ends there */
export function damaged({valid, damage}) {
  const verifier = verifierOf(valid);
  return all(damage, ([part, at, bits]) => {
    const changed = parts(valid);
    if (bits < 0) {
      changed[part] = changed[part].subarray(0, at);
    } else {
      changed[part][at] ^= bits;
    }
    return verdict(verifier, ...changed);
  });
}

function parts({header, proof, certificate}) {
  return [header, proof, certificate].map(fromHex);
}

function verifierOf({trusted, chainId, operators}) {
  return trusted
    ? ProofVerifier.trustingHeader(fromHex(trusted))
    : ProofVerifier.trustingOperators(fromHex(chainId), fromHex(operators));
}

export function signatures(cases) {
  return all(cases, ({scheme, key, message, signature}) =>
    (scheme === 'p256' ? isP256 : isEd25519)(fromHex(key), fromHex(message), fromHex(signature)),
  );
}
