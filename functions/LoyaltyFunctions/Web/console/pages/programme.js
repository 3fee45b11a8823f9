import { html, useEffect, useMemo, useState } from '../view.js';
import { call, get } from '../api.js';
import { Badge, Confirm, Empty, Loaded, Panel, useLoad } from '../parts.js';
import { difference } from '../diff.js';
import { checkWith } from '../schema.js';
import { Simulation } from './simulation.js';

const Pause = 300;
const pretty = document => JSON.stringify(document, null, 2);

/**
 * What is wrong with the document: by the schema at once, and whenever the typing pauses by the hub, which also knows what no schema can say
 * and says it better. Nothing is kept by asking.
 */
function useValidation(text, check) {
  const bySchema = useMemo(() => check(text), [text, check]);
  const [said, setSaid] = useState();
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { errors } = await call('POST', '/api/program/validations', { body: text, idempotent: false, signal: stop.signal });
        setSaid({ text, errors });
      } catch (e) {
        if (!stop.signal.aborted) setSaid({ text, errors: [{ pointer: '', detail: e.message }, ...(e.errors ?? [])] });
      }
    }, Pause);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);
  const byHub = said?.text === text ? said.errors : undefined;
  const told = new Set(byHub?.map(error => error.pointer));
  const errors = [...(byHub ?? []), ...bySchema.filter(error => !told.has(error.pointer))];
  return { errors, ok: errors.length > 0 ? false : byHub ? true : undefined, checking: errors.length === 0 && !byHub };
}

function normalised(text) {
  try { return pretty(JSON.parse(text)); } catch { return text; }
}

function Difference({ before, after }) {
  const lines = difference(before, normalised(after));
  if (lines.every(([sign]) => sign === ' ')) return html`<${Empty}>Nothing differs from the version that holds now.<//>`;
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - 3), at + 4).some(([sign]) => sign !== ' '));
  return html`<pre class="diff" tabindex="0" aria-label="Difference">${lines.map(([sign, line], at) => near[at] && html`<span class=${sign === '+' ? 'plus' : sign === '-' ? 'minus' : ''}>${sign} ${line}${'\n'}</span>`)}</pre>`;
}

function Editor({ current, schema, reload }) {
  const before = pretty(current);
  const [text, setText] = useState(before);
  const [asked, setAsked] = useState(false);
  const [told, setTold] = useState('');
  const check = useMemo(() => checkWith(schema), [schema]);
  const found = useValidation(text, check);
  const changed = normalised(text) !== before;
  const publish = async () => {
    await call('PUT', '/api/program', { body: text });
    setTold(`Version ${JSON.parse(text).version} is published.`);
    reload();
  };
  return html`
    <div class="bar">
      <button type="button" class="primary" disabled=${!found.ok || !changed} onClick=${() => setAsked(true)}>Publish…</button>
      <button type="button" disabled=${!changed} onClick=${() => setText(before)}>Start over</button>
      <span role="status">${told || (found.checking ? 'Checking…' : found.ok ? html`<${Badge} tone="good">valid<//>` : html`<${Badge} tone="bad">${found.errors.length} ${found.errors.length === 1 ? 'mistake' : 'mistakes'}<//>`)}</span>
    </div>
    ${asked && html`<${Confirm} title="Publish this programme?" action="Publish" close=${() => setAsked(false)} act=${publish}>
      <p>It takes effect at its <code>from</code>, or at once without one. A version is published once: a mistake is mended by the next version. What was earned stays as it is.</p><//>`}
    <div class="columns wide">
      <${Panel} title="Document">
        <label class="field"><span>Programme, JSON</span><textarea name="document" rows="32" spellcheck="false" value=${text} onInput=${event => { setTold(''); setText(event.target.value); }} aria-invalid=${found.ok === false ? 'true' : undefined} aria-describedby="mistakes"></textarea></label>
      <//>
      <div>
        <${Panel} title="Mistakes"><div id="mistakes" aria-live="polite">${found.ok === false
          ? html`<ul class="mistakes">${found.errors.map(error => html`<li><code>${error.pointer || '/'}</code> ${error.detail}</li>`)}</ul>`
          : html`<${Empty}>None found.<//>`}</div><//>
        <${Panel} title="Difference to the version that holds now"><${Difference} before=${before} after=${text} /><//>
      </div>
    </div>
    <${Simulation} text=${text} ready=${found.ok === true} />`;
}

export function Programme() {
  const loaded = useLoad(async signal => {
    const [current, schema] = await Promise.all([get('/api/program', signal), get('/api/program/schema', signal)]);
    return { current, schema };
  }, []);
  return html`<${Loaded} of=${loaded}>${({ current, schema }) => html`
    <p>Programme <strong>${current.name ?? current.id}</strong>, version <strong>${current.version}</strong>, ${current.currency}, ${current.timeZone}.</p>
    <${Editor} key=${current.version} current=${current} schema=${schema} reload=${loaded.reload} />`}<//>`;
}
