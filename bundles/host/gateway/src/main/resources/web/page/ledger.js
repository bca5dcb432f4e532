/** The ledger: what can be asked of it, and one stream of events for the whole page as it moves. */
import {useEffect, useState} from 'preact/hooks';
import {Quoin} from '/quoin/quoin.js';
import {setClock} from './format.js';

export const quoin = new Quoin();

/** @param {object} [query] absent values are left out; a list is a name that is repeated */
export const get = (path, query) => quoin.get(path, query);

const kept = new Map();

/** What was asked once and cannot change: a block, a description of one version. A failure is not kept. */
export function once(key, load) {
  if (!kept.has(key)) {
    const promise = load();
    kept.set(key, promise);
    promise.catch(() => kept.delete(key));
    if (kept.size > 500) {
      kept.delete(kept.keys().next().value);
    }
  }
  return kept.get(key);
}

/**
 * What a capability accepts and reports, under the version with a digest; without one, the version that is active now. One that
 * is active no more is described as it was after a block.
 */
export function description(name, digest = '', height) {
  return once(`description ${name} ${digest} ${digest ? '' : height ?? ''}`, async () => {
    try {
      return await get('capabilities/' + encodeURIComponent(name));
    } catch (e) {
      if (e.status === 404 && height !== undefined) {
        return get('capabilities/' + encodeURIComponent(name), {height});
      }
      throw e;
    }
  });
}

const KEPT_EVENTS = 60;
const WINDOW_MS = 30000;
const QUIET_MS = 250;
const LOST_AFTER_MS = 1500;

/** @type {{state: string, ledger: ?object, head: ?object, events: object[], marks: object[]}} */
const live = {state: 'connecting', ledger: null, head: null, events: [], marks: []};
const listeners = new Set();
const eventListeners = new Set();
let pending = [];
let timer = 0;

/** Many events in a moment are one change of the page. */
function changed() {
  timer ||= setTimeout(() => {
    timer = 0;
    if (pending.length) {
      const arrived = pending;
      pending = [];
      live.events = arrived.slice(-KEPT_EVENTS).reverse().concat(live.events).slice(0, KEPT_EVENTS);
      eventListeners.forEach(listener => listener(arrived));
    }
    listeners.forEach(listener => listener({...live}));
  }, QUIET_MS);
}

/** State, head and events; whoever uses it is drawn again when they change, a few times a second at most. */
export function useLive() {
  const [seen, set] = useState(() => ({...live}));
  useEffect(() => {
    listeners.add(set);
    set({...live});
    return () => listeners.delete(set);
  }, []);
  return seen;
}

/** The same of one thing: drawn again only when that changes. */
export function useLiveValue(choose) {
  const [value, set] = useState(() => choose(live));
  useEffect(() => {
    const listener = now => set(choose(now));
    listeners.add(listener);
    listener(live);
    return () => listeners.delete(listener);
  }, []);
  return value;
}

/** Calls back with the events that arrive from now on, a list at a time in their order. */
export function useEvents(listener) {
  useEffect(() => {
    eventListeners.add(listener);
    return () => eventListeners.delete(listener);
  }, [listener]);
}

/** A text that differs whenever another set of rules is active. */
export const fingerprint = head => (head?.modules ?? []).map(each => each.name + each.sha256).join();

/** The digest of the active version of a capability, '' if it is not active or the ledger's own. */
export const digestOf = (head, name) => head?.modules?.find(each => each.name === name)?.sha256 ?? '';

function setHead(head) {
  live.head = head;
  const now = performance.now();
  const recent = live.marks.findIndex(each => now - each.at < WINDOW_MS);
  live.marks = live.marks.slice(recent < 0 ? -1 : Math.max(0, recent - 1));
  live.marks.push({at: now, height: head.height, nextEvent: head.nextEvent});
  changed();
}

/** Blocks and events in a second, over the last half minute at most; null while it is too early to say. */
export function rates(marks) {
  const now = performance.now();
  const recent = marks.findIndex(each => now - each.at < WINDOW_MS);
  // The last one before the window says how things stood when it began.
  const first = marks[recent < 0 ? marks.length - 1 : Math.max(0, recent - 1)];
  const last = marks[marks.length - 1];
  const seconds = first ? Math.min(WINDOW_MS, now - first.at) / 1000 : 0;
  return seconds < 2
    ? null
    : {blocks: (last.height - first.height) / seconds, events: (last.nextEvent - first.nextEvent) / seconds};
}

function setState(state) {
  if (live.state !== state) {
    live.state = state;
    changed();
  }
}

/** What the stream does not tell: the chain itself. */
export async function loadLedger() {
  const ledger = await get('ledger');
  setClock(ledger.now ?? ledger.time);
  live.ledger = ledger;
  if (!live.head || live.head.height <= ledger.height) {
    setHead(ledger);
  }
  changed();
  return ledger;
}

let source;
let lost = 0;

function connect() {
  source = new EventSource('/api/v1/events');
  source.onopen = () => {
    clearTimeout(lost);
    lost = 0;
    setState('open');
    loadLedger().catch(() => setState('lost'));
  };
  source.onerror = () => {
    lost ||= setTimeout(() => setState('lost'), LOST_AFTER_MS);
    if (source.readyState === EventSource.CLOSED) {
      // It was refused, not interrupted: the browser does not try again.
      setTimeout(connect, 3000);
    }
  };
  source.addEventListener('head', message => setHead(JSON.parse(message.data)));
  source.onmessage = message => {
    pending.push(JSON.parse(message.data));
    changed();
  };
}

export function start() {
  loadLedger().catch(() => setState('lost'));
  connect();
}
