// The examples are files that the tests run; the page shows these very files.
for (const place of document.querySelectorAll('[data-example]')) {
  const response = await fetch(`/docs/examples/${place.dataset.example}`);
  place.textContent = response.ok ? await response.text() : 'This example could not be loaded.';
}
