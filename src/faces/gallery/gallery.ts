/** The lines to paste name the place that this page came from, so that they work as they are copied. */
const site = new URL('.', document.baseURI).href;
for (const place of document.querySelectorAll('[data-site]')) place.textContent = site;
