/** Forms made from descriptions: a control for each kind of field, and the values that the API takes of what was put in. */
import {Fragment, h} from 'preact';
import {useState} from 'preact/hooks';
import {fromHex, sha256, toHex} from '/quoin/quoin.js';
import {get, once} from './ledger.js';
import {capital, grouped, isName, isSymbol, ledgerNow, localTime, plural, words} from './format.js';
import {Copy, PLAIN, useLoad} from './parts.js';
import {useKeys} from './keys.js';

const KEY = /^(ed25519:[0-9a-f]{64}|(secp256k1|p256):0[23][0-9a-f]{64})$/;
const DURATION = /^(\d+(ms|s|m|h|d))+$/;
const SUGGESTED = 200;

/** What was put in cannot be a value: the message says what can. */
class Unfit extends Error {}

const utf8 = text => new TextEncoder().encode(text);

/** What a control shows before anything was put in. */
export function blank(type) {
  switch (type.kind) {
    case 'flag': return false;
    case 'list': return [];
    case 'optional': return {given: false, of: blank(type.element)};
    case 'bytes':
    case 'hash': return {mode: 'hex', text: ''};
    case 'choice': return type.choices[0];
    default: return '';
  }
}

export const blanks = fields => Object.fromEntries(fields.map(field => [field.name, blank(field)]));

/** What a control shows of a value that is given as text, as an address has it; `texts` are several of a list. */
export function draftOf(type, texts) {
  const [text] = texts;
  switch (type.kind) {
    case 'flag': return text === 'true';
    case 'list': return texts.map(each => draftOf(type.element, [each]));
    case 'optional': return {given: true, of: draftOf(type.element, texts)};
    case 'bytes':
    case 'hash': return {mode: 'hex', text};
    case 'time': return Number.isNaN(Date.parse(text)) ? '' : localTime(Date.parse(text));
    default: return text;
  }
}

function fit(holds, otherwise) {
  if (!holds) {
    throw new Unfit(otherwise);
  }
}

/** @returns {Promise<*>} as the API takes it; undefined if an optional one is left out @throws {Unfit} */
async function read(type, draft, decimals) {
  const text = typeof draft === 'string' ? draft.trim() : '';
  switch (type.kind) {
    case 'account':
      fit(isName(text), 'Give the name of an account: a small letter, then up to 31 of a–z, 0–9, “_”, “.”, “-”.');
      return text;
    case 'asset':
      fit(isSymbol(text), 'Give the symbol of an asset, such as ETH.');
      return text;
    case 'amount':
      fit(/^\d+(\.\d+)?$/.test(text), 'Give an amount in whole units, such as 1.5.');
      fit(decimals === undefined || (text.split('.')[1] ?? '').replace(/0+$/, '').length <= decimals,
          `This asset has at most ${plural(decimals ?? 0, 'decimal')}.`);
      return text;
    case 'number':
      fit(/^\d+$/.test(text) && BigInt(text) <= BigInt(type.bound ?? 0), `Give a whole number from 0 to ${grouped(type.bound ?? 0)}.`);
      return BigInt(text).toString();
    case 'time':
      fit(!Number.isNaN(Date.parse(text)), 'Choose a date and a time.');
      return new Date(text).toISOString();
    case 'duration':
      fit(DURATION.test(text), 'Give a duration such as 30s, 15m, 1h30m or 2d.');
      return text;
    case 'bytes': {
      const found = draft.mode === 'text' ? toHex(utf8(draft.text)) : draft.text.trim().toLowerCase();
      fit(/^([0-9a-f]{2})*$/.test(found), 'Give pairs of hexadecimal digits.');
      const size = found.length / 2;
      fit(size >= (type.minimum ?? 0) && size <= type.bound,
          `Give ${type.minimum ? grouped(type.minimum) + ' to ' : 'at most '}${plural(type.bound, 'byte')}; these are ${grouped(size)}.`);
      return found;
    }
    case 'hash': {
      if (draft.mode === 'text') {
        return toHex(await sha256(utf8(draft.text)));
      }
      const found = draft.text.trim().toLowerCase();
      if (draft.mode === 'bytes') {
        fit(/^([0-9a-f]{2})+$/.test(found), 'Give pairs of hexadecimal digits, of which the hash is to be.');
        return toHex(await sha256(fromHex(found)));
      }
      fit(/^[0-9a-f]{64}$/.test(found), 'Give the 64 hexadecimal digits of a SHA-256.');
      return found;
    }
    case 'key':
      fit(KEY.test(text), 'Give a public key, such as ed25519: and 64 hexadecimal digits.');
      return text;
    case 'text':
      fit(utf8(draft).length <= type.bound, `Give at most ${plural(type.bound, 'byte')} of text.`);
      return draft;
    case 'flag':
      return draft;
    case 'list': {
      fit(draft.length <= type.bound, `Give at most ${grouped(type.bound)}.`);
      const values = [];
      for (const each of draft) {
        values.push(await read(type.element, each, decimals));
      }
      return values;
    }
    case 'optional':
      return draft.given ? read(type.element, draft.of, decimals) : undefined;
    case 'choice':
      fit(type.choices.includes(draft), 'Choose one.');
      return draft;
    default:
      throw new Unfit(`This page does not know fields of the kind ${type.kind}.`);
  }
}

const core = type => (type.kind === 'optional' || type.kind === 'list' ? core(type.element) : type);

/** The asset that a field's amounts are of, as far as it is put in. */
const assetOf = (field, drafts) => {
  const named = drafts[core(field).assetField];
  return typeof named === 'string' ? named.trim() : '';
};

/** @returns {Promise<{values: object, wrong: Object<string, string>}>} what is fit, and what is wrong with the rest */
export async function readAll(fields, drafts, assets) {
  const values = {};
  const wrong = {};
  for (const field of fields) {
    const made = drafts.decimals && /^\d+$/.test(drafts.decimals) ? Number(drafts.decimals) : undefined;
    try {
      const value = await read(field, drafts[field.name], assets.get(assetOf(field, drafts))?.decimals ?? made);
      if (value !== undefined) {
        values[field.name] = value;
      }
    } catch (e) {
      if (!(e instanceof Unfit)) {
        throw e;
      }
      wrong[field.name] = e.message;
    }
  }
  return {values, wrong};
}

/** Names to choose from, how assets divide, and whether anything is charged. There may be more than are suggested. */
export function useSuggestions() {
  const held = useKeys();
  const loaded = useLoad(() => once('suggestions ' + Math.floor(Date.now() / 20000), async () => {
    const [{feePolicy}, accounts, assets] = await Promise.all(
        [get('ledger'), get('accounts', {limit: SUGGESTED}), get('assets', {limit: SUGGESTED})]);
    return {feePolicy, accounts: accounts.items.map(each => each.name), assets: new Map(assets.items.map(each => [each.asset, each]))};
  }), []);
  const mine = held.map(key => key.account).filter(Boolean);
  return {
    feePolicy: loaded.value?.feePolicy,
    accounts: [...new Set(mine.concat(loaded.value?.accounts ?? []))],
    assets: loaded.value?.assets ?? new Map(),
    keys: held.map(key => key.publicKey),
  };
}

export const Suggestions = ({from}) => h(Fragment, null,
    h('datalist', {id: 'accounts'}, from.accounts.map(value => h('option', {key: value, value}))),
    h('datalist', {id: 'assets'}, [...from.assets.keys()].map(value => h('option', {key: value, value}))),
    h('datalist', {id: 'public-keys'}, from.keys.map(value => h('option', {key: value, value}))));

const HINTS = {
  duration: 'Such as 30s, 15m, 1h30m or 2d',
  key: 'The scheme, a colon, and hexadecimal digits',
};

function hintOf(type) {
  switch (type.kind) {
    case 'number': return type.bound === '9223372036854775807' ? null : `0 to ${grouped(type.bound ?? 0)}`;
    case 'bytes': return type.minimum === type.bound ? plural(type.bound, 'byte') : `${type.minimum ? grouped(type.minimum) + ' to ' : 'At most '}${plural(type.bound, 'byte')}`;
    case 'text': return `At most ${plural(type.bound, 'byte')}`;
    case 'list': return `At most ${grouped(type.bound)}`;
    case 'time': return 'By your clock: ' + Intl.DateTimeFormat().resolvedOptions().timeZone;
    default: return HINTS[type.kind] ?? null;
  }
}

/**
 * All fields of a schema.
 *
 * @param {{fields: object[], drafts: object, wrong: object, change: (name: string, draft: *) => void, from: object}} props
 */
export function FormFields({fields, drafts, wrong, change, from, available = {}}) {
  return fields.map(field => h(Field, {
    key: field.name, id: 'f-' + field.name, title: capital(words(field.name)), type: field, draft: drafts[field.name],
    wrong: wrong[field.name], change: draft => change(field.name, draft), asset: assetOf(field, drafts), from, available,
  }));
}

function Field({id, title, type, draft, wrong, change, asset, from, available}) {
  const describedBy = [hintOf(type) && id + '-hint', wrong && id + '-wrong'].filter(Boolean).join(' ') || undefined;
  const attributes = {id, 'aria-describedby': describedBy, 'aria-invalid': wrong ? 'true' : undefined};
  const notes = h(Fragment, null,
      hintOf(type) && h('p', {class: 'hint', id: id + '-hint'}, hintOf(type)),
      wrong && h('p', {class: 'wrong', id: id + '-wrong'}, wrong));
  if (type.kind === 'optional') {
    return h('fieldset', {class: 'field'},
        h('legend', {class: 'away'}, title),
        h('label', {class: 'check'},
            h('input', {type: 'checkbox', checked: draft.given, onChange: event => change({...draft, given: event.target.checked})}),
            title, h('span', {class: 'quiet'}, ' (optional)')),
        draft.given && h('div', {class: 'nested'},
            h(Field, {id, title, type: type.element, draft: draft.of, wrong, change: of => change({...draft, of}), asset, from, available})));
  }
  if (type.kind === 'list') {
    const set = (i, value) => change(draft.map((each, at) => (at === i ? value : each)));
    return h('fieldset', {class: 'field', 'aria-describedby': describedBy},
        h('legend', null, title),
        h('div', {class: 'nested'},
            draft.map((each, i) => h('div', {key: i, class: 'inline'},
                h(Control, {
                  type: type.element, draft: each, change: value => set(i, value), asset, from, available,
                  attributes: {id: `${id}-${i}`, 'aria-label': `${title} ${i + 1}`},
                }),
                h('button', {type: 'button', class: 'button', onClick: () => change(draft.filter((_, at) => at !== i)), 'aria-label': `Remove ${title} ${i + 1}`}, 'Remove'))),
            h('p', null, h('button', {
              type: 'button', class: 'button', disabled: draft.length >= type.bound, onClick: () => change(draft.concat([blank(type.element)])),
            }, draft.length ? 'Add another' : 'Add'))),
        notes);
  }
  if (type.kind === 'flag') {
    return h('div', {class: 'field'},
        h('label', {class: 'check'}, h(Control, {type, draft, change, attributes}), title), notes);
  }
  return h('div', {class: 'field'},
      h('label', {for: id}, title), h(Control, {type, draft, change, asset, from, available, attributes}), notes);
}

function Control({type, draft, change, asset, from, available, attributes}) {
  const put = event => change(event.target.value);
  switch (type.kind) {
    case 'account': return h('input', {...attributes, ...PLAIN, value: draft, onInput: put, list: 'accounts', maxLength: 32});
    case 'asset': return h('input', {...attributes, ...PLAIN, value: draft, onInput: put, list: 'assets', maxLength: 32});
    case 'amount': {
      const has = available?.[asset];
      return h(Fragment, null,
          h('span', {class: 'with-unit'},
              h('input', {...attributes, ...PLAIN, value: draft, onInput: put, inputMode: 'decimal'}), h('span', null, asset)),
          has !== undefined && h('p', {class: 'hint'}, `Available: ${grouped(has)} ${asset}. `,
              h('button', {type: 'button', class: 'link', onClick: () => change(has)}, 'All of it')));
    }
    case 'number': return h('input', {...attributes, ...PLAIN, value: draft, onInput: put, inputMode: 'numeric'});
    case 'time': return h(Fragment, null,
        h('input', {...attributes, type: 'datetime-local', step: 1, value: draft, onInput: put}),
        h('span', {class: 'buttons'}, [['in 10 minutes', 600], ['in 1 hour', 3600], ['in 1 day', 86400], ['in 1 week', 604800]].map(([title, seconds]) =>
          h('button', {key: title, type: 'button', class: 'link', onClick: () => change(localTime(ledgerNow() + seconds * 1000))}, title))));
    case 'duration': return h('input', {...attributes, ...PLAIN, value: draft, onInput: put});
    case 'bytes': return h(Bytes, {draft, change, attributes, modes: [['hex', 'Hexadecimal'], ['text', 'Text']], file: true});
    case 'hash': return h(Bytes, {draft, change, attributes, modes: [['hex', 'SHA-256'], ['text', 'Hash of text'], ['bytes', 'Hash of bytes']], secret: true});
    case 'key': return h('input', {...attributes, ...PLAIN, class: 'hex', value: draft, onInput: put, list: 'public-keys'});
    case 'text': return type.bound > 100
      ? h('textarea', {...attributes, value: draft, onInput: put, rows: 3})
      : h('input', {...attributes, value: draft, onInput: put, autocomplete: 'off'});
    case 'flag': return h('input', {...attributes, type: 'checkbox', checked: draft, onChange: event => change(event.target.checked)});
    case 'choice': return h('select', {...attributes, value: draft, onChange: put}, type.choices.map(each => h('option', {key: each, value: each}, words(each))));
    default: return h('p', {class: 'quiet'}, `Fields of the kind ${type.kind} are not known here.`);
  }
}

/** Bytes as digits, of a text, or of a file; and for a hash, of bytes that nobody can guess. */
function Bytes({draft, change, attributes, modes, file, secret}) {
  const [busy, setBusy] = useState('');
  const choose = async event => {
    const [chosen] = event.target.files;
    if (chosen) {
      setBusy('Reading…');
      change({mode: 'hex', text: toHex(new Uint8Array(await chosen.arrayBuffer())), file: `${chosen.name}, ${plural(chosen.size, 'byte')}`});
      setBusy('');
    }
  };
  const invent = () => change({mode: 'bytes', text: toHex(crypto.getRandomValues(new Uint8Array(32))), made: true});
  return h(Fragment, null,
      h('span', {class: 'inline'},
          draft.file
            ? h('span', {class: 'text'}, draft.file, ' ', h('button', {type: 'button', class: 'link', onClick: () => change({mode: 'hex', text: ''})}, 'Remove'))
            : h('input', {...attributes, ...PLAIN, class: draft.mode === 'text' ? '' : 'hex', value: draft.text, onInput: event => change({...draft, text: event.target.value, made: false})}),
          h('select', {'aria-label': 'How it is given', value: draft.mode, onChange: event => change({mode: event.target.value, text: draft.file ? '' : draft.text})},
              modes.map(([mode, title]) => h('option', {key: mode, value: mode}, title)))),
      file && h('label', {class: 'hint'}, 'or of a file: ', h('input', {type: 'file', 'aria-label': 'A file', onChange: choose}), busy),
      secret && h('p', {class: 'hint'}, draft.made
        ? h(Fragment, null, 'Keep the bytes above: they are the secret that this is the hash of. ', h(Copy, {text: draft.text, label: 'Copy the secret'}))
        : h('button', {type: 'button', class: 'link', onClick: invent}, 'Hash of a new secret')));
}
