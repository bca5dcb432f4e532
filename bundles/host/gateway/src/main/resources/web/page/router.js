/** Addresses of the page: a path, kept by the browser's history, and nothing else. */
import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';

const listeners = new Set();
const tell = () => listeners.forEach(listener => listener());
window.addEventListener('popstate', tell);

/** Goes to an address of the page; `replace` leaves no trace of the present one. */
export function go(to, {replace = false} = {}) {
  if (to !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', to);
  }
  tell();
  if (!replace) {
    scrollTo(0, 0);
  }
}

/** The present address; whoever uses it is drawn again when it changes. */
export function useAddress() {
  const [address, set] = useState(location.pathname + location.search);
  useEffect(() => {
    const listener = () => set(location.pathname + location.search);
    listeners.add(listener);
    listener();
    return () => listeners.delete(listener);
  }, []);
  return address;
}

/** A link within the page. What asks for a new tab, or leaves the page, is the browser's. */
export function Link({href, children, ...rest}) {
  const click = event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    go(href);
  };
  return h('a', {href, onClick: click, ...rest}, children);
}

const part = encodeURIComponent;

export const to = {
  block: height => `/app/blocks/${height}`,
  transaction: id => `/app/tx/${part(id)}`,
  account: name => `/app/accounts/${part(name)}`,
  asset: symbol => `/app/assets/${part(symbol)}`,
  capability: name => `/app/c/${part(name)}`,
  operation: (capability, name) => `/app/c/${part(capability)}/do/${part(name)}`,
  query: (capability, name) => `/app/c/${part(capability)}/ask/${part(name)}`,
  search: text => `/app/search?q=${part(text)}`,
};
