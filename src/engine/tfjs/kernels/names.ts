/** Names and attributes of the fused kernels that Batchscope adds to each TensorFlow.js backend. */

/** Rows `start` … `start + count - 1` of `indices` looked up in `rows` [examples, width]; gives [count, width]. */
export const GATHER_BATCH = 'BatchscopeGatherBatch';
/** Softmax cross-entropy of every example: logits and targets [batch, classes] give [batch, 1]. */
export const SOFTMAX_LOSS = 'BatchscopeSoftmaxLoss';
/** (softmax(logits) - targets) * scale, [batch, classes]. */
export const SOFTMAX_GRADIENT = 'BatchscopeSoftmaxGradient';
/** Half the squared distance of outputs and targets, [batch, 1]. */
export const SQUARED_LOSS = 'BatchscopeSquaredLoss';
/** Sums over the rows of x [rows, columns], [1, columns]. */
export const COLUMN_SUMS = 'BatchscopeColumnSums';

/** Kernels of TensorFlow.js for which the cpu backend has a faster one of ours, and its name. */
export const CPU_PRODUCTS = {
  BatchMatMul: 'BatchscopeMatMul',
  _FusedMatMul: 'BatchscopeDense',
  FusedConv2D: 'BatchscopeConv',
  Conv2DBackpropFilter: 'BatchscopeConvFilterGradient',
  Conv2DBackpropInput: 'BatchscopeConvInputGradient',
} as const;
