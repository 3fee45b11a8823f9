// The hub's API, with the key that the user signed in with. The key lives in this tab's session only and goes nowhere but into the header.
const Kept = 'loyalty-console-key';

export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `The hub answered ${status}.`);
    this.status = status;
    this.name = body?.type?.replace('urn:loyalty:problem:', '') ?? 'unknown';
    this.errors = body?.errors ?? [];
  }
}

export const session = {
  get key() { return sessionStorage.getItem(Kept); },
  signIn(key) { sessionStorage.setItem(Kept, key); },
  signOut() { sessionStorage.removeItem(Kept); },
};

export async function call(method, path, { body, key = session.key, idempotent = method !== 'GET', signal } = {}) {
  const headers = { authorization: `Bearer ${key}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  // What changes something may be asked for twice by a network that stutters: each request has a key of its own.
  if (idempotent) headers['idempotency-key'] = `console-${crypto.randomUUID()}`;
  let response;
  try {
    response = await fetch(path, { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body), signal, cache: 'no-store' });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new Problem(0, { title: 'The hub cannot be reached. Is it running?' });
  }
  const text = await response.text();
  const answer = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  if (!response.ok) {
    if (response.status === 401 && key === session.key) dispatchEvent(new CustomEvent('signed-out'));
    throw new Problem(response.status, answer);
  }
  return answer;
}

export const get = (path, signal) => call('GET', path, { signal });
export const post = (path, body = {}) => call('POST', path, { body });

/** The path with a query of those parameters that have a value. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  return query.size ? `${path}?${query}` : path;
}
