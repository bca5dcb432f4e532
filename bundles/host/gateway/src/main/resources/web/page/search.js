/** Finds what a text may name: a height, a hash, an account, an asset, an agreement. */
import {Fragment, h} from 'preact';
import {useEffect} from 'preact/hooks';
import {description, get, quoin} from './ledger.js';
import {grouped, isDigest, isName, isSymbol, plural} from './format.js';
import {Bones, Heading, Note, Panel, Problem, useLoad} from './parts.js';
import {go, Link, to} from './router.js';

const BLOCKS_LOOKED_THROUGH = 5000;

/** @returns {Promise<?*>} null if there is no such thing */
async function find(load) {
  try {
    return await load();
  } catch (e) {
    if (e.status >= 400 && e.status < 500 && e.status !== 401 && e.status !== 403 && e.status !== 429) {
      return null;
    }
    throw e;
  }
}

/** What has one address of the API is called by its name, which needs no escaping. */
const one = (path, title, href) => find(() => get(path)).then(found => found && [[title, href]]);

/** There is no list of blocks by their hashes: the newest are looked through. */
async function blockOfHash(hash) {
  let left = BLOCKS_LOOKED_THROUGH;
  for await (const block of quoin.items('blocks', {limit: 1000})) {
    if (block.hash === hash) {
      return [[`Block ${grouped(block.height)}`, to.block(block.height)]];
    }
    if (--left === 0) {
      break;
    }
  }
  return null;
}

/** Queries that take one id and nothing else: what an agreement is called is theirs to know. */
async function agreements(id) {
  const {items} = await get('capabilities');
  const asked = await Promise.all(items.filter(each => each.name !== 'ledger').map(async ({name, sha256}) => {
    const {queries} = await description(name, sha256);
    const names = new Set(queries.filter(query => !query.paged && query.input.length === 1 && query.input[0].kind === 'hash').map(query => query.name));
    return Promise.all([...names].map(async query => {
      const [field] = queries.find(each => each.name === query).input;
      return await find(() => get(`${name}/${query}`, {[field.name]: id}))
          && [`${name}: ${query}`, `${to.query(name, query)}?${new URLSearchParams({asked: 'yes', [field.name]: id})}`];
    }));
  }));
  return asked.flat().filter(Boolean);
}

/** @returns {Promise<[string, string][]>} titles and addresses */
async function search(text) {
  const plain = text.trim();
  const digits = plain.replace(/[,\s]/g, '');
  const hash = plain.toLowerCase().replace(/^0x/, '');
  const asked = [];
  if (/^\d{1,18}$/.test(digits)) {
    asked.push(one('blocks/' + digits, `Block ${grouped(BigInt(digits))}`, to.block(BigInt(digits))));
  }
  if (isDigest(hash)) {
    asked.push(
        one('transactions/' + hash, 'Transaction', to.transaction(hash)),
        blockOfHash(hash),
        agreements(hash));
  }
  if (isName(plain)) {
    asked.push(
        one('accounts/' + plain, `Account ${plain}`, to.account(plain)),
        one('capabilities/' + plain, `Capability ${plain}`, to.capability(plain)));
  }
  if (isSymbol(plain)) {
    const symbols = [...new Set([plain, plain.toUpperCase()])];
    asked.push(...symbols.map(symbol => one('assets/' + symbol, `Asset ${symbol}`, to.asset(symbol))));
  }
  return (await Promise.all(asked)).filter(Boolean).flat();
}

export function Search({query}) {
  const text = query.get('q') ?? '';
  const loaded = useLoad(() => search(text), [text]);
  const only = loaded.value?.length === 1 ? loaded.value[0][1] : null;
  useEffect(() => {
    if (only) {
      go(only, {replace: true});
    }
  }, [only]);
  return h(Fragment, null,
      h(Heading, {title: 'Search'}),
      h('p', null, 'For ', h('q', null, text)),
      loaded.error && h(Problem, {error: loaded.error, again: loaded.again}),
      !loaded.value && !loaded.error && h(Bones, {lines: 3}),
      loaded.value?.length > 1 && h(Panel, {title: plural(loaded.value.length, 'thing') + ' of this name'},
          h('ul', {class: 'rows'}, loaded.value.map(([title, href]) => h('li', {key: href, class: 'row'}, h(Link, {href}, title))))),
      loaded.value?.length === 0 && h(Note, null,
          h('p', null, 'Nothing on this ledger is called so.'),
          h('p', {class: 'quiet'}, 'You can look for a height (', h('code', null, '42'), '), the 64 digits of a block, transaction or agreement, an account (',
              h('code', null, 'user_1'), ') or an asset (', h('code', null, 'ETH'), `). Of blocks by their hash, the newest ${grouped(BLOCKS_LOOKED_THROUGH)} are looked through.`)));
}
