import { gpuReport } from './gpu.ts';

self.postMessage(await gpuReport());
