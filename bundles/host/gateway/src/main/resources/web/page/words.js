/** Sentences and values of any capability, made from its description alone. */
import {Fragment, h} from 'preact';
import {capital, grouped, short, words} from './format.js';
import {Account, Amount, Asset, Copy, Id, State, Time, useLoad} from './parts.js';
import {description, digestOf, useLiveValue} from './ledger.js';
import {Link, to} from './router.js';

const PREPOSITIONS = new Set(['from', 'to', 'by', 'for', 'with', 'until', 'at', 'of', 'in', 'on', 'against', 'under']);

const inner = type => (type?.kind === 'optional' ? type.element : type);

/** Without a description a value is shown by its looks. */
function guessed(value) {
  return {kind: Array.isArray(value) ? 'list' : typeof value === 'boolean' ? 'flag' : 'text'};
}

/**
 * One value as its type says.
 *
 * @param {{type: object, value: *, values: object, brief?: boolean}} props `values` are all of the same schema: one of them may
 *     name the asset of an amount
 */
export function Value({type, value, values, brief = false}) {
  const of = inner(type) ?? guessed(value);
  if (value === null || value === undefined) {
    return h('span', {class: 'quiet'}, 'none');
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? h('span', {class: 'quiet'}, 'none')
      : h('ul', {class: 'values'}, value.map((each, i) =>
        h('li', {key: i}, h(Value, {type: of.element, value: each, values, brief}))));
  }
  const text = String(value);
  switch (of.kind) {
    case 'account': return h(Account, {name: text});
    case 'asset': return h(Asset, {symbol: text});
    case 'amount': return h(Amount, {amount: text, asset: values?.[of.assetField]});
    case 'number': return h('span', {class: 'number'}, grouped(text));
    case 'time': return h(Time, {at: text, exact: !brief});
    case 'flag': return value ? 'yes' : 'no';
    case 'hash':
    case 'bytes':
    case 'key': return brief
      ? h('code', {title: text}, short(text))
      : text.length > 140 ? h(Id, {text})
      : h('span', {class: 'id'}, h('code', null, text), h(Copy, {text}));
    case 'choice': return h(State, {state: text});
    default: return typeof value === 'object' ? h('code', null, JSON.stringify(value)) : h('span', {class: 'text'}, text);
  }
}

/** All values, in the order of their fields. */
export function Fields({fields, values}) {
  const rows = fields ?? Object.keys(values ?? {}).map(name => ({name, ...guessed(values[name])}));
  return rows.length === 0
    ? h('p', {class: 'quiet'}, 'No fields.')
    : h('dl', {class: 'facts'}, rows.map(field => h('div', {key: field.name},
        h('dt', null, capital(words(field.name))),
        h('dd', null, h(Value, {type: field, value: values?.[field.name], values})))));
}

/** What a sentence says of the values: amounts first, then who and when; long identifiers last and shortened. */
export function phrase(fields, values) {
  const said = new Set();
  const parts = [];
  const present = (fields ?? Object.keys(values ?? {}).map(name => ({name, ...guessed(values[name])})))
      .filter(field => values?.[field.name] !== null && values?.[field.name] !== undefined && values[field.name] !== '');
  const kind = field => inner(field).kind;
  for (const field of present.filter(each => kind(each) === 'amount')) {
    const asset = inner(field).assetField;
    said.add(field.name).add(asset);
    const label = parts.length || field.name !== 'amount' ? words(field.name) + ' ' : '';
    parts.push([parts.length ? ', ' : ' ', label, h(Amount, {amount: values[field.name], asset: values[asset]})]);
  }
  const order = field => (PREPOSITIONS.has(field.name) ? 0 : ['account', 'asset'].includes(kind(field)) ? 1
    : ['hash', 'bytes', 'key'].includes(kind(field)) ? 3 : 2);
  present.filter(field => !said.has(field.name)).sort((a, b) => order(a) - order(b)).forEach((field, i) => {
    const value = values[field.name];
    const list = Array.isArray(value);
    const follows = order(field) === 0 || (parts.length === 0 && i === 0);
    parts.push([
      follows ? ' ' : ', ',
      parts.length === 0 && i === 0 && ['account', 'asset', 'name'].includes(field.name) ? '' : words(field.name) + ' ',
      list ? `(${value.length})`
        : field.name === 'id' && kind(field) === 'hash' ? h(Link, {href: to.search(value), title: value}, h('code', null, short(value)))
          : h(Value, {type: field, value, values, brief: true}),
    ]);
  });
  return parts;
}

/** The description that an event or operation is to be read by; undefined until it is there, null if there is none. */
export function useDescription(capability, height) {
  const digest = useLiveValue(live => digestOf(live.head, capability));
  const loaded = useLoad(() => description(capability, digest, height), [capability, digest]);
  return loaded.error ? null : loaded.value;
}

/** What happened, in one sentence. */
export function EventSentence({event}) {
  const [capability, name] = split(event.type);
  const fields = useDescription(capability, event.height)?.events.find(each => each.name === name)?.fields;
  return h('span', {class: 'sentence'},
      h(Tag, {capability}), h('b', null, capital(words(name))), phrase(fields, event.data), '.');
}

/**
 * The newest of what has arrived and of what was there before, each once.
 *
 * @param {{arrived: object[], earlier: ?object[], shown: number, children: *}} props what is shown when there is none
 */
export function EventRows({arrived, earlier, shown, children}) {
  const events = [...new Map([...arrived, ...(earlier ?? [])].map(event => [event.sequence, event])).values()]
      .sort((a, b) => b.sequence - a.sequence).slice(0, shown);
  return events.length === 0 ? children : h('ul', {class: 'rows'}, events.map(event => h('li', {key: event.sequence, class: 'row fresh'},
      h('span', {class: 'grow'}, h(EventSentence, {event})),
      h(Link, {class: 'quiet number', href: to.block(event.height), title: 'Block ' + event.height}, grouped(event.height)))));
}

/** What was asked for, in one sentence. */
export function OperationSentence({operation, height, signer}) {
  const fields = useDescription(operation.capability, height)?.operations
      .find(each => each.name === operation.operation && each.schema === operation.schema)?.fields;
  return h('span', {class: 'sentence'},
      h(Tag, {capability: operation.capability}),
      signer && h(Fragment, null, h(Account, {name: signer}), ' signed: '),
      h('b', null, signer ? words(operation.operation) : capital(words(operation.operation))), phrase(fields, operation.values), '.');
}

const Tag = ({capability}) => h(Link, {class: 'tag', href: to.capability(capability)}, capability);

export const split = type => {
  const dot = type.indexOf('.');
  return [type.slice(0, dot), type.slice(dot + 1)];
};

/** A failure as the ledger says it, with what it knows of the reason. */
export function FailureNote({failure, title}) {
  const values = Object.entries(failure.values ?? {}).filter(([, value]) => value !== null);
  return h('div', {class: 'note bad', role: 'alert'},
      h('p', null, h('span', {class: 'sign', 'aria-hidden': 'true'}, '✕'), title && h('b', null, title, ' '), failure.message),
      h('p', {class: 'quiet small'}, failure.code,
          values.map(([name, value]) => ` · ${words(name)} ${short(typeof value === 'object' ? JSON.stringify(value) : String(value), 24, 12)}`)));
}

