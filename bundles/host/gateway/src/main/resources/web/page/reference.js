/** The API as the ledger describes it now, with what can be tried at once. */
import {Fragment, h} from 'preact';
import {useMemo, useState} from 'preact/hooks';
import {fingerprint, get, useLiveValue} from './ledger.js';
import {capital} from './format.js';
import {Code, Heading, Loaded, Panel, PLAIN, Table, useLoad} from './parts.js';

const METHODS = ['get', 'post', 'put', 'delete'];
const SHOWN = 100000;
const NESTED = 3;

export function Reference() {
  const active = useLiveValue(live => fingerprint(live.head));
  const loaded = useLoad(() => get('openapi.json'), [], active);
  const [wanted, set] = useState('');
  return h(Fragment, null,
      h(Heading, {title: 'API'}),
      h('p', {class: 'quiet'}, 'Everything on these pages comes from this API. It is described for programs at ',
          h('a', {href: '/api/v1/openapi.json'}, '/api/v1/openapi.json'), ', and has more whenever a capability becomes active.'),
      h('div', {class: 'field narrow'},
          h('label', {for: 'filter'}, 'Only what contains'),
          h('input', {id: 'filter', type: 'search', value: wanted, onInput: event => set(event.target.value), autocomplete: 'off', spellcheck: false})),
      h(Loaded, {from: loaded, lines: 10}, api => h(Groups, {api, wanted: wanted.trim().toLowerCase()})));
}

function Groups({api, wanted}) {
  const groups = useMemo(() => {
    const found = new Map((api.tags ?? []).map(tag => [tag.name, {...tag, calls: []}]));
    for (const [path, item] of Object.entries(api.paths)) {
      for (const method of METHODS.filter(each => item[each])) {
        const tag = item[method].tags?.[0] ?? 'other';
        found.has(tag) || found.set(tag, {name: tag, calls: []});
        found.get(tag).calls.push({path, method, ...item[method]});
      }
    }
    return [...found.values()];
  }, [api]);
  const shown = groups
      .map(group => ({...group, calls: group.calls.filter(call => `${call.path} ${call.summary} ${group.name}`.toLowerCase().includes(wanted))}))
      .filter(group => group.calls.length);
  return shown.length === 0
    ? h('p', {class: 'empty'}, 'Nothing contains this.')
    : shown.map(group => h(Panel, {key: group.name, title: capital(group.name)},
        group.description && h('p', {class: 'quiet breaking'}, group.description),
        h('div', {class: 'calls'}, group.calls.map(call => h(Call, {key: call.method + call.path, call, api})))));
}

function Call({call, api}) {
  const [open, toggle] = useState(false);
  return h('details', {class: 'call', onToggle: event => toggle(event.target.open)},
      h('summary', null,
          h('span', {class: 'method ' + call.method}, call.method.toUpperCase()),
          h('code', null, call.path), h('span', {class: 'quiet grow'}, call.summary)),
      open && h(Whole, {call, api}));
}

function Whole({call, api}) {
  const body = resolved(call.requestBody, api)?.content;
  const answer = resolved(call.responses?.['200'], api);
  const schema = Object.values(answer?.content ?? {})[0]?.schema;
  return h('div', {class: 'call-body'},
      call.description && h('p', {class: 'quiet breaking'}, call.description),
      call.parameters?.length > 0 && h(Table, {
        rows: call.parameters.map(each => resolved(each, api)), keyOf: each => each.in + each.name, empty: '', caption: 'Parameters',
        columns: [
          {title: 'Parameter', cell: each => h(Fragment, null, h('code', null, each.name), each.required ? '' : h('span', {class: 'quiet'}, ' optional'))},
          {title: 'Form', cell: each => outline(each.schema, api, 1)},
          {title: 'Meaning', cell: each => each.description ?? ''},
        ],
      }),
      body && h(Fragment, null, h('h3', null, 'Body'),
          Object.entries(body).map(([type, content]) => h(Code, {key: type, text: `${type}\n${outline(content.schema, api, NESTED)}`, label: 'the body’s form'}))),
      schema && h(Fragment, null, h('h3', null, 'Answer'), h(Code, {text: outline(schema, api, NESTED), label: 'the answer’s form'})),
      call.method === 'get' && h(Try, {call, api}));
}

const resolved = (part, api) => part?.$ref
  ? resolved(part.$ref.slice(2).split('/').reduce((at, name) => at?.[name.replace(/~1/g, '/').replace(/~0/g, '~')], api), api)
  : part;

/** A schema in a few lines, as a value of it looks. */
function outline(schema, api, depth, indent = '') {
  const of = resolved(schema, api);
  if (!of || of === true) {
    return 'anything';
  }
  const name = schema.$ref?.split('/').pop();
  const alternatives = of.anyOf ?? of.oneOf;
  if (alternatives) {
    const shown = alternatives.filter(each => each.type !== 'null').map(each => outline(each, api, depth, indent));
    return shown.join(' or ') + (shown.length < alternatives.length ? ' or null' : '');
  }
  if (of.enum) {
    return of.enum.map(each => JSON.stringify(each)).join(' | ');
  }
  if (of.const !== undefined) {
    return JSON.stringify(of.const);
  }
  const types = [of.type].flat();
  if (types.includes('object') && of.properties) {
    if (depth === 0) {
      return name ?? '{…}';
    }
    const required = new Set(of.required ?? []);
    const lines = Object.entries(of.properties).map(([field, each]) =>
      `${indent}  ${field}${required.has(field) ? '' : '?'}: ${outline(each, api, depth - 1, indent + '  ')}`);
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (types.includes('array')) {
    return `[${outline(of.items, api, depth, indent)}, …]`;
  }
  return name ? name.toLowerCase() : types.filter(Boolean).join(' or ') || 'anything';
}

/** Asks it as it stands here; what changes anything is for the forms. */
function Try({call, api}) {
  const parameters = (call.parameters ?? []).map(each => resolved(each, api)).filter(each => ['path', 'query'].includes(each.in));
  const [values, set] = useState({});
  const [answer, setAnswer] = useState(null);
  const [busy, setBusy] = useState(false);
  const missing = parameters.some(each => each.required && !values[each.name]);
  const path = call.path.replace(/\{([^}]+)\}/g, (whole, name) => (values[name] ? encodeURIComponent(values[name]) : whole));
  const search = new URLSearchParams(parameters.filter(each => each.in === 'query' && values[each.name])
      .map(each => [each.name, values[each.name]])).toString();
  const url = path + (search ? '?' + search : '');
  const ask = async event => {
    event.preventDefault();
    setBusy(true);
    const began = performance.now();
    try {
      const response = await fetch(url, {headers: {accept: 'application/json, text/plain;q=0.9, */*;q=0.5'}});
      const text = await response.text();
      setAnswer({status: response.status, text: pretty(text), ms: Math.round(performance.now() - began)});
    } catch {
      setAnswer({status: 0, text: 'The ledger does not answer.', ms: Math.round(performance.now() - began)});
    }
    setBusy(false);
  };
  return h('form', {class: 'fields', onSubmit: ask},
      h('h3', null, 'Try it'),
      parameters.map(each => h('div', {class: 'field', key: each.in + each.name},
          h('label', {for: `${call.path}-${each.name}`}, each.name),
          h('input', {
            id: `${call.path}-${each.name}`, value: values[each.name] ?? '', ...PLAIN,
            placeholder: each.required ? '' : 'optional', onInput: event => set({...values, [each.name]: event.target.value}),
          }))),
      h('div', {class: 'buttons'},
          h('button', {class: 'button', disabled: missing || busy}, 'Ask'),
          h('code', {class: 'quiet'}, 'GET ' + url)),
      answer && h('div', {'aria-live': 'polite'},
          h('p', {class: 'small'}, answer.status === 0 ? 'No answer' : `${answer.status}, ${answer.ms} ms`),
          h(Code, {text: answer.text.length > SHOWN ? answer.text.slice(0, SHOWN) + '\n…' : answer.text, label: 'the answer'})));
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
