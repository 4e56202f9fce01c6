/** What a layer does on the device. Tensors it is handed stay the caller's; tensors it returns become the caller's. */
import type { Tensor } from '@tensorflow/tfjs-core';

export interface Forward {
  /** [batch, ...outputShape]. */
  output: Tensor;
  /** What `backward` needs besides the input; freed by the caller after it. */
  saved: Tensor[];
  /** New running statistics (training mode of batch normalisation), in the order of the layer's tensors. */
  running?: Tensor[];
}

export interface Backward {
  /** Gradient of the input; undefined when it was not wanted. */
  input: Tensor | undefined;
  /** Gradients of the trainable tensors, in their order. */
  gradients: Tensor[];
}

export interface Layer {
  /** Number of entries of `parameterTensors(model)` that this layer owns, trainable ones first. */
  readonly tensorCount: number;
  readonly trainableCount: number;
  /**
   * `amount`: in training, the weight of the update in running statistics, at most 1; in evaluation mode, the share of
   * their start that is taken off them, 0 for none.
   */
  forward(input: Tensor, tensors: readonly Tensor[], training: boolean, amount: number): Forward;
  /** `outputGradient` is dLoss/dOutput; `pass` is what `forward` gave for `input` in training mode. */
  backward(
    outputGradient: Tensor,
    input: Tensor,
    pass: Forward,
    tensors: readonly Tensor[],
    wantsInput: boolean,
  ): Backward;
}
