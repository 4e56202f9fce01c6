/** Put first into every page of the tests: keeps what goes wrong in it, and in frames below it, for the test to ask. */
(() => {
  const seen = [];
  const keep = (text) => (window === top ? void seen.push(text) : top.postMessage({ watched: text }, '*'));
  globalThis.watched = () => seen.splice(0);
  addEventListener('message', ({ data }) => data?.watched && seen.push(`in a frame: ${data.watched}`));
  addEventListener(
    'error',
    ({ error, message, target }) =>
      keep(`error: ${error?.stack ?? message ?? `${target.src ?? target.href} did not load`}`),
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => keep(`rejected: ${reason?.stack ?? reason}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    keep(`policy: ${violatedDirective} blocked ${blockedURI}`),
  );
  const { error } = console;
  console.error = (...said) => {
    keep(`console: ${said.join(' ')}`);
    error.apply(console, said);
  };
})();
