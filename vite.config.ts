import react from '@vitejs/plugin-react';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { buildEngine } from './scripts/build-engine.mjs';
import { chunkFile, packagesOf } from './scripts/chunks.mjs';
import { classicScripts, EMBED_PAGE } from './scripts/classic.mjs';
import { connectSources, policyInPages } from './scripts/policy.mjs';
import { recordings } from './scripts/recordings.mjs';
import { buildName, sourceHash, stampFile } from './scripts/sources.mjs';
import { target } from './scripts/target.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Every page at the root is an entry, but for the embed's, whose scripts are classic. */
const pages = readdirSync(root).filter((name) => name.endsWith('.html') && name !== EMBED_PAGE);

/** Has the cpu engine compiled before anything imports it, and again when its source changes. */
function cpuEngine(): Plugin {
  return {
    name: 'batchscope:cpu-engine',
    enforce: 'pre',
    config: async () => void (await buildEngine()),
    configureServer: ({ watcher, config }) =>
      void watcher.on('change', (path) => {
        if (!/[\\/]cpu[\\/]assembly[\\/]/.test(path)) return;
        buildEngine().catch((error: Error) => config.logger.error(error.message));
      }),
  };
}

/** Leaves in dist the hash of what it was built from. */
function stamp(): Plugin {
  let source = '';
  return {
    name: 'batchscope:stamp',
    apply: 'build',
    buildStart() {
      source = sourceHash(root);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: stampFile, source });
    },
  };
}

/** Lists in dist the packages of every JavaScript file; those of workers are built first, in builds of their own. */
const packages: Record<string, string[]> = {};
function listChunks(site: boolean): Plugin {
  return {
    name: 'batchscope:list-chunks',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') packages[chunk.fileName] = packagesOf(Object.keys(chunk.modules));
      }
      if (!site) return;
      this.emitFile({ type: 'asset', fileName: chunkFile, source: JSON.stringify(packages, null, 2) });
    },
  };
}

/**
 * Keeps the whole site in the browser. A link's settings are no part of a file's name; a newer version waits until a page lets
 * it in (state/offline.ts).
 */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Batchscope',
    short_name: 'Batchscope',
    description: 'What batch size does, by experiment.',
    start_url: './index.html',
    theme_color: '#fbfaf8',
    background_color: '#fbfaf8',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,svg,webmanifest}'],
    globIgnores: ['retire.js'],
    importScripts: ['retire.js'],
    ignoreURLParametersMatching: [/./],
    navigateFallback: null,
    clientsClaim: true,
    cleanupOutdatedCaches: true,
    inlineWorkboxRuntime: true,
  },
});

export const contentSecurityPolicy =
  `connect-src ${connectSources(root)}; ` +
  "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'";

/**
 * The policy as a host sends it that names itself: in a frame of opaque origin WebKit takes `'self'` for nothing, and no embed
 * would come alive there. `host` as in the request's header; one that could be no host is not named.
 */
export const policyFor = (host: string | undefined): string =>
  host !== undefined && /^[\w.-]+(:\d+)?$/.test(host)
    ? contentSecurityPolicy.replace(/(script-src|worker-src) 'self'/g, `$& http://${host}`)
    : contentSecurityPolicy;

/** Sends it with every answer of `npm start` and `vite preview`. */
function securityPolicy(): Plugin {
  return {
    name: 'batchscope:security-policy',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        response.setHeader('Content-Security-Policy', policyFor(request.headers.host));
        next();
      });
    },
  };
}

const define = { __BUILD__: JSON.stringify(buildName(root)) };
const classic = classicScripts({
  ...{ root, define, target },
  onPackages: (file, names) => void (packages[file] = names),
});

export default defineConfig({
  root,
  base: './',
  appType: 'mpa',
  plugins: [
    cpuEngine(),
    react(),
    policyInPages(contentSecurityPolicy),
    recordings(root),
    stamp(),
    classic,
    listChunks(true),
    offline,
    securityPolicy(),
  ],
  define,
  worker: { format: 'es', plugins: () => [listChunks(false)] },
  build: {
    target,
    manifest: true,
    modulePreload: { polyfill: false },
    // Most of the build's time goes to the embed's scripts, as it should.
    rolldownOptions: { input: pages, checks: { bundlerTimings: false } },
  },
});
