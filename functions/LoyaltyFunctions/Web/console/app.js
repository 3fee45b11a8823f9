// The shell: sign-in, the pages and which of them is open. The address after # says where one is; it never holds a key.
import { html, render, useEffect, useLayoutEffect, useRef, useState } from './view.js';
import { call, session } from './api.js';
import { Fault } from './parts.js';
import { Today } from './pages/today.js';
import { Member } from './pages/member.js';
import { Deliveries } from './pages/deliveries.js';
import { Runs } from './pages/runs.js';
import { Programme } from './pages/programme.js';
import { Partners } from './pages/partners.js';
import { Campaigns } from './pages/campaigns.js';
import { Held } from './pages/held.js';

const Pages = [
  ['today', 'Today', Today],
  ['member', 'Members', Member],
  ['deliveries', 'Deliveries', Deliveries],
  ['runs', 'Runs', Runs],
  ['programme', 'Programme', Programme],
  ['campaigns', 'Campaigns', Campaigns],
  ['held', 'Held back', Held],
  ['partners', 'Partners', Partners],
];

const place = () => location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);

function usePlace() {
  const [at, setAt] = useState(place());
  useEffect(() => {
    const moved = () => setAt(before => before.join('/') === place().join('/') ? before : place());
    addEventListener('hashchange', moved);
    // Somebody may have been quicker than this listener.
    moved();
    return () => removeEventListener('hashchange', moved);
  }, []);
  return at;
}

function SignIn({ done, refused }) {
  const [fault, setFault] = useState(refused);
  const [busy, setBusy] = useState(false);
  const field = useRef();
  useLayoutEffect(() => { field.current.focus(); }, []);
  const submit = async event => {
    event.preventDefault();
    const key = new FormData(event.target).get('key').trim();
    setBusy(true);
    try {
      await call('GET', '/api/program', { key }).catch(e => { if (e.status !== 403) throw e; });
      session.signIn(key);
      done();
    } catch (e) {
      setFault(e.status === 401 ? { message: 'No client of this hub has that key.' } : e);
      setBusy(false);
    }
  };
  return html`<main class="sign-in">
    <form class="panel" onSubmit=${submit}>
      <h1>Loyalty console</h1>
      <p>Sign in with the key of a client of this hub. It stays in this tab and is forgotten when the tab is closed.</p>
      <label class="field"><span>Client key</span><input name="key" type="password" autocomplete="off" required ref=${field} /></label>
      ${fault && html`<${Fault} fault=${fault} />`}
      <button type="submit" class="primary" disabled=${busy}>${busy ? 'Signing in…' : 'Sign in'}</button>
    </form>
  </main>`;
}

function Shell({ signOut }) {
  const [name, ...rest] = usePlace();
  const [id, label, Page] = Pages.find(([id]) => id === name) ?? Pages[0];
  const main = useRef();
  // Before the page can be seen: a later focus would take the keyboard from somebody who types already.
  useLayoutEffect(() => {
    document.title = `${label} · Loyalty console`;
    main.current.focus();
  }, [id]);
  return html`
    <a class="skip" href="#main" onClick=${event => { event.preventDefault(); main.current.focus(); }}>To the content</a>
    <header class="top">
      <strong class="brand">Loyalty console</strong>
      <nav aria-label="Pages">${Pages.map(([to, text]) => html`<a href=${`#/${to}`} aria-current=${to === id ? 'page' : undefined}>${text}</a>`)}</nav>
      <a class="quiet" href="/docs">API</a>
      <button type="button" class="quiet" onClick=${signOut}>Sign out</button>
    </header>
    <main id="main" tabindex="-1" ref=${main} data-at=${[id, ...rest].join('/')}><h1>${label}</h1><${Page} key=${id} at=${rest} /></main>`;
}

function App() {
  const [signedIn, setSignedIn] = useState(Boolean(session.key));
  const [refused, setRefused] = useState();
  useEffect(() => {
    const out = () => { session.signOut(); setRefused({ message: 'The hub does not know this key any more. Sign in again.' }); setSignedIn(false); };
    addEventListener('signed-out', out);
    return () => removeEventListener('signed-out', out);
  }, []);
  return signedIn
    ? html`<${Shell} signOut=${() => { session.signOut(); setRefused(undefined); setSignedIn(false); }} />`
    : html`<${SignIn} refused=${refused} done=${() => setSignedIn(true)} />`;
}

render(html`<${App} />`, document.getElementById('app'));
