/** A ledger behind a gateway. */

import {CodecError, toBytes, toHex} from './bytes.js';
import {assetsOf, encodeFields, formatAmount, parseAmount, parseDuration, requireAsset} from './codec.js';
import {ProofVerifier} from './proof.js';
import {encodeTransaction, signTransaction, transactionId} from './transaction.js';

/** @import {Fee, Key, Signed} from './transaction.js' */
/** @import {Verdict} from './proof.js' */
/** @import {Values} from './codec.js' */

/** In milliseconds, the pause before each further attempt. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000];

/** In milliseconds: the gateway says at least a comment every 15 s. */
const SILENCE = 45_000;
const FIRST_PAUSE = 1_000;
const MAX_PAUSE = 30_000;

/** The gateway, or the ledger behind it, has refused; or there was no answer, then `status` is 0. */
export class QuoinError extends Error {
  /**
   * @param {number} status of HTTP
   * @param {string} code such as `INSUFFICIENT_BALANCE`; it never changes its meaning
   * @param {string} message what happened and what to do
   * @param {Values} values
   * @param {object} [options] of Error
   */
  constructor(status, code, message, values = {}, options = {}) {
    super(message, options);
    this.name = 'QuoinError';
    this.status = status;
    this.code = code;
    this.values = values;
  }
}

/**
 * One call of a capability.
 * @typedef {object} Call
 * @property {string} capability `ledger` for the ledger's own operations
 * @property {string} operation
 * @property {number} [schema] by default the newest
 * @property {Values} [values]
 * @property {{asset: string, amount: string|bigint}[]} [spends] what the rules may take from the signer at most
 */

/**
 * What is wanted of events; each filter may be a list, and without one all events are wanted.
 * @typedef {object} Following
 * @property {number} [from] the first sequence number wanted; by default that of the next event
 * @property {string|string[]} [type] such as `htlc.created`
 * @property {string|string[]} [capability]
 * @property {string|string[]} [account]
 * @property {(event: {sequence: number, height: number, type: string, data: Values}) => void|Promise<void>} [onEvent] called with each
 *     event once, in their order, one at a time
 * @property {(head: object) => void|Promise<void>} [onHead] called with the head when it has moved
 * @property {(connected: boolean) => void} [onConnection]
 * @property {AbortSignal} [signal] ends it
 */

/** Whoever has this uses a ledger through one gateway. */
export class Quoin {
  #base;
  #headers;
  #kept = new Map();

  /**
   * @param {string|URL} [base] of the gateway; by default where the page is from
   * @param {{headers?: Record<string, string>}} [options] sent with every request, such as `authorization`
   */
  constructor(base = globalThis.location?.origin, {headers = {}} = {}) {
    this.#base = new URL(base);
    this.#headers = headers;
  }

  /** @returns {Promise<object>} chain id, height, head, time, modules; `now` is the time that the next block would carry */
  info() {
    return this.get('ledger');
  }

  operators() {
    return this.get('operators');
  }

  /** @param {number} height */
  block(height) {
    return this.get(`blocks/${height}`);
  }

  /** @param {string} tx @param {{wait?: boolean}} [options] wait until there is a receipt */
  transaction(tx, {wait} = {}) {
    return this.get(`transactions/${encodeURIComponent(tx)}`, {wait});
  }

  /** @param {string} name @param {{height?: number}} [options] */
  account(name, options = {}) {
    return this.get(`accounts/${encodeURIComponent(name)}`, options);
  }

  /** @param {string} symbol */
  asset(symbol) {
    return this.get(`assets/${encodeURIComponent(symbol)}`);
  }

  /** What is active, `ledger` first. @returns {Promise<{name: string, version: string, sha256: string}[]>} */
  async capabilities() {
    return (await this.get('capabilities')).items;
  }

  /**
   * What a capability accepts, answers and reports, asked for once per version.
   * @param {string} capability
   * @param {object} [info] of {@link Quoin.info}, if it is known
   */
  async description(capability, info) {
    const {modules} = info ?? (await this.info());
    const version = modules.find(each => each.name === capability)?.sha256 ?? '';
    return this.#once(`${capability}/${version}`, () => this.get(`capabilities/${encodeURIComponent(capability)}`));
  }

  /**
   * Asks a capability.
   * @param {string} capability
   * @param {string} query that is answered in one piece; else it is one page
   * @param {Values} [values]
   * @param {{schema?: number, height?: number, cursor?: string, limit?: number}} [options]
   */
  query(capability, query, values = {}, options = {}) {
    return this.get(`${encodeURIComponent(capability)}/${encodeURIComponent(query)}`, {...plain(values), ...options});
  }

  /** All that a paged query answers, item by item; see {@link Quoin.query}. */
  queryAll(capability, query, values = {}, options = {}) {
    return this.items(`${encodeURIComponent(capability)}/${encodeURIComponent(query)}`, {...plain(values), ...options});
  }

  /**
   * All items of a list, page by page as they are asked for.
   * @param {string} path such as `accounts`, `blocks` or `assets`
   * @param {Record<string, any>} [parameters] `limit` is the size of a page
   */
  async *items(path, parameters = {}) {
    for (let cursor = parameters.cursor; ; ) {
      const page = await this.get(path, {...parameters, cursor});
      yield* page.items;
      cursor = page.next;
      if (cursor == null) {
        return;
      }
    }
  }

  /**
   * Makes the transaction that does some operations, by what their capabilities say of themselves. What is missing is asked for.
   * @param {{signer: string, key: string, operations: Call[], lane?: number, sequence?: number, validUntil?: string|Date|number,
   *     validFor?: string|number, fee?: Fee}} wanted `validFor` is a minute by default. Where fees are charged, the limit of the fee is
   *     by default twice what it would cost now, and the tip
   * @returns {Promise<{tx: string, transaction: object, unsigned: Uint8Array}>}
   */
  async build({signer, key, operations, lane = 0, sequence, validUntil, validFor = '1m', fee}) {
    const info = await this.info();
    const transaction = {
      chainId: info.chainId,
      signer,
      lane,
      sequence: sequence ?? (await this.#nextSequence(signer, lane)),
      validUntil: validUntil ?? Date.parse(info.now) + Number(parseDuration(validFor)),
      operations: await Promise.all(operations.map(call => this.#operation(call, info))),
      key,
      fee,
    };
    if (info.feePolicy && fee?.limit === undefined) {
      // Of any limit it has the same length, which costs as well.
      transaction.fee = {...fee, limit: 1n};
      const {base, asset, execution} = await this.estimate(encodeTransaction(transaction));
      transaction.fee.limit = 2n * parseAmount(base, await this.decimals(asset)) + BigInt(fee?.tip ?? 0) * BigInt(execution);
    }
    const unsigned = encodeTransaction(transaction);
    return {tx: await transactionId(unsigned), transaction, unsigned};
  }

  async #nextSequence(signer, lane) {
    const {nonces} = await this.account(signer);
    return nonces.find(each => each.lane === lane)?.next ?? 0;
  }

  async #operation({capability, operation, schema, values = {}, spends = []}, info) {
    const description = await this.description(capability, info);
    const type = newest(description.operations, operation, schema);
    if (!type) {
      throw new CodecError(`${capability} has no operation '${operation}'${schema === undefined ? '' : ' of schema ' + schema}`);
    }
    const assets = [...assetsOf(type.fields, values), ...spends.map(each => each.asset)];
    const decimals = new Map(await Promise.all(assets.map(async each => [each, await this.decimals(each)])));
    return {
      capability,
      operation,
      schema: type.schema,
      body: encodeFields(type.fields, values, asset => decimals.get(asset)),
      spends: spends.map(({asset, amount}) => ({
        asset,
        units: typeof amount === 'bigint' ? amount : parseAmount(amount, decimals.get(asset), asset),
      })),
    };
  }

  /** How an asset divides, asked for once. @param {string} asset @returns {Promise<number>} */
  async decimals(asset) {
    return (await this.#once(asset, () => this.asset(requireAsset(asset)))).decimals;
  }

  /** What was found once cannot change. A failure is not kept. */
  #once(key, load) {
    if (!this.#kept.has(key)) {
      const found = load();
      this.#kept.set(key, found);
      found.catch(() => this.#kept.delete(key));
    }
    return this.#kept.get(key);
  }

  /**
   * Makes, signs and submits a transaction, and waits for its receipt.
   * @param {{signer: string, operations: Call[]}} wanted as {@link Quoin.build} takes it, without the key
   * @param {Key} key
   */
  async execute(wanted, key) {
    const {unsigned} = await this.build({...wanted, key: key.publicKey});
    return this.submit(await signTransaction(unsigned, key));
  }

  /**
   * What a transaction would cost now, without a tip.
   * @param {Uint8Array|string} unsigned
   * @returns {Promise<object>} the base fee and its asset; execution in gas, data and growth in bytes; why it would fail, or null
   */
  estimate(unsigned) {
    return this.#post('transactions/estimate', {unsigned: hexOf(unsigned)}, {});
  }

  /**
   * What would come of a transaction now, without a promise.
   * @param {Signed|Uint8Array|string} transaction
   */
  simulate(transaction) {
    return this.#post('simulate', {bytes: hexOf(transaction)}, {});
  }

  /**
   * Submits a signed transaction. Without an answer it submits the same bytes again, which is harmless: the ledger gives the same
   * receipt.
   * @param {Signed|Uint8Array|string} transaction
   * @param {{wait?: boolean, signal?: AbortSignal}} [options] whether to wait for the receipt, as by default
   * @returns {Promise<object>} the receipt, whose `status` may be `rejected` with a `failure`; or what is accepted
   * @throws {QuoinError} if it is refused, and so not in any block; or with status 0 or from 500 if it is not known whether it is
   */
  async submit(transaction, {wait = true, signal} = {}) {
    const body = {bytes: hexOf(transaction)};
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#post('transactions', body, {wait}, signal);
      } catch (e) {
        if (!isPassing(e) || signal?.aborted || attempt === PAUSES.length) {
          throw e;
        }
        await pause(Math.max(PAUSES[attempt], e.retryAfter ?? 0), signal);
      }
    }
  }

  /**
   * Proves the state, and checks the proof here.
   * @param {{account: string, asset: string} | {table: string, keyWidth: number, key: string}} claim
   * @param {{operators: string, chainId: string} | {header: string}} trust the encoded operator set and the chain, or the hash of a
   *     header: from elsewhere than this gateway, or kept since it was first seen
   * @param {{height?: number, under?: number}} [options] of which block, and of which the header is trusted
   * @returns {Promise<Verdict>} of what was asked for, never of anything else
   */
  async prove(claim, trust, {height, under} = {}) {
    const verifier = trust.header
      ? ProofVerifier.trustingHeader(toBytes(trust.header))
      : ProofVerifier.trustingOperators(toBytes(trust.chainId), toBytes(trust.operators));
    const answer = await this.get('proof', {...claim, height, under});
    let parts;
    try {
      parts = [answer.header, answer.proof, answer.certificate].map(toBytes);
    } catch {
      return nothing('the gateway has answered with something else than a proof');
    }
    const verdict = await verifier.verify(...parts);
    const asked = {...claim, ...(height === undefined ? {} : {height})};
    const differs = Object.keys(asked).some(name => String(verdict.fact?.[name]).toLowerCase() !== String(asked[name]).toLowerCase());
    return verdict.valid && differs ? nothing('the gateway has proved something else than was asked for') : verdict;
  }

  /**
   * Follows the events until it is closed. When the connection breaks, it goes on after the last event, without a gap.
   * @param {Following} wanted
   * @returns {{close: () => void, done: Promise<void>, next: () => number|undefined}} `done` fails with what ended it other than
   *     closing: a refusal of the gateway, or what a callback has thrown; `next` is where to go on after a restart
   */
  follow(wanted) {
    const end = new AbortController();
    const close = () => end.abort();
    wanted.signal?.addEventListener('abort', close, {once: true});
    const place = {next: wanted.from, pause: FIRST_PAUSE};
    return {close, done: this.#follow(wanted, place, end.signal).finally(close), next: () => place.next};
  }

  async #follow(wanted, place, ended) {
    for (let failures = 0; !ended.aborted; failures++) {
      const connection = new AbortController();
      const cut = () => connection.abort();
      ended.addEventListener('abort', cut);
      let wait = 0;
      try {
        const {type, capability, account} = wanted;
        const headers = {accept: 'text/event-stream'};
        const options = {headers, signal: connection.signal, cache: 'no-store'};
        const response = await this.#fetch('events', {from: place.next, type, capability, account}, options);
        await listen(response.body, wanted, place, cut, () => {
          failures = 0;
          wanted.onConnection?.(true);
        });
      } catch (e) {
        if ('callback' in e || !(ended.aborted || isPassing(e))) {
          throw e.callback ?? e;
        }
        wait = e.retryAfter ?? 0;
      } finally {
        ended.removeEventListener('abort', cut);
        cut();
      }
      if (failures === 0) {
        wanted.onConnection?.(false);
      }
      const backoff = Math.min(MAX_PAUSE, place.pause * 2 ** failures) * (0.5 + Math.random() / 2);
      await pause(Math.max(wait, backoff), ended);
    }
  }

  /**
   * Asks the gateway for anything.
   * @param {string} path after `/api/v1/`
   * @param {Record<string, any>} [parameters] of which those that are null are left out
   */
  async get(path, parameters = {}) {
    return answerOf(await this.#fetch(path, parameters, {}));
  }

  async #post(path, body, parameters, signal) {
    const headers = {'content-type': 'application/json'};
    return answerOf(await this.#fetch(path, parameters, {method: 'POST', headers, body: JSON.stringify(body), signal}));
  }

  async #fetch(path, parameters, options) {
    const url = new URL(`api/v1/${path}`, this.#base.href.replace(/\/?$/, '/'));
    for (const [name, value] of Object.entries(parameters)) {
      [value ?? []].flat().forEach(each => url.searchParams.append(name, each));
    }
    const headers = {accept: 'application/json', ...this.#headers, ...options.headers};
    let response;
    try {
      response = await fetch(url, {...options, headers});
    } catch (e) {
      throw lost(e);
    }
    if (!response.ok) {
      throw await refusal(response);
    }
    return response;
  }
}

function newest(types, name, schema) {
  return types
    .filter(type => type.name === name && (schema === undefined || type.schema === schema))
    .reduce((best, each) => (best && best.schema > each.schema ? best : each), undefined);
}

/** Values as an address has them. */
function plain(values) {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value instanceof Uint8Array ? toHex(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function hexOf(transaction) {
  const bytes = transaction.bytes ?? transaction;
  return typeof bytes === 'string' ? bytes : toHex(bytes);
}

function nothing(reason) {
  return {valid: false, reason: `Nothing is proved: ${reason}.`, fact: null};
}

/** What the same request may be answered otherwise to, a little later. */
function isPassing(e) {
  return e instanceof QuoinError && (e.status === 0 || e.status === 429 || e.status >= 502);
}

function lost(e) {
  return new QuoinError(0, 'NO_ANSWER', 'The gateway does not answer: look whether the network and the node are up.', {}, {cause: e});
}

async function answerOf(response) {
  let text;
  try {
    text = await response.text();
  } catch (e) {
    throw lost(e);
  }
  return exactJson(text);
}

async function refusal(response) {
  let problem = {};
  try {
    problem = exactJson(await response.text());
  } catch {
    // It is not of the gateway, but of something on the way to it.
    problem = {};
  }
  const {code = 'HTTP_' + response.status, message = `The gateway answers with ${response.status}.`, values} = problem;
  const error = new QuoinError(response.status, code, message, values);
  error.retryAfter = Number(response.headers.get('retry-after') ?? 0) * 1_000;
  return error;
}

/** JSON of which whole numbers that a number does not hold exactly are read as text. @param {string} text */
export function exactJson(text) {
  const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  return JSON.parse(
    text.replace(token, found => (/^-?\d+$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found)),
  );
}

/** Until the stream ends, or is silent for too long. It is open when it has said where it begins. */
async function listen(stream, {onEvent, onHead}, place, cut, opened) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let silence;
  try {
    for (let rest = ''; ; ) {
      clearTimeout(silence);
      silence = setTimeout(cut, SILENCE);
      const {value, done} = await reader.read().catch(e => {
        throw lost(e);
      });
      clearTimeout(silence);
      if (done) {
        return;
      }
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop();
      for (const message of blocks.map(parseMessage)) {
        await deliver(message, onEvent, onHead, place);
        opened?.();
        opened = null;
      }
    }
  } finally {
    clearTimeout(silence);
  }
}

async function deliver({event, data, id, retry}, onEvent, onHead, place) {
  place.pause = retry ?? place.pause;
  try {
    if (event === 'head') {
      await onHead?.(data);
    } else if (event === undefined && data && !(data.sequence < place.next)) {
      await onEvent?.(data);
    }
  } catch (e) {
    // Whatever it is, to connect again would not help.
    throw {callback: e};
  }
  // An id without an event says how far there was nothing of interest.
  place.next = id === undefined ? place.next : Math.max(place.next ?? 0, id + 1);
}

/** Of a stream of server-sent events; see the HTML standard, section 9.2. The gateway ends lines with line feeds. */
function parseMessage(block) {
  const fields = {};
  for (const line of block.split('\n')) {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    fields[name] = value;
  }
  const number = text => (text === undefined ? undefined : Number(text));
  return {
    event: fields.event,
    data: fields.data && exactJson(fields.data),
    id: number(fields.id),
    retry: number(fields.retry),
  };
}

/** Ends early, without a failure, when it is aborted. */
function pause(milliseconds, signal) {
  return new Promise(resolve => {
    setTimeout(resolve, signal?.aborted ? 0 : milliseconds);
    signal?.addEventListener('abort', resolve, {once: true});
  });
}
