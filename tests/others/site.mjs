/** The built site under the policy of `npm start`, each page with watch.js before all else, on a host that can be unplugged. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';

/** Ends a worker of a name from inside, as a browser does that wants its memory back. */
const ending =
  ";new BroadcastChannel('end-worker').onmessage = ({ data }) => data === self.name && self.close();";

const watch = readFileSync(inRoot('tests', 'others', 'watch.js'));

function answerWatched(request, response, next) {
  const { pathname } = new URL(request.url, 'http://site');
  const send = (type, body) => response.setHeader('Content-Type', type).end(body);
  if (pathname === '/watch.js') return send('text/javascript', watch);
  if (/\.worker-[\w-]+\.js$/.test(pathname))
    return send('text/javascript', readFileSync(inRoot('dist', pathname), 'utf8') + ending);
  const [name] = /[\w-]+\.html$/.exec(pathname) ?? (pathname === '/' ? ['index.html'] : []);
  if (!name) return next();
  const html = readFileSync(inRoot('dist', name), 'utf8');
  return send('text/html', html.replace('<head>', '<head><script src="/watch.js"></script>'));
}

export const serveWatched = () => serve({ port: 4700, answer: answerWatched });
