/** What is around every page: navigation, search, theme, shortcuts, and whether the ledger is there. */
import {Fragment, h, render} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {grouped} from './format.js';
import {fingerprint, start, useLiveValue} from './ledger.js';
import {Bones, Heading, Icon, Note, PLAIN, Problem} from './parts.js';
import {go, Link, to, useAddress} from './router.js';
import {Home} from './home.js';

/** Each page with the module that has it, which is loaded when it is first needed; and what its address names. */
const PAGES = [
  [/^\/(?:app\/?)?$/, null, Home],
  [/^\/app\/blocks\/?$/, 'chain', 'Blocks'],
  [/^\/app\/blocks\/(\d+)$/, 'chain', 'BlockPage', 'height'],
  [/^\/app\/tx\/([^/]+)$/, 'chain', 'TransactionPage', 'id'],
  [/^\/app\/accounts\/?$/, 'accounts', 'Accounts'],
  [/^\/app\/accounts\/([^/]+)$/, 'accounts', 'AccountPage', 'name'],
  [/^\/app\/assets\/?$/, 'accounts', 'Assets'],
  [/^\/app\/assets\/([^/]+)$/, 'accounts', 'AssetPage', 'symbol'],
  [/^\/app\/capabilities\/?$/, 'capability', 'Capabilities'],
  [/^\/app\/c\/([^/]+)$/, 'capability', 'CapabilityPage', 'name'],
  [/^\/app\/c\/([^/]+)\/do\/([^/]+)$/, 'operation', 'OperationPage', 'capability', 'name'],
  [/^\/app\/c\/([^/]+)\/ask\/([^/]+)$/, 'capability', 'QueryPage', 'capability', 'name'],
  [/^\/app\/keys\/?$/, 'keys', 'Keys'],
  [/^\/app\/api\/?$/, 'reference', 'Reference'],
  [/^\/app\/search$/, 'search', 'Search'],
];

function resolve(path) {
  for (const entry of PAGES) {
    const [pattern, , , ...names] = entry;
    const found = pattern.exec(path);
    if (found) {
      try {
        return [entry, Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]))];
      } catch {
        return null;
      }
    }
  }
  return null;
}

function Content() {
  const address = useAddress();
  const url = new URL(address, location.origin);
  const found = resolve(url.pathname);
  const [loaded, set] = useState(null);
  const [round, setRound] = useState(0);
  const entry = found?.[0];
  useEffect(() => {
    let current = true;
    const [, file, name] = entry ?? [];
    if (file) {
      import(`./${file}.js`).then(
          module => current && set({entry, component: module[name]}),
          () => current && set({entry, error: new Error('This part of the page could not be loaded.')}));
    } else {
      set({entry, component: name});
    }
    return () => {
      current = false;
    };
  }, [entry, round]);
  const shown = useRef(url.pathname);
  useEffect(() => {
    if (shown.current !== url.pathname && loaded?.entry === entry) {
      shown.current = url.pathname;
      document.querySelector('main h1')?.focus({preventScroll: true});
    }
  }, [url.pathname, loaded]);
  if (!found) {
    return h(Fragment, null, h(Heading, {title: 'There is no such page'}),
        h('p', null, 'The address ', h('code', null, url.pathname), ' leads nowhere. ', h(Link, {href: '/'}, 'Go to the start'), '.'));
  }
  if (loaded?.entry !== entry) {
    return h(Bones, {lines: 6});
  }
  return loaded.error
    ? h(Problem, {error: loaded.error, again: () => setRound(n => n + 1)})
    : h(loaded.component, {key: url.pathname, ...found[1], query: url.searchParams});
}

const THEMES = ['auto', 'light', 'dark'];

function useTheme() {
  const [theme, set] = useState(() => document.documentElement.dataset.theme ?? 'auto');
  const choose = next => {
    set(next);
    if (next === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    try {
      localStorage.setItem('theme', next);
    } catch {
      // It holds until the page is left.
    }
  };
  return [theme, () => choose(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length])];
}

function SearchBox() {
  const [text, set] = useState('');
  const submit = event => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted) {
      set('');
      document.activeElement?.blur();
      go(to.search(wanted));
    }
  };
  return h('form', {class: 'search', role: 'search', onSubmit: submit},
      h('label', {class: 'away', for: 'search'}, 'Search: height, block, transaction, account, asset or agreement'),
      h(Icon, {name: 'search'}),
      h('input', {
        id: 'search', type: 'search', value: text, onInput: event => set(event.target.value), ...PLAIN, placeholder: 'Height, hash, account, asset', maxLength: 200, enterkeyhint: 'search',
      }),
      h('kbd', {'aria-hidden': 'true'}, '/'));
}

const SHORTCUTS = [
  ['/', 'Search'],
  ['?', 'This list'],
  ['t', 'Light, dark, or as the system is'],
  ['g h', 'Home', '/'],
  ['g b', 'Blocks', '/app/blocks'],
  ['g a', 'Accounts', '/app/accounts'],
  ['g s', 'Assets', '/app/assets'],
  ['g c', 'Capabilities', '/app/capabilities'],
  ['g k', 'Keys', '/app/keys'],
  ['g r', 'API reference', '/app/api'],
];

function Help({dialog}) {
  return h('dialog', {ref: dialog, 'aria-labelledby': 'help-title', onClick: event => event.target === dialog.current && dialog.current.close()},
      h('div', {class: 'panel-head'},
          h('h2', {id: 'help-title'}, 'Keyboard'),
          h('button', {type: 'button', class: 'copy', 'aria-label': 'Close', onClick: () => dialog.current.close()}, h(Icon, {name: 'cross'}))),
      h('dl', {class: 'keys'}, SHORTCUTS.map(([keys, what]) => h('div', {key: keys},
          h('dt', null, keys.split(' ').map((key, i) => [i ? ' then ' : '', h('kbd', null, key)])), h('dd', null, what)))));
}

function useShortcuts(dialog, nextTheme) {
  useEffect(() => {
    let before = '';
    let since = 0;
    const listener = event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented
          || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName ?? '') || dialog.current?.open) {
        return;
      }
      const recent = event.timeStamp - since < 1500 ? before : '';
      before = event.key;
      since = event.timeStamp;
      const there = recent === 'g' && SHORTCUTS.find(([keys]) => keys === 'g ' + event.key);
      if (there) {
        before = '';
        go(there[2]);
      } else if (event.key === '/') {
        event.preventDefault();
        document.getElementById('search')?.focus();
      } else if (event.key === '?') {
        dialog.current?.showModal();
      } else if (event.key === 't') {
        nextTheme();
      }
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [nextTheme]);
}

function Connection() {
  const state = useLiveValue(live => live.state);
  const [regained, set] = useState(false);
  const was = useRef(state);
  useEffect(() => {
    const before = was.current;
    was.current = state;
    if (before === 'lost' && state === 'open') {
      set(true);
      const timer = setTimeout(() => set(false), 4000);
      return () => clearTimeout(timer);
    }
    set(false);
    return undefined;
  }, [state]);
  return h('div', {role: 'status', class: 'strip-place'},
      state === 'lost' && h('p', {class: 'strip bad'}, 'The connection to the ledger is lost. What you see may be old; the page goes on as soon as it is back.'),
      regained && h('p', {class: 'strip good'}, 'The connection is back.'));
}

const Insecure = () => !window.isSecureContext && h('p', {class: 'strip bad'},
    'This page came over plain HTTP from another machine, so the browser keeps no keys for it: you can look, and cannot sign. Use HTTPS, or open it on the machine itself.');

function Navigation({open, close}) {
  const modules = useLiveValue(live => fingerprint(live.head) && live.head.modules.map(each => each.name).join());
  const address = useAddress();
  const entries = [
    ['/app/blocks', 'Blocks'], ['/app/accounts', 'Accounts'], ['/app/assets', 'Assets'], ['/app/capabilities', 'Capabilities'],
    ...(modules ? modules.split(',') : []).filter(name => name !== 'ledger').map(name => [to.capability(name), name, 'sub']),
    ['/app/keys', 'Keys'], ['/app/api', 'API'],
  ];
  return h('nav', {id: 'navigation', 'aria-label': 'Pages', class: open ? 'open' : ''},
      entries.map(([href, title, kind]) => h(Link, {
        key: href, href, class: kind, 'aria-current': (address + '/').startsWith(href + '/') || address.startsWith(href + '?') ? 'page' : undefined,
        onClickCapture: close,
      }, title)));
}

const Height = () => {
  const height = useLiveValue(live => live.head?.height);
  return height !== undefined && h(Link, {class: 'height', href: to.block(height), title: 'The newest block'},
      h('span', {class: 'away'}, 'Newest block '), grouped(height));
};

function Shell() {
  const [theme, nextTheme] = useTheme();
  const [open, setOpen] = useState(false);
  const dialog = useRef(null);
  useShortcuts(dialog, nextTheme);
  const development = useLiveValue(live => live.ledger?.development);
  return h(Fragment, null,
      h('a', {class: 'skip', href: '#main'}, 'Skip to the content'),
      h('header', {class: 'top'},
          h('div', {class: 'bar'},
              h(Link, {class: 'brand', href: '/'}, h('span', {class: 'mark', 'aria-hidden': 'true'}), 'Quoin'),
              development && h('span', {class: 'play', title: 'Its assets are for play'}, 'development'),
              h(SearchBox),
              h(Height),
              h('button', {
                type: 'button', class: 'tool theme', onClick: nextTheme, title: `Colours: ${theme}`, 'aria-label': `Colours: ${theme}. Change`,
              }, h(Icon, {name: theme})),
              h('button', {
                type: 'button', class: 'tool menu', 'aria-expanded': String(open), 'aria-controls': 'navigation', 'aria-label': 'Menu',
                onClick: () => setOpen(!open),
              }, h(Icon, {name: open ? 'cross' : 'menu'}))),
          h(Navigation, {open, close: () => setOpen(false)})),
      h(Connection), h(Insecure),
      h('main', {id: 'main', class: 'wide', tabIndex: -1}, h(Content)),
      h('footer', {class: 'wide'},
          h('span', null, 'Quoin, a hot-pluggable ledger'),
          h('button', {type: 'button', class: 'plain', onClick: nextTheme}, `Colours: ${theme}`),
          h('button', {type: 'button', class: 'plain', onClick: () => dialog.current.showModal()}, 'Keyboard ', h('kbd', null, '?'))),
      h(Help, {dialog}));
}

start();
const page = document.getElementById('page');
page.replaceChildren();
render(h(Shell), page);
