/** What pages do with the library, against a real gateway. */

import {Key, Quoin, QuoinError, decodeTransaction, signTransaction} from '/quoin/quoin.js';

const quoin = new Quoin();

/** In milliseconds. */
const PATIENCE = 20_000;

function transfer(from, to, amount) {
  return {capability: 'ledger', operation: 'transfer', values: {from, to, asset: 'QUO', amount}};
}

/** What came of it, a failure too. */
async function outcome(promise) {
  try {
    return await promise;
  } catch (e) {
    return e instanceof QuoinError ? {error: e.code, status: e.status, message: e.message, values: e.values} : {bug: e.stack};
  }
}

export async function pay({seed, from, to, amount}) {
  return outcome(quoin.execute({signer: from, operations: [transfer(from, to, amount)]}, await Key.import(seed)));
}

/** A new key gets an account and some money, is lost, comes back from its file, and pays. */
export async function recoverAndPay({seed, passphrase}) {
  const alice = await Key.import(seed);
  const {key, recovery} = await Key.generateRecoverable(passphrase);
  const account = {capability: 'ledger', operation: 'account-create', values: {account: 'newcomer', key: key.publicKey}};
  const opened = await quoin.execute({signer: 'alice', operations: [account, transfer('alice', 'newcomer', '2')]}, alice);
  const recovered = await Key.recover(recovery, passphrase);
  const other = await Key.recover(recovery, passphrase + '.').then(() => 'opened', e => e.message);
  const paid = await outcome(quoin.execute({signer: 'newcomer', operations: [transfer('newcomer', 'bob', '1.25')]}, recovered));
  return {
    same: recovered.publicKey === key.publicKey,
    extractable: [key, recovered, alice].some(each => each.pair.privateKey.extractable),
    readable: await crypto.subtle.exportKey('pkcs8', key.pair.privateKey).then(() => true, () => false),
    other,
    opened: opened.status,
    paid: paid.status,
  };
}

/** A contract, by what the capability says of itself. */
export async function openContracts({seed, secretHash, count}) {
  const alice = await Key.import(seed);
  const {now} = await quoin.info();
  const receipts = [];
  for (let i = 1; i <= count; i++) {
    const values = {
      beneficiary: 'bob',
      asset: 'ETH',
      amount: `0.${i}`,
      secretHash: secretHash.slice(2) + '0' + i,
      preimageLength: 32,
      expiry: new Date(Date.parse(now) + 3_600_000),
    };
    const call = {capability: 'htlc', operation: 'create', schema: 1, values, spends: [{asset: 'ETH', amount: `0.${i}`}]};
    receipts.push(await quoin.execute({signer: 'alice', operations: [call]}, alice));
  }
  const contracts = [];
  for await (const contract of quoin.queryAll('htlc', 'contracts', {}, {limit: 2})) {
    contracts.push(contract);
  }
  const one = await quoin.query('htlc', 'contract', {id: contracts[0].id});
  return {receipts, contracts, one};
}

export async function refusals({seed}) {
  const alice = await Key.import(seed);
  const {unsigned} = await quoin.build({signer: 'alice', key: alice.publicKey, operations: [transfer('alice', 'bob', '1')]});
  const signed = await signTransaction(unsigned, await Key.generate());
  const poor = await quoin.build({signer: 'alice', key: alice.publicKey, operations: [transfer('alice', 'bob', '99999')]});
  return {
    account: await outcome(quoin.account('nobody')),
    signature: await outcome(quoin.submit(signed)),
    simulated: await outcome(quoin.simulate(await signTransaction(poor.unsigned, alice))),
    malformed: await outcome(quoin.submit('00')),
    amount: await quoin
      .build({signer: 'alice', key: alice.publicKey, operations: [transfer('alice', 'bob', '1e3')]})
      .catch(e => `${e.name}: ${e.message}`),
    operation: await quoin
      .build({signer: 'alice', key: alice.publicKey, operations: [{capability: 'ledger', operation: 'steal'}]})
      .catch(e => `${e.name}: ${e.message}`),
  };
}

/** What is read of an ordered transaction is what was built. */
export async function readBack({seed}) {
  const alice = await Key.import(seed);
  const built = await quoin.build({signer: 'alice', key: alice.publicKey, operations: [transfer('alice', 'bob', '3')]});
  const signed = await signTransaction(built.unsigned, alice);
  const accepted = await quoin.submit(signed, {wait: false});
  const found = await quoin.transaction(accepted.tx, {wait: true});
  const {transaction} = decodeTransaction(found.bytes);
  return {
    accepted: accepted.status,
    ids: new Set([built.tx, signed.tx, accepted.tx, found.tx]).size,
    signer: transaction.signer,
    key: transaction.key === alice.publicKey,
    values: found.transaction.operations[0].values,
  };
}

export async function prove({claims, trust}) {
  return Promise.all(claims.map(claim => quoin.prove(claim, trust).then(({valid, reason}) => `${valid} ${reason}`)));
}

/** Follows until an event of the last kind has come; remembers all that came. */
export async function follow({from, until, type}) {
  const seen = [];
  const heads = [];
  const connections = [];
  await new Promise((resolve, reject) => {
    const following = quoin.follow({
      from,
      type,
      onConnection: connected => {
        connections.push(connected);
        console.log(connected ? 'connected' : 'cut off');
      },
      onHead: ({height, nextEvent}) => heads.push({height, nextEvent}),
      onEvent: async event => {
        await new Promise(later => setTimeout(later, 1)); // while it is busy, nothing else comes
        seen.push(event);
        if (event.sequence >= until) {
          following.close();
        }
      },
    });
    setTimeout(following.close, PATIENCE); // what came by then is compared
    following.done.then(resolve, reject);
  });
  return {seen, heads, connections};
}

/** What a callback throws ends it, and is told; so is what the gateway refuses. */
export async function unhappy() {
  const thrown = await quoin.follow({
    from: 0,
    onEvent: () => {
      throw new Error('of the page');
    },
  }).done.then(() => 'nothing', e => e.message);
  const ahead = await quoin.follow({from: 1_000_000}).done.then(() => 'nothing', e => e.code);
  return {thrown, ahead};
}
