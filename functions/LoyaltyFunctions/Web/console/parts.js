// What all pages are made of.
import { html, useCallback, useEffect, useLayoutEffect, useRef, useState } from './view.js';
import { formatAgo, formatInstant } from './format.js';

/** What `load` gives, loaded anew whenever one of `inputs` changes, with `reload` for in between. */
export function useLoad(load, inputs) {
  const [state, setState] = useState({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setState(before => ({ data: before.data, loading: true }));
    load(stop.signal).then(
      data => stop.signal.aborted || setState({ data, loading: false }),
      fault => stop.signal.aborted || setState({ fault, loading: false }),
    );
    return () => stop.abort();
  }, [...inputs, turn]);
  return { ...state, reload: useCallback(() => setTurn(before => before + 1), []) };
}

/** Loading, a fault with a way to try again, or what was loaded. */
export function Loaded({ of, children }) {
  if (of.fault) return html`<${Fault} fault=${of.fault} retry=${of.reload} />`;
  if (!of.data && of.loading) return html`<p class="loading" role="status">Loading…</p>`;
  return of.data ? children(of.data) : null;
}

export function Fault({ fault, retry }) {
  const hint = fault.status === 403 ? ' Sign in with a key that has this scope.' : '';
  return html`<div class="note bad" role="alert">
    <p><strong>${fault.message}</strong>${hint}</p>
    ${fault.errors?.length > 0 && html`<ul>${fault.errors.map(error => html`<li><code>${error.pointer}</code> ${error.detail}</li>`)}</ul>`}
    ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

export const Empty = ({ children }) => html`<p class="empty">${children}</p>`;

export function Panel({ title, side, children, id }) {
  return html`<section class="panel" aria-label=${title} id=${id}>
    <header><h2>${title}</h2>${side && html`<div class="side">${side}</div>`}</header>
    ${children}
  </section>`;
}

export const Tile = ({ label, value, note, tone }) => html`<div class=${`tile ${tone ?? ''}`}>
  <dt>${label}</dt><dd>${value}${note && html`<small>${note}</small>`}</dd>
</div>`;

/** A table that a phone scrolls sideways. Columns are `[heading, cell of a row, 'number'?]`. */
export function Table({ label, columns, rows, empty = 'Nothing here.' }) {
  if (rows.length === 0) return html`<${Empty}>${empty}<//>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>
    <table>
      <thead><tr>${columns.map(([heading, , kind]) => html`<th scope="col" class=${kind}>${heading || html`<span class="hidden">Actions</span>`}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr key=${row.id ?? row.key}>${columns.map(([, cell, kind]) => html`<td class=${kind}>${cell(row)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

export const When = ({ at }) => at ? html`<time datetime=${at} title=${formatInstant(at)}>${formatAgo(at)}</time>` : html`<span>—</span>`;

export const Badge = ({ tone, children }) => html`<span class=${`badge ${tone ?? ''}`}>${children}</span>`;

export function Field({ label, hint, fault, children, ...input }) {
  return html`<label class="field"><span>${label}</span>
    ${children ?? html`<input ...${input} aria-invalid=${fault ? 'true' : undefined} />`}
    ${hint && html`<small>${hint}</small>`}${fault && html`<small class="bad">${fault}</small>`}
  </label>`;
}

/** A question before something that cannot be undone. `fields` are asked for along with it; `act` gets their values. */
export function Confirm({ title, children, action, danger, fields = [], act, close }) {
  const dialog = useRef();
  const [fault, setFault] = useState();
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => { dialog.current.showModal(); }, []);
  const submit = async event => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      await act(Object.fromEntries(new FormData(event.target)));
      close();
    } catch (e) {
      setFault(e);
      setBusy(false);
    }
  };
  return html`<dialog ref=${dialog} onClose=${close} aria-label=${title}>
    <form onSubmit=${submit}>
      <h2>${title}</h2>
      ${children}
      ${fields.map(field => html`<${Field} ...${field} />`)}
      ${fault && html`<${Fault} fault=${fault} />`}
      <div class="actions">
        <button type="button" onClick=${() => dialog.current.close()}>Cancel</button>
        <button type="submit" class=${danger ? 'danger' : 'primary'} disabled=${busy}>${busy ? 'Working…' : action}</button>
      </div>
    </form>
  </dialog>`;
}

export function Progress({ label, done, of }) {
  return html`<label class="progress"><span>${label}</span><progress max=${of || 1} value=${done}></progress></label>`;
}
