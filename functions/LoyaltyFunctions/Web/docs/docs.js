// The description is the one that this hub serves; requests go to this hub and nowhere else. A key that is given is forgotten with the page.
SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
  tryItOutEnabled: true,
  // What changes something needs a key of its own; one that the reader typed stays.
  requestInterceptor: request => {
    if (request.method === 'POST' && request.url.startsWith(location.origin) && !request.headers['Idempotency-Key']) request.headers['Idempotency-Key'] = `docs-${crypto.randomUUID()}`;
    return request;
  },
});

// What the viewer leaves out for those who do not see it: its rows are buttons with links in them, and its choice of examples has no name.
const api = document.getElementById('api');
const mend = () => {
  for (const link of api.querySelectorAll('.opblock-summary-control a[href]')) link.removeAttribute('href');
  for (const choice of api.querySelectorAll('select:not([aria-label]):not([id])')) choice.setAttribute('aria-label', 'Example');
};
new MutationObserver(mend).observe(api, { childList: true, subtree: true, attributes: true, attributeFilter: ['href'] });
