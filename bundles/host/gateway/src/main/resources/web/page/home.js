/** The start: what this ledger is, and what happens on it now. */
import {Fragment, h} from 'preact';
import {get, rates, useLive} from './ledger.js';
import {grouped, plural} from './format.js';
import {Bones, Heading, Id, Loaded, Panel, Problem, Time, useLoad, useTick} from './parts.js';
import {Link, to} from './router.js';
import {EventRows} from './words.js';

const SHOWN = 8;
const BEFORE = 12;

export function Home() {
  const live = useLive();
  const ledger = live.ledger;
  const head = live.head;
  return h(Fragment, null,
      h(Heading, {title: ledger?.development ? 'Development ledger' : 'Ledger'}),
      head ? h(Overview, {live}) : live.state === 'lost'
        ? h(Problem, {error: new Error('The ledger does not answer yet. The page goes on as soon as it does.')})
        : h(Bones, {lines: 3}),
      h('div', {class: 'columns'}, h(LatestBlocks, {height: head?.height}), h(LatestEvents, {live})),
      h(ActiveModules, {modules: head?.modules}),
      ledger?.development && h(Start));
}

function Overview({live}) {
  useTick();
  const {head, ledger} = live;
  const rate = rates(live.marks);
  const perSecond = number => rate ? number.toFixed(number < 10 ? 1 : 0) : '–';
  return h('dl', {class: 'figures'},
      h(Figure, {term: 'Height'}, h(Link, {href: to.block(head.height)}, grouped(head.height))),
      h(Figure, {term: 'Newest block'}, h(Time, {at: head.time})),
      h(Figure, {term: 'Blocks a second', more: 'over the last 30 s'}, perSecond(rate?.blocks)),
      h(Figure, {term: 'Events a second', more: `${grouped(head.nextEvent ?? 0)} in all`}, perSecond(rate?.events)),
      ledger && h(Figure, {term: 'Chain', wide: true}, h(Id, {text: ledger.chainId})),
      ledger?.policy && h(Figure, {term: 'Who changes its rules', wide: true}, ledger.policy === 'auto'
        ? 'the node, as bundles come and go' : 'its operators, by majority'));
}

const Figure = ({term, more, wide, children}) => h('div', {class: wide ? 'wide-figure' : ''},
    h('dt', null, term), h('dd', null, children), more && h('p', {class: 'quiet small'}, more));

function LatestBlocks({height}) {
  const loaded = useLoad(() => get('blocks', {limit: SHOWN}), [], height);
  const shown = loaded.value?.items;
  return h(Panel, {title: 'Blocks', aside: h(Link, {href: '/app/blocks'}, 'All blocks')},
      loaded.error && h(Problem, {error: loaded.error, again: loaded.again}),
      !shown && !loaded.error && h(Bones, {lines: SHOWN}),
      shown && h('ul', {class: 'rows'}, shown.map(block => h('li', {key: block.height, class: 'row fresh'},
          h(Link, {class: 'number strong', href: to.block(block.height)}, grouped(block.height)),
          h('span', {class: 'grow'}, plural(block.transactions, 'transaction')),
          h('span', {class: 'quiet'}, h(Time, {at: block.time}))))));
}

function LatestEvents({live}) {
  const nextEvent = live.ledger?.nextEvent;
  const earlier = useLoad(
      () => nextEvent === undefined ? new Promise(() => {}) : get('events', {from: Math.max(0, nextEvent - BEFORE), limit: BEFORE}),
      [nextEvent === undefined]);
  return h(Panel, {title: 'Events'}, h(EventRows, {arrived: live.events, earlier: earlier.value?.items, shown: SHOWN},
      h(Loaded, {from: earlier, lines: SHOWN}, () => h('p', {class: 'empty'}, 'Nothing has happened yet. What happens appears here at once.'))));
}

function ActiveModules({modules}) {
  return h(Panel, {title: 'Active capabilities', aside: h(Link, {href: '/app/capabilities'}, 'All capabilities')},
      modules === undefined && h(Bones, {lines: 2}),
      modules && h('ul', {class: 'cards'},
          [{name: 'ledger', version: null}, ...modules].map(module => h('li', {key: module.name},
              h(Link, {class: 'card', href: to.capability(module.name)},
                  h('b', null, module.name),
                  h('span', {class: 'quiet'}, module.version ? 'version ' + module.version : 'accounts, assets, transfers'))))));
}

const Start = () => h(Panel, {title: 'Try it', class: 'start'},
    h('p', null, 'This chain is for development: its assets are for play. ', h(Link, {href: '/app/keys'}, 'Add a key to this browser'),
        ', then fill in a form such as ', h(Link, {href: to.operation('ledger', 'transfer')}, 'a transfer'),
        ', see what it would do, and sign it.'));
