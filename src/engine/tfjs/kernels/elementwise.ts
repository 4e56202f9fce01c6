/** Elementwise kernels: one formula each, once for shaders and once as a JavaScript loop. */
export interface Elementwise {
  name: string;
  inputs: readonly string[];
  scalars: readonly string[];
  /** In the arithmetic that GLSL and WGSL share; may use `sqrt` and `sign`. */
  shader: string;
  /** Fills `out` from inputs `x` and scalars `s`, both in the order above. */
  loop: (out: Float32Array, x: readonly Float32Array[], s: readonly number[]) => void;
}

const named = <const T extends Record<string, Omit<Elementwise, 'name'>>>(
  table: T,
): Record<keyof T, Elementwise> => {
  const result = {} as Record<keyof T, Elementwise>;
  for (const key of Object.keys(table) as (keyof T & string)[])
    result[key] = { ...table[key], name: `Batchscope${key[0].toUpperCase()}${key.slice(1)}` };
  return result;
};

/** Every elementwise kernel. Activation gradients are written in terms of the activation's output y. */
export const ELEMENTWISE = named({
  reluGradient: {
    inputs: ['dy', 'y'],
    scalars: [],
    shader: 'dy * sign(y)',
    loop: (out, [dy, y]) => {
      for (let i = 0; i < out.length; i++) out[i] = y[i] > 0 ? dy[i] : dy[i] * y[i];
    },
  },
  tanhGradient: {
    inputs: ['dy', 'y'],
    scalars: [],
    shader: 'dy - dy * y * y',
    loop: (out, [dy, y]) => {
      for (let i = 0; i < out.length; i++) out[i] = dy[i] - dy[i] * y[i] * y[i];
    },
  },
  sigmoidGradient: {
    inputs: ['dy', 'y'],
    scalars: [],
    shader: 'dy * (y - y * y)',
    loop: (out, [dy, y]) => {
      for (let i = 0; i < out.length; i++) out[i] = dy[i] * (y[i] - y[i] * y[i]);
    },
  },
  scaledDifference: {
    inputs: ['a', 'b'],
    scalars: ['scale'],
    shader: '(a - b) * scale',
    loop: (out, [a, b], [scale]) => {
      for (let i = 0; i < out.length; i++) out[i] = (a[i] - b[i]) * scale;
    },
  },
  blend: {
    inputs: ['a', 'b'],
    scalars: ['keep'],
    shader: 'a * keep + b * (1.0 - keep)',
    loop: (out, [a, b], [keep]) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] * keep + b[i] * (1 - keep);
    },
  },
  withoutOnes: {
    inputs: ['a'],
    scalars: ['share', 'scale'],
    shader: '(a - share) * scale * (0.5 + 0.5 * sign(a - share))',
    loop: (out, [a], [share, scale]) => {
      for (let i = 0; i < out.length; i++) out[i] = Math.max((a[i] - share) * scale, 0);
    },
  },
  descend: {
    inputs: ['w', 'g'],
    scalars: ['rate', 'decay'],
    shader: 'w - rate * (g + decay * w)',
    loop: (out, [w, g], [rate, decay]) => {
      for (let i = 0; i < out.length; i++) out[i] = w[i] - rate * (g[i] + decay * w[i]);
    },
  },
  momentumVelocity: {
    inputs: ['v', 'g', 'w'],
    scalars: ['momentum', 'decay'],
    shader: 'momentum * v + g + decay * w',
    loop: (out, [v, g, w], [momentum, decay]) => {
      for (let i = 0; i < out.length; i++) out[i] = momentum * v[i] + g[i] + decay * w[i];
    },
  },
  adamMean: {
    inputs: ['m', 'g', 'w'],
    scalars: ['beta', 'decay'],
    shader: 'beta * m + (1.0 - beta) * (g + decay * w)',
    loop: (out, [m, g, w], [beta, decay]) => {
      for (let i = 0; i < out.length; i++) out[i] = beta * m[i] + (1 - beta) * (g[i] + decay * w[i]);
    },
  },
  adamSquare: {
    inputs: ['v', 'g', 'w'],
    scalars: ['beta', 'decay'],
    shader: 'beta * v + (1.0 - beta) * (g + decay * w) * (g + decay * w)',
    loop: (out, [v, g, w], [beta, decay]) => {
      for (let i = 0; i < out.length; i++) {
        const gradient = g[i] + decay * w[i];
        out[i] = beta * v[i] + (1 - beta) * gradient * gradient;
      }
    },
  },
  adamDescend: {
    inputs: ['w', 'm', 'v'],
    scalars: ['rate', 'squareScale', 'epsilon'],
    shader: 'w - rate * m / (sqrt(v * squareScale) + epsilon)',
    loop: (out, [w, m, v], [rate, squareScale, epsilon]) => {
      for (let i = 0; i < out.length; i++)
        out[i] = w[i] - (rate * m[i]) / (Math.sqrt(v[i] * squareScale) + epsilon);
    },
  },
});
