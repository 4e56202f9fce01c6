/** The built site, built and served by Vite. */
import * as vite from 'vite';
import { freePort } from './port.mjs';
import { root } from './run.mjs';

export const build = () => vite.build({ root, mode: 'production', logLevel: 'warn' });

/** Serves dist on the first free port from `port` on; `onRequest` sees every request, `answer` may answer it first. */
export async function serve({ port, onRequest, answer }) {
  const watch = {
    name: 'batchscope:on-request',
    configurePreviewServer(server) {
      server.middlewares.use((request, _response, next) => {
        onRequest?.(request);
        next();
      });
      if (answer) server.middlewares.use(answer);
    },
  };
  for (let from = port; ; from++) {
    from = await freePort(from);
    try {
      const server = await vite.preview({
        root,
        mode: 'production',
        logLevel: 'error',
        plugins: [watch],
        preview: { port: from, strictPort: true, open: false },
      });
      return { port: from, url: `http://localhost:${from}/`, close: () => server.close() };
    } catch (error) {
      if (!/already in use|EADDRINUSE/.test(error.message)) throw error;
    }
  }
}
