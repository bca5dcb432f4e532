/** Who there is and what they have; and the proof of it, checked by this browser itself. */
import {Fragment, h} from 'preact';
import {useCallback, useState} from 'preact/hooks';
import {get, quoin, useEvents, useLiveValue} from './ledger.js';
import {grouped, isName, plural, short} from './format.js';
import {Account, Amount, Asset, Bones, Facts, Heading, Id, Loaded, Note, Pages, Panel, Problem, State, Table, useLoad} from './parts.js';
import {Link, to} from './router.js';
import {EventRows} from './words.js';
import {useKeys} from './keys.js';

const segment = encodeURIComponent;
const LOOKED_BACK = 2000;
const SHOWN = 20;

export function Accounts() {
  const mine = new Set(useKeys().map(key => key.account));
  return h(Fragment, null,
      h(Heading, {title: 'Accounts'}),
      h(Panel, null, h(Pages, {load: cursor => get('accounts', {cursor, limit: 50}), inputs: [], lines: 10},
          items => h(Table, {
            rows: items, keyOf: each => each.name, empty: 'There is no account yet.', caption: 'Accounts in the order of their creation',
            columns: [
              {title: 'Name', cell: each => h(Fragment, null, h(Account, {name: each.name}), mine.has(each.name) && [' ', h('span', {class: 'tag'}, 'yours')])},
              {title: 'Keys', cell: each => each.keys.map(key => h('div', {key}, h(Id, {text: key})))},
              {title: 'Transactions signed', number: true, cell: each => grouped(each.nonces.reduce((sum, nonce) => sum + BigInt(nonce.next), 0n))},
            ],
          }))));
}

export function Assets() {
  return h(Fragment, null,
      h(Heading, {title: 'Assets'}),
      h(Panel, null, h(Pages, {load: cursor => get('assets', {cursor, limit: 50}), inputs: []},
          items => h(Table, {
            rows: items, keyOf: each => each.asset, empty: 'There is no asset yet.', caption: 'Assets in the order of their creation',
            columns: [
              {title: 'Asset', cell: each => h(Asset, {symbol: each.asset})},
              {title: 'Supply', number: true, cell: each => grouped(each.supply)},
              {title: 'Decimals', number: true, cell: each => each.decimals},
              {title: 'Issuer', cell: each => h(Account, {name: each.issuer})},
            ],
          }))));
}

export function AssetPage({symbol}) {
  const loaded = useLoad(() => get('assets/' + segment(symbol)), [symbol]);
  return h(Fragment, null,
      h(Heading, {title: symbol, over: h(Link, {href: '/app/assets'}, 'Assets')}),
      h(Panel, null, h(Loaded, {from: loaded}, asset => h(Facts, {rows: [
        ['Supply', h('span', {class: 'number'}, grouped(asset.supply))],
        ['Smallest unit', asset.decimals ? `0.${'0'.repeat(asset.decimals - 1)}1` : '1'],
        ['Issuer', h(Account, {name: asset.issuer})],
      ]}))));
}

/** Whether an event has to do with an account: some field names it. */
const concerns = (event, name) => {
  const mentions = value => value === name || (Array.isArray(value) && value.some(mentions));
  return Object.values(event.data ?? {}).some(mentions);
};

export function AccountPage({name}) {
  const [touched, touch] = useState(0);
  const loaded = useLoad(() => get('accounts/' + segment(name)), [name], touched);
  const [arrived, add] = useState([]);
  useEvents(useCallback(events => {
    const own = events.filter(event => concerns(event, name));
    if (own.length) {
      add(before => own.reverse().concat(before).slice(0, SHOWN));
      touch(n => n + 1);
    }
  }, [name]));
  const mine = useKeys().some(key => key.account === name);
  return h(Fragment, null,
      h(Heading, {title: name, over: h(Link, {href: '/app/accounts'}, 'Accounts')}, name, mine && [' ', h('span', {class: 'tag'}, 'yours')]),
      h(Loaded, {from: loaded, lines: 8}, account => h(Fragment, null,
          h(Balances, {account}),
          h(Recent, {name, arrived}),
          h(Panel, {title: 'Keys'},
              h('p', {class: 'quiet'}, 'Any of these signs for the account.'),
              h('ul', {class: 'rows'}, account.keys.map(key => h('li', {key, class: 'row'}, h(Id, {text: key, full: true}))))),
          h(Panel, {title: 'Next sequence'},
              h(Table, {
                rows: account.nonces, keyOf: nonce => nonce.lane, empty: 'It has not signed anything yet.', caption: 'Lanes',
                columns: [
                  {title: 'Lane', cell: nonce => grouped(nonce.lane)},
                  {title: 'Next', number: true, cell: nonce => grouped(nonce.next)},
                ],
              })))));
}

function Balances({account}) {
  const [proved, prove] = useState(null);
  const balances = account.balances ?? [];
  return h(Panel, {title: 'Balances', aside: isName(account.name) && h(Link, {href: to.operation('ledger', 'transfer') + '?from=' + segment(account.name)}, 'Transfer')},
      h(Table, {
        rows: balances, keyOf: each => each.asset, empty: 'It has nothing.', caption: 'Balances',
        columns: [
          {title: 'Asset', cell: each => h(Asset, {symbol: each.asset})},
          {title: 'Available', number: true, cell: each => h('span', {class: 'strong'}, grouped(each.amount))},
          {title: 'Locked', number: true, cell: each => grouped(each.locked)},
          {title: 'Proof', number: true, cell: each => h('button', {type: 'button', class: 'link', onClick: () => prove({asset: each.asset, at: Date.now()})},
              'Prove', h('span', {class: 'away'}, ' the balance of ' + each.asset))},
        ],
      }),
      proved && h(Proof, {key: proved.asset + proved.at, account: account.name, asset: proved.asset}));
}

/** Asks for a proof and believes nothing but what this browser computes of it and of the operators that it has come to know. */
function Proof({account, asset}) {
  const loaded = useLoad(() => provedBalance(account, asset), [account, asset]);
  return h('div', {'aria-live': 'polite'}, loaded.error ? h(Problem, {error: loaded.error, again: loaded.again})
    : !loaded.value ? h(Bones, {lines: 2})
      : h(Note, {kind: loaded.value.valid ? 'good' : 'bad'},
          h('p', null, h(State, {state: loaded.value.valid ? 'valid' : 'invalid'}), ': ', h('span', {class: 'verdict'}, loaded.value.reason)),
          h('p', {class: 'small quiet'}, loaded.value.trust)));
}

/**
 * The operators that this browser came to know when it first met the chain: a node that names others later is not believed.
 *
 * @returns {{chainId: string, encoded: string, hash: string, first: boolean}}
 */
function pinned(chainId, operators) {
  const name = `operators ${chainId}`;
  try {
    const kept = JSON.parse(localStorage.getItem(name));
    if (kept) {
      return {...kept, first: false};
    }
    localStorage.setItem(name, JSON.stringify({chainId, encoded: operators.encoded, hash: operators.hash}));
  } catch {
    // Without storage each page begins anew.
  }
  return {chainId, encoded: operators.encoded, hash: operators.hash, first: true};
}

/** @returns {Promise<{valid: boolean, reason: string, trust: string}>} the verdict, and whom it rests on */
async function provedBalance(account, asset) {
  if (!crypto.subtle) {
    throw new Error('A browser checks proofs only over HTTPS, or on the machine itself.');
  }
  const [ledger, operators] = await Promise.all([quoin.info(), quoin.operators()]);
  const trusted = pinned(ledger.chainId, operators);
  const verdict = await quoin.prove({account, asset}, {operators: trusted.encoded, chainId: trusted.chainId});
  return {
    valid: verdict.valid,
    reason: verdict.reason,
    trust: `Checked in this browser. It trusts the operators ${short(trusted.hash)}`
        + (trusted.first ? ', which it has met now for the first time: compare them with what the operators publish.' : ', as it has known them before.'),
  };
}

function Recent({name, arrived}) {
  const nextEvent = useLiveValue(live => live.ledger?.nextEvent);
  const from = Math.max(0, (nextEvent ?? 0) - LOOKED_BACK);
  const loaded = useLoad(
      () => nextEvent === undefined ? new Promise(() => {}) : latest(name, from), [name, nextEvent === undefined]);
  return h(Panel, {title: 'Recent events'}, h(EventRows, {arrived, earlier: loaded.value, shown: SHOWN},
      h(Loaded, {from: loaded}, () => h('p', {class: 'empty'}, from > 0
        ? `Nothing among the last ${plural(LOOKED_BACK, 'event')}. What happens appears here at once.`
        : 'Nothing yet. What happens appears here at once.'))));
}

/** The newest of an account within a range; pages come oldest first. */
async function latest(account, from) {
  let events = [];
  let cursor = from;
  while (cursor !== null && cursor !== undefined) {
    const page = await get('events', {from: cursor, account, limit: 1000});
    events = events.concat(page.items).slice(-SHOWN);
    cursor = page.items.length ? page.next : null;
  }
  return events;
}
