/** The arrays that an example becomes on its way through a network, for a picture of it. */
import { formatNumber } from './format.ts';
import { layerShapes, sizeOf, type ModelSpec } from './model.ts';

export interface Stage {
  /** "784" or "24×24×8". */
  text: string;
  units: number;
  picture: boolean;
}

/** Input first; layers that change no size are left out, and so is a reshaping that comes first. */
export function stagesOf(model: ModelSpec): Stage[] {
  const shapes = layerShapes(model);
  const stage = (shape: number[]): Stage => ({
    text: shape.map(formatNumber).join('×'),
    units: sizeOf(shape),
    picture: shape.length === 3,
  });
  const flat = model.layers[0]?.kind === 'flatten';
  const stages = [stage(flat ? [sizeOf(model.inputShape)] : model.inputShape)];
  model.layers.forEach((layer, i) => {
    if (layer.kind === 'dense' || layer.kind === 'conv' || layer.kind === 'maxPool')
      stages.push(stage(shapes[i + 1]));
  });
  return stages;
}
