/**
 * The keys of this browser: created here with a recovery file, or imported from one, or from a node's wallet. Their secrets never
 * leave it: scripts can sign with them, and cannot read them.
 */
import {Fragment, h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Key} from '/quoin/quoin.js';
import {get, useLiveValue} from './ledger.js';
import {isName, short} from './format.js';
import {Account, Bones, Code, Heading, Id, Note, Panel, PLAIN, Problem, State, useLoad} from './parts.js';
import {Link, to} from './router.js';

const DATABASE = 'quoin';
const STORE = 'keys';

/**
 * @typedef {object} Held
 * @property {string} publicKey `ed25519:…`
 * @property {string} account for which it is meant to sign
 * @property {{publicKey: CryptoKey, privateKey: CryptoKey}} pair
 * @property {number} since in ms
 */

/** Whether this page may use keys at all: a browser allows it over HTTPS and on the machine itself. */
export const mayHoldKeys = () => window.isSecureContext && Boolean(crypto.subtle) && 'indexedDB' in window;

let keys = [];
const listeners = new Set();

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, {keyPath: 'publicKey'});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('Another tab keeps the keys of this page: close it, and try again.'));
  });
}

/** Resolves when what was done is durable. */
async function withStore(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, {durability: 'strict'});
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

async function refresh() {
  if (mayHoldKeys()) {
    keys = (await withStore('readonly', store => store.getAll())).sort((a, b) => a.since - b.since);
    listeners.forEach(listener => listener(keys));
  }
}

const loading = refresh().catch(() => {
  // Private windows of some browsers have no such storage: then there are no keys.
});

/** @returns {boolean} whether the keys are known: before, there seem to be none */
export function useKeysAreRead() {
  const [read, set] = useState(false);
  useEffect(() => {
    loading.then(() => set(true));
  }, []);
  return read;
}

/** @returns {Held[]} drawn again when they change */
export function useKeys() {
  const [held, set] = useState(keys);
  useEffect(() => {
    listeners.add(set);
    loading.then(() => set(keys));
    return () => listeners.delete(set);
  }, []);
  return held;
}

/** @param {Key} key @param {string} account */
async function hold(key, account) {
  await withStore('readwrite', store => store.put({publicKey: key.publicKey, account, pair: key.pair, since: Date.now()}));
  // Browsers clear what they do not think needed: this asks for more.
  navigator.storage?.persist?.().catch(() => false);
  await refresh();
}

async function assign(held, account) {
  await withStore('readwrite', store => store.put({...held, account}));
  await refresh();
}

async function forget(publicKey) {
  await withStore('readwrite', store => store.delete(publicKey));
  await refresh();
}

const SHORTEST_PASSPHRASE = 8;

export function Keys() {
  const held = useKeys();
  return h(Fragment, null,
      h(Heading, {title: 'Keys'}),
      !mayHoldKeys()
        ? h(Note, {kind: 'bad'}, h('p', null, 'This browser keeps no keys for this page. Open it over HTTPS or on the machine itself, in a current browser.'))
        : h(Fragment, null,
            h('p', {class: 'quiet'}, 'A key signs for an account. It stays in this browser: the page can sign with it, and cannot read it.'),
            held.length > 0 && h('ul', {class: 'stack-list'}, held.map(key => h('li', {key: key.publicKey}, h(HeldKey, {held: key})))),
            h('div', {class: 'halves'}, h(Import), h(Create))));
}

function HeldKey({held}) {
  const height = useLiveValue(live => live.head?.height);
  const loaded = useLoad(
      () => held.account ? get('accounts/' + encodeURIComponent(held.account)) : Promise.resolve(null), [held.account], height);
  const [going, setGoing] = useState(false);
  const missing = loaded.error?.status === 404;
  const signs = loaded.value?.keys.includes(held.publicKey);
  return h(Panel, {title: held.account || 'No account', level: 'h2', aside: h('button', {type: 'button', class: 'link', onClick: () => setGoing(!going)}, going ? 'Keep it' : 'Remove…')},
      h(Id, {text: held.publicKey, full: true}),
      loaded.loading && !loaded.value && !missing ? h(Bones, {lines: 1})
        : signs ? h('p', null, h(State, {state: 'active'}), ': signs for ', h(Account, {name: held.account}), '. ',
            h(Link, {href: to.operation('ledger', 'transfer')}, 'Make a transfer'))
          : missing ? h(NoAccount, {held})
            : loaded.value ? h(Note, {kind: 'bad'}, h('p', null, h(Account, {name: held.account}), ' does not list this key: it signs for nobody until it does.'))
              : loaded.error && h(Problem, {error: loaded.error, again: loaded.again}),
      h(Rename, {held}),
      going && h(Note, {kind: 'bad'},
          h('p', null, 'Without its recovery file this key is lost for ever, and with it what only it can sign for.'),
          h('button', {type: 'button', class: 'button', onClick: () => forget(held.publicKey)}, 'Remove it from this browser')));
}

/** Opening an account is an operation that any account can sign: another key of this browser, or somebody else's. */
function NoAccount({held}) {
  const others = useKeys().filter(key => key.account && key.account !== held.account);
  const query = new URLSearchParams({account: held.account, key: held.publicKey});
  return h(Note, null,
      h('p', null, 'There is no account ', h('b', null, held.account), ' yet. Any account can open it with this key.'),
      h('p', null, h(Link, {class: 'button', href: `${to.operation('ledger', 'account-create')}?${query}`},
          others.length ? `Open it, signed by ${others[0].account}` : 'Open it, signed by somebody elsewhere')));
}

function Rename({held}) {
  const [name, set] = useState(null);
  return name === null
    ? h('p', null, h('button', {type: 'button', class: 'link', onClick: () => set(held.account)}, 'Change the account'))
    : h('form', {class: 'inline', onSubmit: event => {
      event.preventDefault();
      assign(held, name.trim()).then(() => set(null));
    }},
    h('input', {'aria-label': 'Account', value: name, ...PLAIN, onInput: event => set(event.target.value)}),
    h('button', {class: 'button', disabled: !isName(name.trim())}, 'Keep'));
}

function AccountName({id, value, change}) {
  return h('div', {class: 'field'},
      h('label', {for: id}, 'For the account'),
      h('input', {id, value, onInput: event => change(event.target.value), ...PLAIN, maxLength: 32}),
      h('p', {class: 'hint'}, 'A small letter, then a–z, 0–9, “_”, “.”, “-”'));
}

const Passphrase = ({id, value, change, created = false}) => h('div', {class: 'field'},
    h('label', {for: id}, 'Passphrase'),
    h('input', {id, type: 'password', value, onInput: event => change(event.target.value), autocomplete: created ? 'new-password' : 'current-password'}),
    h('p', {class: 'hint'}, created ? `At least ${SHORTEST_PASSPHRASE} characters. The recovery file opens with it only.` : 'The one of the recovery file.'));

function Create() {
  const [account, setAccount] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [made, setMade] = useState(null);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const name = account.trim();
  const make = async event => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      setMade({...await Key.generateRecoverable(passphrase), name});
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  const keep = async () => {
    try {
      await hold(made.key, made.name);
      setMade(null);
      setSaved(false);
      setAccount('');
      setPassphrase('');
    } catch (e) {
      setError(e);
    }
  };
  const check = async event => {
    const [file] = event.target.files;
    if (!file) {
      return;
    }
    setError(null);
    try {
      const again = await Key.recover(await file.text(), passphrase);
      setSaved(again.publicKey === made.key.publicKey);
      setError(again.publicKey === made.key.publicKey ? null : new Error('This is the recovery file of another key.'));
    } catch (e) {
      setSaved(false);
      setError(e);
    }
  };
  return h(Panel, {title: 'Create a key'},
      error && h(Problem, {error}),
      made
        ? h('div', {class: 'fields', id: 'new-key'},
            h('p', null, 'The public key is ', h(Id, {text: made.key.publicKey}), '. Save its recovery file first: whoever clears this browser loses the key, and the file brings it back.'),
            h('ol', {class: 'steps'},
                h('li', null, h('button', {type: 'button', class: 'button main', onClick: () => download(`quoin-${made.name}.recovery.json`, made.recovery)}, 'Save the recovery file')),
                h('li', {class: 'field'},
                    h('label', {for: 'check-file'}, 'Choose the saved file, to see that it opens'),
                    h('input', {id: 'check-file', type: 'file', accept: '.json,application/json', onChange: check}),
                    saved && h('p', {class: 'verdict', role: 'status'}, h(State, {state: 'valid'}), ': it brings the key back.')),
                h('li', null, h('span', {class: 'buttons'},
                    h('button', {type: 'button', class: 'button main', disabled: !saved, onClick: keep}, 'Keep the key in this browser'),
                    h('button', {type: 'button', class: 'link', onClick: () => setMade(null)}, 'Discard it')))))
        : h('form', {class: 'fields', onSubmit: make},
            h(AccountName, {id: 'create-account', value: account, change: setAccount}),
            h(Passphrase, {id: 'create-passphrase', value: passphrase, change: setPassphrase, created: true}),
            h('div', {class: 'buttons'}, h('button', {class: 'button main', disabled: busy || !isName(name) || passphrase.length < SHORTEST_PASSPHRASE},
                busy ? 'Creating…' : 'Create a key'))));
}

/** The browser asks where to, or puts it where downloads go. */
function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const WALLET_LINE = /^ed25519\s+([0-9a-f]{64})$/;

function Import() {
  const [account, setAccount] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [text, setText] = useState('');
  const [error, setError] = useState(null);
  const [done, setDone] = useState('');
  const development = useLiveValue(live => live.ledger?.development);
  const encrypted = text.trim().startsWith('{');
  const choose = async event => {
    const [file] = event.target.files;
    if (file) {
      setText(await file.text());
      setDone('');
      const [, name] = /^(?:quoin-)?([a-z][a-z0-9_.-]{0,31}?)(?:\.recovery)?\.(?:json|key)$/.exec(file.name) ?? [];
      setAccount(before => before || name || '');
    }
  };
  const take = async event => {
    event.preventDefault();
    setError(null);
    try {
      const key = await keyOf(text, passphrase);
      await hold(key, account.trim());
      setDone(`${short(key.publicKey)} is in this browser now.`);
      setText('');
      setPassphrase('');
      setAccount('');
      event.target.reset();
    } catch (e) {
      setError(e);
    }
  };
  return h(Panel, {title: 'Import a key'},
      development && h('details', {open: true}, h('summary', null, 'The keys of this development chain'),
          h('p', null, 'Its ten users’ keys are with the node. On its console, write one into a file, and choose that here:'),
          h(Code, {text: 'wallet:export user_1 --to user_1.key', label: 'console line'}),
          h('p', {class: 'quiet small'}, 'Such a file is not encrypted: it is for play money. Delete it once it is imported.')),
      error && h(Problem, {error}),
      done && h(Note, {kind: 'good', role: 'status'}, h('p', null, h('span', {class: 'sign', 'aria-hidden': 'true'}, '✓'), done)),
      h('form', {class: 'fields', onSubmit: take},
          h('div', {class: 'field'},
              h('label', {for: 'key-file'}, 'Recovery file, or key file of a node’s wallet'),
              h('input', {id: 'key-file', type: 'file', accept: '.json,.key,.txt', onChange: choose})),
          encrypted && h(Passphrase, {id: 'import-passphrase', value: passphrase, change: setPassphrase}),
          h(AccountName, {id: 'import-account', value: account, change: setAccount}),
          h('div', {class: 'buttons'}, h('button', {class: 'button main', disabled: !text || !isName(account.trim()) || (encrypted && !passphrase)}, 'Import'))));
}

/** Of a recovery file, or the last Ed25519 key of a wallet's file, which is the one that was made last. */
async function keyOf(text, passphrase) {
  if (text.trim().startsWith('{')) {
    return Key.recover(text, passphrase);
  }
  const lines = text.split(/\r?\n/).map(line => WALLET_LINE.exec(line.trim())).filter(Boolean);
  if (lines.length === 0) {
    throw new Error('This is neither a recovery file nor the key file of a wallet with an Ed25519 key.');
  }
  return Key.import(lines[lines.length - 1][1]);
}
