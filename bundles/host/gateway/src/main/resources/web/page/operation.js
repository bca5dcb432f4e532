/** An operation of any capability: a form, what it would do, a signature of this browser, and on to the receipt. */
import {Fragment, h} from 'preact';
import {useEffect, useMemo, useState} from 'preact/hooks';
import {formatAmount, Key, parseAmount, signTransaction, toHex, transactionMessage} from '/quoin/quoin.js';
import {get, quoin} from './ledger.js';
import {capital, grouped, plural, words} from './format.js';
import {Amount, Bones, Code, Heading, Panel, PLAIN, Problem, useLoad} from './parts.js';
import {go, Link, to} from './router.js';
import {FailureNote, useDescription} from './words.js';
import {blanks, draftOf, FormFields, readAll, Suggestions, useSuggestions} from './form.js';
import {newest, NotActive} from './capability.js';
import {mayHoldKeys, useKeys, useKeysAreRead} from './keys.js';
import {Events} from './chain.js';

/** For reading what would happen before it is submitted. */
const VALID_FOR = '15m';
const ELSEWHERE = '';

/** Where fees are charged, beside the fields of the operation. */
const SPONSOR = {name: 'fee-sponsor', kind: 'optional', element: {kind: 'account'}};

export function OperationPage({capability, name, query}) {
  const about = useDescription(capability);
  const keysAreRead = useKeysAreRead();
  const type = about && newest(about.operations).find(each => each.name === name);
  return h(Fragment, null,
      h(Heading, {title: capital(words(name)), over: h(Link, {href: to.capability(capability)}, capability)}),
      about === null ? h(NotActive, {name: capability})
        : about === undefined || !keysAreRead ? h(Bones, {lines: 6})
          : !type ? h('p', null, `${capability} has no operation of this name now.`)
            : h(Form, {key: about.sha256, capability, type, query}));
}

function Form({capability, type, query}) {
  const from = useSuggestions();
  const held = useKeys().filter(key => key.account);
  const [drafts, set] = useState(() => ({
    ...blanks([...type.fields, SPONSOR]),
    ...Object.fromEntries(type.fields.filter(field => query.has(field.name)).map(field => [field.name, draftOf(field, query.getAll(field.name))])),
  }));
  const [wrong, setWrong] = useState({});
  const [chosen, choose] = useState(null);
  const [signer, setSigner] = useState(query.get('from') ?? '');
  const [limits, setLimits] = useState(null);
  const [step, setStep] = useState({at: 'form'});
  const key = held.find(each => each.publicKey === chosen)
      ?? (chosen === ELSEWHERE ? undefined : held.find(each => each.account === query.get('from')) ?? held[0]);
  const account = key ? key.account : signer.trim();
  const balances = useLoad(() => account ? get('accounts/' + encodeURIComponent(account)) : Promise.resolve(null), [account]);
  const available = useMemo(
      () => Object.fromEntries((balances.value?.balances ?? []).map(each => [each.asset, each.amount])), [balances.value]);
  useEffect(() => {
    // What the signer usually is need not be typed.
    if (account && type.fields.some(field => field.name === 'from' && field.kind === 'account') && !query.has('from')) {
      set(now => ({...now, from: account}));
      setStep({at: 'form'});
    }
  }, [account]);
  const suggested = useMemo(() => spendsOf(type.fields, drafts, from.assets), [drafts, from.assets]);
  const spends = limits ?? suggested;
  const fields = from.feePolicy ? [...type.fields, SPONSOR] : type.fields;
  const change = (field, draft) => {
    set(now => ({...now, [field]: draft}));
    setStep({at: 'form'});
  };

  const prepare = async event => {
    event.preventDefault();
    const found = await readAll(fields, drafts, from.assets);
    setWrong(found.wrong);
    const [first] = Object.keys(found.wrong);
    if (first) {
      document.getElementById('f-' + first)?.focus();
      return;
    }
    const {[SPONSOR.name]: sponsor, ...values} = found.values;
    const operation = {capability, operation: type.name, schema: type.schema, values, spends: spends.filter(each => /[1-9]/.test(each.amount))};
    const wanted = {operations: [operation], fee: {sponsor}, validFor: VALID_FOR};
    setStep({at: 'busy', what: key ? 'Looking what it would do…' : 'Encoding…'});
    try {
      setStep(key ? await previewed(key, wanted) : await encoded(account, wanted));
    } catch (error) {
      setStep({at: 'failed', error});
    }
  };
  const submit = async bytes => {
    setStep({...step, submitting: true});
    try {
      const receipt = await quoin.submit(bytes);
      go(to.transaction(receipt.tx) + '?new=yes');
    } catch (error) {
      setStep({at: 'failed', error});
    }
  };

  return h('div', {class: 'act'},
      h(Panel, null, h('form', {class: 'fields', onSubmit: prepare, noValidate: true},
          h(Suggestions, {from}),
          h(SignerField, {held, chosen: key?.publicKey ?? ELSEWHERE, choose: value => {
            choose(value);
            setStep({at: 'form'});
          }, signer, setSigner, from}),
          h(FormFields, {fields, drafts, wrong, from, change, available}),
          h(Limits, {spends, suggested, set: value => {
            setLimits(value);
            setStep({at: 'form'});
          }}),
          h('div', {class: 'buttons'},
              h('button', {class: step.at === 'ready' ? 'button' : 'button main', type: 'submit', disabled: step.at === 'busy' || step.submitting || !account},
                  key ? 'Preview' : 'Encode for a signer elsewhere'),
              step.at === 'busy' && h('span', {class: 'quiet', role: 'status'}, step.what)))),
      h('aside', {'aria-live': 'polite'},
          step.at === 'form' && h(Panel, {title: 'What would happen'}, h('p', {class: 'quiet'}, key
            ? 'Preview shows what this would do on the ledger as it is now. Nothing is submitted before you say so.'
            : 'Encode gives the bytes to sign. Nothing is submitted before there is a signature.')),
          step.at === 'busy' && h(Panel, {title: 'What would happen'}, h(Bones, {lines: 3})),
          step.at === 'failed' && h(Problem, {error: step.error}),
          step.at === 'ready' && h(Preview, {step, account, submit}),
          step.at === 'elsewhere' && h(Elsewhere, {step, submit})));
}

/** Encodes here, so that what is signed is what the form says; the ledger only says what it would do. */
async function previewed(key, wanted) {
  const {unsigned, transaction: {fee}} = await quoin.build({...wanted, signer: key.account, key: key.publicKey});
  const signed = await signTransaction(unsigned, await Key.of(key.pair));
  const receipt = await quoin.simulate(signed);
  return {at: 'ready', signed, receipt, limit: fee.limit && formatAmount(fee.limit, await quoin.decimals(receipt.feeAsset))};
}

/** For the first key of an account that signs elsewhere. */
async function encoded(account, wanted) {
  const {keys: [key]} = await quoin.account(account);
  const {unsigned} = await quoin.build({...wanted, signer: account, key});
  return {at: 'elsewhere', key, unsigned: toHex(unsigned), message: toHex(transactionMessage(unsigned))};
}

/** The amounts of a form, added up by asset: what the rules may take from the signer at most. */
function spendsOf(fields, drafts, assets) {
  const sums = new Map();
  for (const field of fields.filter(each => each.kind === 'amount')) {
    const asset = drafts[field.assetField];
    const decimals = assets.get(asset)?.decimals;
    try {
      sums.set(asset, (sums.get(asset) ?? 0n) + parseAmount(drafts[field.name], decimals, asset));
    } catch {
      // The form says so when it is read; an asset that is not there yet is not spent.
    }
  }
  return [...sums].map(([asset, units]) => ({asset, amount: formatAmount(units, assets.get(asset).decimals)}));
}

function SignerField({held, chosen, choose, signer, setSigner, from}) {
  return h('div', {class: 'field'},
      h('label', {for: 'signer'}, 'Signed by'),
      held.length > 0 && h('select', {id: 'signer', value: chosen, onChange: event => choose(event.target.value)},
          held.map(key => h('option', {key: key.publicKey, value: key.publicKey}, key.account)),
          h('option', {value: ELSEWHERE}, 'somebody elsewhere')),
      (held.length === 0 || chosen === ELSEWHERE) && h('input', {
        id: held.length ? 'signer-name' : 'signer', 'aria-label': 'The signer’s account', value: signer, onInput: event => setSigner(event.target.value),
        list: 'accounts', ...PLAIN, maxLength: 32, placeholder: 'account',
      }),
      held.length === 0 && h('p', {class: 'hint'}, mayHoldKeys()
        ? [h(Link, {href: '/app/keys'}, 'Add a key to this browser'), ' to preview and sign here.']
        : 'This browser keeps no keys for this page: it can only encode what a signer elsewhere signs.'));
}

function Limits({spends, suggested, set}) {
  const [open, toggle] = useState(false);
  const change = (i, part, value) => set(spends.map((each, at) => (at === i ? {...each, [part]: value} : each)));
  return h('div', {class: 'field'},
      h('span', {class: 'label'}, 'Spending limit'),
      open
        ? h('div', {class: 'nested'},
            spends.map((spend, i) => h('div', {key: i, class: 'inline'},
                h('input', {'aria-label': 'At most', inputMode: 'decimal', autocomplete: 'off', value: spend.amount, onInput: event => change(i, 'amount', event.target.value)}),
                h('input', {'aria-label': 'Asset', list: 'assets', autocomplete: 'off', value: spend.asset, onInput: event => change(i, 'asset', event.target.value)}),
                h('button', {type: 'button', class: 'button', onClick: () => set(spends.filter((_, at) => at !== i))}, 'Remove'))),
            h('span', {class: 'buttons'},
                h('button', {type: 'button', class: 'button', onClick: () => set(spends.concat({asset: '', amount: ''}))}, 'Add'),
                h('button', {type: 'button', class: 'link', onClick: () => {
                  set(null);
                  toggle(false);
                }}, 'As the form says')))
        : h('p', null, spends.length
            ? ['At most ', spends.map((spend, i) => [i ? ' and ' : '', h(Amount, {key: i, ...spend})]), ' can be taken from the signer. ']
            : 'Nothing can be taken from the signer. ',
        h('button', {type: 'button', class: 'link', onClick: () => {
          set(spends);
          toggle(true);
        }}, 'Change')));
}

function Preview({step, account, submit}) {
  const {receipt, signed, limit} = step;
  const applied = receipt.status === 'applied';
  return h(Panel, {title: 'What would happen'},
      applied
        ? h(Events, {events: receipt.events, none: 'It would be applied, and nothing reports of it.'})
        : h(FailureNote, {failure: receipt.failure, title: 'It would be rejected.'}),
      h('p', {class: 'quiet small'}, `${plural(receipt.gas, 'unit')} of gas, a fee of `, h(Amount, {amount: receipt.fee, asset: receipt.feeAsset}),
          limit && [' and at most ', h(Amount, {amount: limit, asset: receipt.feeAsset})], `. Signed for ${account} in this browser; nothing is submitted yet.`),
      h('div', {class: 'buttons'},
          h('button', {type: 'button', class: applied ? 'button main' : 'button', disabled: step.submitting, onClick: () => submit(signed)},
              step.submitting ? 'Submitting…' : applied ? 'Submit' : 'Submit all the same')));
}

function Elsewhere({step: {key, unsigned, message, submitting}, submit}) {
  const [signature, set] = useState('');
  const fits = /^[0-9a-f]{128}$/i.test(signature.trim());
  return h(Panel, {title: 'To be signed elsewhere'},
      h('p', null, `Sign these ${grouped(message.length / 2)} bytes with the key ${key}:`),
      h(Code, {text: message, label: 'the message in hexadecimal'}),
      h('details', null, h('summary', null, 'The transaction without its signature'), h(Code, {text: unsigned, label: 'the unsigned bytes'})),
      h('form', {class: 'fields', onSubmit: event => {
        event.preventDefault();
        submit(unsigned + signature.trim().toLowerCase());
      }},
      h('div', {class: 'field'},
          h('label', {for: 'signature'}, 'Signature'),
          h('textarea', {id: 'signature', value: signature, spellcheck: false, onInput: event => set(event.target.value), 'aria-describedby': 'signature-hint'}),
          h('p', {class: 'hint', id: 'signature-hint'}, '128 hexadecimal digits')),
      h('div', {class: 'buttons'}, h('button', {type: 'submit', class: 'button main', disabled: !fits || submitting}, 'Submit'))));
}
