/** What every page is put together from. */
import {Fragment, h} from 'preact';
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import {absolute, ago, grouped, isName, short} from './format.js';
import {Link, to} from './router.js';

/**
 * Loads, and again whenever one of the inputs changes. When only `refresh` changes, what was shown stays until the new is there.
 *
 * @param {() => Promise} load
 * @returns {{value: *, error: ?Error, loading: boolean, again: () => void}}
 */
export function useLoad(load, inputs, refresh) {
  const [state, set] = useState({loading: true, error: null});
  const [round, setRound] = useState(0);
  const key = JSON.stringify(inputs);
  useEffect(() => {
    let current = true;
    set(before => ({value: before.key === key ? before.value : undefined, key, error: null, loading: true}));
    load().then(
        value => current && set({value, key, error: null, loading: false}),
        error => current && set(before => ({...before, error, loading: false})));
    return () => {
      current = false;
    };
  }, [key, refresh, round]);
  const again = useCallback(() => setRound(n => n + 1), []);
  return {...state, value: state.key === key ? state.value : undefined, again};
}

/** What was loaded, or bones while it is on its way, or why it did not come. */
export function Loaded({from, lines = 3, children}) {
  if (from.value !== undefined) {
    return h(Fragment, null, from.error && h(Problem, {error: from.error, again: from.again}), children(from.value));
  }
  return from.error
    ? h(Problem, {error: from.error, again: from.again})
    : h(Bones, {lines});
}

export const Bones = ({lines = 3}) => h('div', {class: 'bones', role: 'status', 'aria-label': 'Loading'},
    Array.from({length: lines}, (_, i) => h('p', {class: 'bone', key: i})));

export function Problem({error, again}) {
  return h('div', {class: 'note bad', role: 'alert'},
      h('p', null, h('span', {class: 'sign', 'aria-hidden': 'true'}, '!'), error.message),
      error.code && h('p', {class: 'quiet small'}, error.code),
      again && h('button', {type: 'button', class: 'button', onClick: again}, 'Try again'));
}

export const Note = ({kind = '', children, ...rest}) => h('div', {class: 'note ' + kind, ...rest}, children);

export function useTitle(title) {
  useEffect(() => {
    document.title = title ? `${title} · Quoin` : 'Quoin';
  }, [title]);
}

/** The heading of a page; it gets the focus after a change of page, so that readers begin there. */
export function Heading({title, over, children}) {
  useTitle(title);
  return h('header', {class: 'heading'},
      over && h('p', {class: 'over'}, over),
      h('h1', {tabIndex: -1}, children ?? title));
}

export const Panel = ({title, aside, children, class: extra = '', level = 'h2', ...rest}) =>
    h('section', {class: 'panel ' + extra, ...rest},
        (title || aside) && h('div', {class: 'panel-head'}, title && h(level, null, title), aside),
        children);

export function Copy({text, label = 'Copy'}) {
  const [done, set] = useState('');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    try {
      await copyText(text);
      set('Copied');
    } catch {
      set('Not copied: select the text instead');
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set(''), 1600);
  };
  return h('button', {type: 'button', class: 'copy', onClick: copy, title: label, 'aria-label': label},
      h(Icon, {name: done === 'Copied' ? 'check' : 'copy'}),
      h('span', {class: 'said', 'aria-live': 'polite'}, done));
}

/** A page that did not come over HTTPS has no clipboard but what is selected. */
async function copyText(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'away';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) {
    throw new Error('refused');
  }
}

const PATHS = {
  copy: 'M9 9h10v11H9zM6 15H5V4h10v1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21',
  menu: 'M4 7h16M4 12h16M4 17h16',
  cross: 'M6 6l12 12M18 6L6 18',
  light: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.500 10.500z',
  auto: 'M4 5h16v11H4zM9 20h6M12 16v4',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
};

export const Icon = ({name}) => h('svg', {
  class: 'icon', viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8,
  'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
}, h('path', {d: PATHS[name]}));

/** A long identifier, shortened for the eye and whole for the clipboard. */
export const Id = ({text, href, full = false}) => h('span', {class: 'id'},
    href
      ? h(Link, {href, title: text}, h('code', null, full ? text : short(text)))
      : h('code', {title: text}, full ? text : short(text)),
    h(Copy, {text, label: 'Copy ' + short(text)}));

/** An agreement's account has a name that nobody chose; there is no page of it. */
export const Account = ({name}) => isName(name)
  ? h(Link, {class: 'name', href: to.account(name)}, name)
  : h('span', {class: 'name', title: name}, name.length > 40 ? short(name) : name);

export const Amount = ({amount, asset}) => h('span', {class: 'amount'},
    h('span', {class: 'number'}, grouped(amount)), asset && [' ', h(Asset, {symbol: asset})]);

export const Asset = ({symbol}) => h(Link, {class: 'asset', href: to.asset(symbol)}, symbol);

const clocks = new Set();
setInterval(() => document.hidden || clocks.forEach(draw => draw(n => n + 1)), 1000);

/** Drawn again every second. */
export function useTick() {
  const [, draw] = useState(0);
  useEffect(() => {
    clocks.add(draw);
    return () => clocks.delete(draw);
  }, []);
}

/** How long ago, which stays right, and when exactly on hover. */
export function Time({at, exact = false}) {
  useTick();
  const time = Date.parse(at);
  return h('time', {dateTime: at, title: exact ? ago(time) : absolute(time) + ' · ' + at},
      exact ? [absolute(time), h('span', {class: 'quiet'}, ' · ' + ago(time))] : ago(time));
}

const STATES = {
  applied: ['good', '✓'],
  rejected: ['bad', '✕'],
  refused: ['bad', '✕'],
  active: ['good', '●'],
  open: ['good', '●'],
  valid: ['good', '✓'],
  invalid: ['bad', '✕'],
};

/** A state in a word and a sign, so that nobody needs the colour. */
export function State({state}) {
  const [kind, sign] = STATES[state] ?? ['', '○'];
  return h('span', {class: 'state ' + kind}, h('span', {'aria-hidden': 'true'}, sign), ' ', state);
}

/** Terms and what they are. @param {{rows: [string, *][]}} props */
export const Facts = ({rows}) => h('dl', {class: 'facts'},
    rows.filter(Boolean).map(([term, value]) => h('div', {key: term}, h('dt', null, term), h('dd', null, value))));

/**
 * A table, which is a list on a narrow screen.
 *
 * @param {{columns: {title: string, cell: (row: *) => *, number?: boolean}[], rows: *[], empty: string}} props
 */
export function Table({columns, rows, keyOf, empty, caption}) {
  if (!rows.length) {
    return h('p', {class: 'empty'}, empty);
  }
  return h('table', null,
      caption && h('caption', {class: 'away'}, caption),
      h('thead', null, h('tr', null, columns.map(column =>
        h('th', {key: column.title, scope: 'col', class: column.number ? 'number' : ''}, column.title)))),
      h('tbody', null, rows.map((row, i) => h('tr', {key: keyOf ? keyOf(row) : i}, columns.map(column =>
        h('td', {key: column.title, 'data-title': column.title, class: column.number ? 'number' : ''}, column.cell(row)))))));
}

/**
 * A list that is loaded a page at a time.
 *
 * @param {{load: (cursor: ?string) => Promise<{items: *[], next: ?string}>, inputs: *[], refresh: *}} props a list of which more was
 *     asked for is not refreshed
 */
export function Pages({load, inputs, refresh, children, lines = 6}) {
  const [more, setMore] = useState({of: null, items: [], next: null});
  const first = useLoad(() => load(null), inputs, more.of ? undefined : refresh);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const following = more.of === first.value ? more : null;
  const next = following ? following.next : first.value?.next;
  const append = async () => {
    setBusy(true);
    setError(null);
    try {
      const page = await load(next);
      setMore({of: first.value, items: (following?.items ?? []).concat(page.items), next: page.next});
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return h(Loaded, {from: first, lines}, page => h(Fragment, null,
      children(page.items.concat(following?.items ?? [])),
      error && h(Problem, {error, again: append}),
      next && !error && h('p', {class: 'more'},
          h('button', {type: 'button', class: 'button', disabled: busy, onClick: append}, busy ? 'Loading…' : 'Show more'))));
}

/** Views of one thing; the arrow keys go from one to the next. */
export function Tabs({label, tabs, chosen, choose}) {
  const refs = useRef({});
  const key = event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (step) {
      event.preventDefault();
      const at = tabs.findIndex(([id]) => id === chosen);
      const [id] = tabs[(at + step + tabs.length) % tabs.length];
      choose(id);
      refs.current[id]?.focus();
    }
  };
  return h('div', {class: 'tabs', role: 'tablist', 'aria-label': label, onKeyDown: key},
      tabs.map(([id, title]) => h('button', {
        key: id, type: 'button', role: 'tab', id: 'tab-' + id, 'aria-selected': String(id === chosen),
        tabIndex: id === chosen ? 0 : -1, onClick: () => choose(id),
        ref: element => {
          refs.current[id] = element;
        },
      }, title)));
}

/** Of controls for names and numbers, which nobody's dictionary knows better. */
export const PLAIN = {autocomplete: 'off', autocapitalize: 'off', spellcheck: false};

export const Code = ({text, label}) => h('div', {class: 'code'},
    h('pre', {tabIndex: 0, 'aria-label': label}, text), h(Copy, {text, label: 'Copy ' + (label ?? '')}));
