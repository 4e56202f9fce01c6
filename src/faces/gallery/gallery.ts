/** The lines to paste name the place that this page came from, so that they work as they are copied. */
const site = new URL('.', document.baseURI).href;
for (const place of document.querySelectorAll('[data-site]')) place.textContent = site;

/** Of buttons in the figures nothing is said before a figure has them: it may be blocked, and then its picture stays. */
const figures = [...document.querySelectorAll('batch-scope')];
const say = (): void => document.body.classList.add('is-alive');
for (const figure of figures) figure.addEventListener('load', say, { once: true });
if (figures.some((figure) => 'complete' in figure && figure.complete === true)) say();
