/** Blocks with all that their headers commit to; and transactions in words, in full, and as they were signed. */
import {Fragment, h} from 'preact';
import {useState} from 'preact/hooks';
import {get, useLiveValue} from './ledger.js';
import {capital, grouped, plural, short, words} from './format.js';
import {Account, Amount, Code, Facts, Heading, Icon, Id, Loaded, Note, Pages, Panel, State, Table, Tabs, Time, useLoad} from './parts.js';
import {Link, to} from './router.js';
import {EventSentence, FailureNote, Fields, OperationSentence, split, useDescription} from './words.js';

const COLUMNS = [
  {title: 'Height', number: true, cell: each => h(Link, {class: 'strong', href: to.block(each.height)}, grouped(each.height))},
  {title: 'Hash', cell: each => h(Id, {text: each.hash, href: to.block(each.height)})},
  {title: 'Transactions', number: true, cell: each => grouped(each.transactions)},
  {title: 'Time', cell: each => h(Time, {at: each.time})},
];

export function Blocks() {
  const height = useLiveValue(live => live.head?.height);
  return h(Fragment, null,
      h(Heading, {title: 'Blocks'}),
      h(Panel, null, h(Pages, {load: cursor => get('blocks', {cursor, limit: 25}), inputs: [], lines: 12},
          items => h(Fragment, null,
              height > items[0]?.height && h('p', null, h(Link, {href: to.block(height)}, `The newest is ${grouped(height)}`), ' by now.'),
              h(Table, {columns: COLUMNS, rows: items, keyOf: each => each.height, empty: 'There is no block yet.', caption: 'Blocks, newest first'})))));
}

export function BlockPage({height}) {
  const newest = useLiveValue(live => live.head?.height);
  const loaded = useLoad(() => get('blocks/' + height), [height]);
  const at = Number(height);
  return h(Fragment, null,
      h(Heading, {title: 'Block ' + grouped(height), over: h(Link, {href: '/app/blocks'}, 'Blocks')}),
      h('nav', {class: 'neighbours', 'aria-label': 'Neighbouring blocks'},
          at > 0 ? h(Link, {class: 'button', href: to.block(at - 1)}, h(Icon, {name: 'left'}), ' Previous') : h('span'),
          newest > at ? h(Link, {class: 'button', href: to.block(at + 1)}, 'Next ', h(Icon, {name: 'right'})) : h('span')),
      h(Loaded, {from: loaded, lines: 10}, found => h(WholeBlock, {block: found})));
}

function WholeBlock({block: found}) {
  const transactions = found.transactions ?? [];
  return h(Fragment, null,
      h(Panel, null, h(Facts, {rows: [
        ['Time', h(Time, {at: found.time, exact: true})],
        ['Hash', h(Id, {text: found.hash, full: true})],
        ['Parent', found.height > 0 ? h(Id, {text: found.parent, href: to.block(found.height - 1), full: true}) : 'none: it is the first'],
        ['Transactions', grouped(transactions.length)],
        ['Protocol', String(found.protocol)],
      ]})),
      h(Panel, {title: plural(transactions.length, 'transaction')},
          transactions.length
            ? h('ol', {class: 'rows'}, transactions.map((id, i) => h('li', {key: id, class: 'row'},
                h('span', {class: 'quiet number'}, i), h('span', {class: 'grow'}, h(Id, {text: id, href: to.transaction(id)})))))
            : h('p', {class: 'empty'}, 'This block was made without any: its time had come.')),
      h(Panel, {title: 'Rules in force'},
          h(Table, {
            columns: [
              {title: 'Capability', cell: each => h(Link, {href: to.capability(each.name)}, each.name)},
              {title: 'Version', cell: each => each.version},
              {title: 'Rules (SHA-256)', cell: each => h(Id, {text: each.sha256})},
            ], rows: found.modules ?? [], keyOf: each => each.name, empty: 'Only the ledger’s own.', caption: 'Active rules',
          })),
      h(Panel, {title: 'Roots'},
          h('p', {class: 'quiet'}, 'What the header commits to: whoever trusts its hash can check any of this against it.'),
          h(Facts, {rows: [
            ['State', found.stateRoot], ['Nonces', found.noncesRoot], ['Receipts', found.receiptsRoot], ['Events', found.eventsRoot],
            ['History', found.historyRoot], ['Input', found.inputHash], ['Operators', found.operatorsHash], ['Chain', found.chainId],
          ].filter(([, digest]) => digest).map(([title, digest]) => [title, h(Id, {text: digest, full: true})])})),
      found.header && h(Panel, {title: 'Header'},
          h('details', null, h('summary', null, `${grouped(found.header.length / 2)} bytes; their SHA-256 is ${short(found.hash)}`),
              h(Code, {text: found.header, label: 'the header in hexadecimal'}))));
}

const VIEWS = [['simple', 'Simple'], ['detailed', 'Detailed'], ['raw', 'Raw']];

export function TransactionPage({id, query}) {
  const loaded = useLoad(() => get('transactions/' + encodeURIComponent(id)), [id]);
  const height = useLiveValue(live => loaded.error?.status === 404 ? live.head?.height : 0);
  const [view, choose] = useState('simple');
  return h(Fragment, null,
      h(Heading, {title: 'Transaction'}),
      query.get('new') && loaded.value && loaded.value.status === 'applied' && h(Note, {kind: 'good', role: 'status'},
          h('p', null, h('span', {class: 'sign', 'aria-hidden': 'true'}, '✓'), 'Done. Your transaction is in block ', grouped(loaded.value.height), '.')),
      h('p', null, h(Id, {text: id, full: true})),
      loaded.error?.status === 404
        ? h(Note, {kind: 'bad', role: 'alert'},
            h('p', null, 'No such transaction is in a block, or not yet.'),
            h('p', {class: 'quiet'}, `Looked for up to block ${grouped(height ?? 0)}.`),
            h('button', {type: 'button', class: 'button', onClick: loaded.again}, 'Look again'))
        : h(Loaded, {from: loaded, lines: 8}, receipt => h(Fragment, null,
            h(Tabs, {label: 'Views', tabs: VIEWS, chosen: view, choose}),
            h('div', {role: 'tabpanel', 'aria-labelledby': 'tab-' + view},
                view === 'simple' ? h(Simple, {receipt}) : view === 'detailed' ? h(Detailed, {receipt}) : h(Raw, {receipt})))));
}

const transactionOf = receipt => receipt.transaction ?? {operations: []};

function Simple({receipt}) {
  const transaction = transactionOf(receipt);
  return h(Fragment, null,
      h(Panel, null,
          h('p', {class: 'lead'}, h(State, {state: receipt.status}), ' in ',
              h(Link, {href: to.block(receipt.height)}, 'block ' + grouped(receipt.height)),
              transaction.signer && [', signed by ', h(Account, {name: transaction.signer})], '.'),
          receipt.failure && h(FailureNote, {failure: receipt.failure})),
      h(Panel, {title: 'What was asked for'},
          h('ol', {class: 'story'}, transaction.operations.map((operation, i) =>
            h('li', {key: i}, h(OperationSentence, {operation, height: receipt.height}))))),
      h(Panel, {title: 'What happened'}, h(Events, {events: receipt.events, height: receipt.height})));
}

export const Events = ({events, height, none = 'Nothing: it was rejected as a whole.'}) => events.length
  ? h('ol', {class: 'story'}, events.map((event, i) => h('li', {key: event.sequence ?? i}, h(EventSentence, {event: {...event, height}}))))
  : h('p', {class: 'empty'}, none);

function Detailed({receipt}) {
  const transaction = transactionOf(receipt);
  return h(Fragment, null,
      h(Panel, {title: 'Receipt'}, h(Facts, {rows: [
        ['Status', h(State, {state: receipt.status})],
        ['Block', h(Link, {href: to.block(receipt.height)}, grouped(receipt.height))],
        ['Place in the block', grouped(receipt.index)],
        ['Gas', grouped(receipt.gas)],
        ['Fee', h(Amount, {amount: receipt.fee, asset: receipt.feeAsset})],
      ]}), receipt.failure && h(FailureNote, {failure: receipt.failure})),
      h(Panel, {title: 'Signed'}, h(Facts, {rows: [
        transaction.signer && ['Signer', h(Account, {name: transaction.signer})],
        transaction.key && ['Key', h(Id, {text: transaction.key, full: true})],
        transaction.lane !== undefined && ['Lane and sequence', `${grouped(transaction.lane)} · ${grouped(transaction.sequence)}`],
        transaction.validUntil && ['Valid until', h(Time, {at: transaction.validUntil, exact: true})],
        transaction.fee && ['Fee limit', h(Amount, {amount: transaction.fee.limit, asset: transaction.fee.asset})],
        transaction.fee?.sponsor && ['Sponsor', h(Account, {name: transaction.fee.sponsor})],
      ]})),
      transaction.operations.map((operation, i) => h(Operation, {key: i, operation, height: receipt.height, place: i})),
      receipt.events.map(event => h(Event, {key: event.sequence, event, height: receipt.height})));
}

function Operation({operation, height, place}) {
  const fields = useDescription(operation.capability, height)?.operations
      .find(each => each.name === operation.operation && each.schema === operation.schema)?.fields;
  return h(Panel, {
    title: `Operation ${place + 1}: ${words(operation.operation)}`,
    aside: h('span', {class: 'quiet'}, `${operation.capability}, schema ${operation.schema}`),
  },
  h(Fields, {fields, values: operation.values}),
  operation.spends?.length > 0 && h('p', null, 'May spend at most ', operation.spends.map((spend, i) =>
    [i ? ' and ' : '', h(Amount, {key: i, ...spend})]), '.'));
}

function Event({event, height}) {
  const [capability, name] = split(event.type);
  const fields = useDescription(capability, height)?.events.find(each => each.name === name)?.fields;
  return h(Panel, {title: `${capital(words(name))}`, aside: h('span', {class: 'quiet'}, `${capability}, event ${grouped(event.sequence)}`)},
      h(Fields, {fields, values: event.data}));
}

function Raw({receipt}) {
  const {bytes, ...rest} = receipt;
  return h(Fragment, null,
      bytes && h(Panel, {title: 'Bytes', aside: h('span', {class: 'quiet'}, plural(bytes.length / 2, 'byte'))},
          h('p', {class: 'quiet'}, 'The transaction and its signature, in the form that the ledger takes.'),
          h(Code, {text: bytes, label: 'the bytes in hexadecimal'})),
      h(Panel, {title: 'JSON'}, h(Code, {text: JSON.stringify(rest, null, 2), label: 'the answer of the API'})));
}
