/** TensorFlow.js on WebGL 2, in a context of its own so that its loss is seen. */
import '@tensorflow/tfjs-backend-webgl';
import { GPGPUContext, MathBackendWebGL, setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import { env } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';
import { createFailureWatch } from '../failure.ts';
import { createContext, describeContext } from '../probe.ts';
import { activateBackend } from './backend.ts';
import { createTfjsEngine } from './engine.ts';
import { registerWebglKernels } from './kernels/webgl.ts';

/** Textures beyond this are given back to the GPU instead of being kept for reuse. */
const KEPT_TEXTURE_BYTES = 256 * 1024 * 1024;

/** @throws Error when there is no WebGL 2 context, or none that computes in float32. */
export async function startWebgl(): Promise<Engine> {
  const own = createContext();
  if (!own) throw new Error('the browser gave no WebGL 2 context');
  const { canvas, gl } = own;
  const { device, software } = describeContext(gl);
  const watch = createFailureWatch();
  setWebGLContext(2, gl as unknown as WebGLRenderingContext);
  if (env().getNumber('WEBGL_VERSION') !== 2 || !env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    throw new Error('this GPU does not compute in 32-bit floating point');
  env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', KEPT_TEXTURE_BYTES);
  registerWebglKernels();
  const context = new GPGPUContext(gl as unknown as WebGLRenderingContext);

  const lost = (): void => {
    watch.fail({
      code: 'context-lost',
      message: 'the graphics processor was out of memory, reset or taken away',
    });
    stopPolling(context);
  };
  canvas.addEventListener('webglcontextlost', lost);
  const { activate, release } = await activateBackend('webgl', new MathBackendWebGL(context));
  const side = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;

  return createTfjsEngine({
    info: { name: 'webgl', device, software, maxBufferBytes: 4 * side * side },
    watch,
    activate,
    evaluationExamples: 2000,
    inspect() {
      if (gl.isContextLost()) lost();
      else if (gl.getError() === gl.OUT_OF_MEMORY)
        watch.fail({
          code: 'out-of-memory',
          message: 'the graphics processor has no room for an array of this update',
        });
    },
    dispose() {
      canvas.removeEventListener('webglcontextlost', lost);
      release();
      (context as { program: unknown }).program = null;
      context.dispose();
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  });
}

/** A fence in a lost context never signals; without this TensorFlow.js would look at it for ever. */
function stopPolling(context: GPGPUContext): void {
  (context as unknown as { itemsToPoll: unknown[] }).itemsToPoll = [];
}
