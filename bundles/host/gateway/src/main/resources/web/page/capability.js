/** What is active, what each capability can do, and what it answers: all of it read from descriptions. */
import {Fragment, h} from 'preact';
import {useState} from 'preact/hooks';
import {fingerprint, get, useLiveValue} from './ledger.js';
import {capital, grouped, plural, words} from './format.js';
import {Bones, Heading, Id, Loaded, Note, Pages, Panel, State, Table, useLoad} from './parts.js';
import {go, Link, to} from './router.js';
import {Fields, useDescription, Value} from './words.js';
import {blanks, draftOf, FormFields, readAll, Suggestions, useSuggestions} from './form.js';

export function Capabilities() {
  const active = useLiveValue(live => fingerprint(live.head));
  const loaded = useLoad(() => get('modules'), [], active);
  const modules = useLiveValue(live => live.head?.modules);
  return h(Fragment, null,
      h(Heading, {title: 'Capabilities'}),
      h('p', {class: 'quiet'}, 'A capability is a set of rules that can be put onto the ledger, exchanged and taken off while it runs.'),
      h('ul', {class: 'cards'}, modules
        ? [{name: 'ledger'}, ...modules].map(each => h('li', {key: each.name}, h(Card, {module: each})))
        : h(Bones, {lines: 2})),
      h(Panel, {title: 'Versions'}, h(Loaded, {from: loaded}, page => h(Table, {
        rows: page.items, keyOf: each => each.sha256, caption: 'Every version that is known here',
        empty: 'Nothing but the ledger itself is here yet. What a bundle delivers appears at once.',
        columns: [
          {title: 'Capability', cell: each => h(Link, {href: to.capability(each.name)}, each.name)},
          {title: 'Version', cell: each => each.version},
          {title: 'State', cell: each => h(State, {state: each.state})},
          {title: 'Open agreements', number: true, cell: each => grouped(each.openAgreements)},
          {title: 'Rules (SHA-256)', cell: each => h(Id, {text: each.sha256})},
        ],
      }))),
      h(Panel, {title: 'History'}, h(Pages, {load: cursor => get('modules/history', {cursor, limit: 25}), inputs: [], refresh: active, lines: 3},
          items => h(Table, {
            rows: items, empty: 'No capability was activated yet.', caption: 'Activations and deactivations',
            columns: [
              {title: 'Block', number: true, cell: each => h(Link, {href: to.block(each.height)}, grouped(each.height))},
              {title: 'Change', cell: each => `${each.name} ${each.version} ${each.change}`},
              {title: 'Transaction', cell: each => each.tx ? h(Id, {text: each.tx, href: to.transaction(each.tx)}) : ''},
            ],
          }))));
}

function Card({module}) {
  const about = useDescription(module.name);
  return h(Link, {class: 'card', href: to.capability(module.name)},
      h('b', null, module.name),
      h('span', {class: 'quiet'}, module.version ? 'version ' + module.version : 'the ledger itself'),
      about && h('span', {class: 'quiet small'},
          [about.operations.length && plural(newest(about.operations).length, 'operation'),
            about.queries.length && plural(newest(about.queries).length, 'query', 'queries')].filter(Boolean).join(', ')));
}

/** Of several schemas of one name the newest. */
export function newest(types) {
  const found = new Map();
  for (const type of types) {
    if (!(found.get(type.name)?.schema > type.schema)) {
      found.set(type.name, type);
    }
  }
  return [...found.values()];
}

/** Why there is nothing to see of a capability. It goes by itself when the rules become active. */
export const NotActive = ({name}) => h(Note, {kind: 'bad', role: 'status'},
    h('p', null, h('span', {class: 'sign', 'aria-hidden': 'true'}, '○'), h('b', null, name), ' is not active on this ledger now. As soon as it is, its forms appear here.'),
    h('p', null, h(Link, {href: '/app/capabilities'}, 'See what is active, and what was')));

export function CapabilityPage({name}) {
  const about = useDescription(name);
  const version = useLiveValue(live => live.head?.modules?.find(each => each.name === name)?.version);
  return h(Fragment, null,
      h(Heading, {title: name, over: h(Link, {href: '/app/capabilities'}, 'Capabilities')}),
      version && h('p', {class: 'quiet'}, 'Version ', version, ', ', h(State, {state: 'active'})),
      about === null && h(NotActive, {name}),
      about === undefined && h(Bones, {lines: 8}),
      about && h(Whole, {name, about}));
}

const fieldsOf = fields => fields.length ? fields.map(field => words(field.name)).join(', ') : 'nothing';

function Whole({name, about}) {
  const operations = newest(about.operations);
  const queries = newest(about.queries);
  return h(Fragment, null,
      h(Panel, {title: 'Operations'}, h('ul', {class: 'rows'}, operations.map(each => h('li', {key: each.name, class: 'row stack'},
          h(Link, {class: 'strong', href: to.operation(name, each.name)}, capital(words(each.name))),
          h('span', {class: 'quiet'}, fieldsOf(each.fields)))))),
      queries.length > 0 && h(Panel, {title: 'Queries'}, h('ul', {class: 'rows'}, queries.map(each => h('li', {key: each.name, class: 'row stack'},
          h(Link, {class: 'strong', href: to.query(name, each.name)}, capital(words(each.name))),
          h('span', {class: 'quiet'}, each.input.length ? 'by ' + fieldsOf(each.input) : each.paged ? 'all of them' : 'as it is'))))),
      about.events.length > 0 && h(Panel, {title: 'Events'}, h('ul', {class: 'rows'}, about.events.map(each => h('li', {key: each.name, class: 'row stack'},
          h('code', null, name + '.' + each.name), h('span', {class: 'quiet'}, fieldsOf(each.fields)))))),
      about.failures.length > 0 && h(Panel, {title: 'Why it can refuse'},
          h(Table, {
            rows: about.failures, keyOf: each => each.code + each.message, empty: '', caption: 'Failures',
            columns: [
              {title: 'Code', cell: each => h('code', null, each.code)},
              {title: 'What it says', cell: each => each.message},
            ],
          })));
}

const COLUMNS = 6;

/** A question and its answer as a table. The address has what was asked, so it can be shared. */
export function QueryPage({capability, name, query}) {
  const about = useDescription(capability);
  const type = about && newest(about.queries).find(each => each.name === name);
  return h(Fragment, null,
      h(Heading, {title: capital(words(name)), over: h(Link, {href: to.capability(capability)}, capability)}),
      about === null ? h(NotActive, {name: capability})
        : about === undefined ? h(Bones, {lines: 6})
          : !type ? h('p', null, `${capability} has no query of this name now.`)
            : h(Ask, {key: about.sha256, capability, type, query}));
}

function Ask({capability, type, query}) {
  const from = useSuggestions();
  const [drafts, set] = useState(() => ({
    ...blanks(type.input),
    ...Object.fromEntries(type.input.filter(field => query.has(field.name)).map(field => [field.name, draftOf(field, query.getAll(field.name))])),
  }));
  const [wrong, setWrong] = useState({});
  const asked = query.has('asked') || type.input.every(field => field.kind === 'optional') || type.input.some(field => query.has(field.name));
  const values = Object.fromEntries(type.input.filter(field => query.has(field.name))
      .map(field => [field.name, (field.kind === 'optional' ? field.element : field).kind === 'list' ? query.getAll(field.name) : query.get(field.name)]));
  const submit = async event => {
    event.preventDefault();
    const found = await readAll(type.input, drafts, from.assets);
    setWrong(found.wrong);
    if (Object.keys(found.wrong).length === 0) {
      const search = new URLSearchParams({asked: 'yes'});
      Object.entries(found.values).forEach(([field, value]) => [value].flat().forEach(each => search.append(field, String(each))));
      go(`${to.query(capability, type.name)}?${search}`);
    }
  };
  return h(Fragment, null,
      type.input.length > 0 && h(Panel, {title: 'Ask'},
          h('form', {class: 'fields', onSubmit: submit, noValidate: true},
              h(Suggestions, {from}),
              h(FormFields, {fields: type.input, drafts, wrong, from, change: (field, draft) => set(now => ({...now, [field]: draft}))}),
              h('div', {class: 'buttons'}, h('button', {class: 'button main', type: 'submit'}, 'Ask')))),
      asked && h(Answer, {capability, type, values}));
}

function Answer({capability, type, values}) {
  const height = useLiveValue(live => live.head?.height);
  const path = `${encodeURIComponent(capability)}/${encodeURIComponent(type.name)}`;
  const parameters = {...values, schema: type.schema};
  return h(Panel, {title: 'Answer', aside: h('span', {class: 'quiet small'}, 'as of the newest block')}, type.paged
    ? h(Pages, {load: cursor => get(path, {...parameters, cursor, limit: 25}), inputs: [path, parameters], refresh: height, lines: 5},
        items => h(Rows, {items, fields: type.output}))
    : h(One, {load: () => get(path, parameters), inputs: [path, parameters], height, fields: type.output}));
}

function One({load, inputs, height, fields}) {
  const loaded = useLoad(load, inputs, height);
  return h(Loaded, {from: loaded}, values => h(Fields, {fields, values}));
}

/** What tells rows apart at a glance; the rest is a click away. */
function telling(fields) {
  const kind = field => (field.kind === 'optional' ? field.element : field).kind;
  const paired = new Set(fields.map(field => field.assetField).filter(Boolean));
  const rank = field => ['choice', 'amount'].includes(kind(field)) ? 0 : ['account', 'time', 'text', 'flag'].includes(kind(field)) ? 1
    : field.name === 'id' ? 0 : ['number', 'duration', 'asset'].includes(kind(field)) ? 2 : 3;
  const chosen = new Set(fields.filter(field => !paired.has(field.name) && field.kind !== 'optional')
      .map((field, i) => [rank(field), i, field]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, COLUMNS).map(each => each[2]));
  return fields.filter(field => chosen.has(field));
}

function Rows({items, fields}) {
  const [open, toggle] = useState(null);
  return h(Fragment, null,
      h(Table, {
        rows: items, empty: 'There is none.', caption: plural(items.length, 'row'),
        columns: [
          ...telling(fields).map(field => ({
            title: capital(words(field.name)), number: field.kind === 'amount' || field.kind === 'number',
            cell: row => h(Value, {type: field, value: row[field.name], values: row, brief: true}),
          })),
          {title: 'All fields', cell: row => h('button', {
            type: 'button', class: 'link', 'aria-expanded': String(open === row), onClick: () => toggle(open === row ? null : row),
          }, open === row ? 'Hide' : 'Show')},
        ],
      }),
      open && items.includes(open) && h(Panel, {class: 'inset', level: 'h3', title: 'All fields'}, h(Fields, {fields, values: open})));
}

