/** Byte offsets in the program that plan.ts writes: one header, then one record of OP bytes for each layer. */

// Header.
export const OPS = 0;
/** Operations before this one have nothing to train and are skipped on the way back. */
export const FIRST = 4;
export const DATA = 8;
/** Numbers in one example of the dataset. */
export const ROW = 12;
export const DATA_LABELS = 16;
export const INDICES = 20;
export const BATCH = 24;
export const BATCH_STRIDE = 28;
export const BATCH_LABELS = 32;
export const LOGITS = 36;
export const LOGITS_STRIDE = 40;
export const CLASSES = 44;
export const LOGITS_GRADIENT = 48;
export const LOSS = 52;
export const OPTIMIZER = 56;
export const WEIGHTS = 60;
/** Numbers that weight decay applies to; they come first. */
export const DECAYED = 64;
/** Numbers that train without decay, right after them. */
export const UNDECAYED = 68;
export const GRADIENTS = 72;
export const SLOTS = 76;
export const LOSSES = 80;
export const NORMS = 84;
export const PART_NORMS = 88;
export const EXAMPLE_NORMS = 92;
export const ACCUMULATOR = 96;
export const WORKSPACE = 100;
export const CHANNELS = 104;
export const CHANNEL_STRIDE = 108;
export const PIXELS = 112;
export const DECAY = 120;
export const BETA1 = 128;
export const BETA2 = 136;
export const EPSILON = 144;
/** Share of the start that is taken off running statistics in evaluation mode (float64). */
export const START_SHARE = 152;
/** The score so far, added to here: sum of losses, number right (float64). */
export const SCORE_RESULT = 160;
/** Targets of the dataset and of the batch, one float32 each; 0 where the answers are classes. */
export const DATA_TARGETS = 176;
export const BATCH_TARGETS = 180;
export const HEADER = 192;

// Operation; strides of examples in bytes, sizes in numbers.
export const OP = 128;
export const KIND = 0;
export const X = 4;
export const X_STRIDE = 8;
export const Y = 12;
export const Y_STRIDE = 16;
/** Gradient of the input, 0 when it is not wanted. */
export const GX = 20;
export const GY = 24;
export const W = 28;
/** Zeros where a layer has no bias. */
export const B = 32;
export const DW = 36;
/** 0 where there is no bias. */
export const DB = 40;
/** Inputs of a dense layer, padded. */
export const INPUTS = 44;
/** Units, filters or channels, padded to a multiple of 4. */
export const UNITS = 48;
/** Of an activation which; of dense and conv 1 when ReLU is part of it. */
export const FUNCTION = 52;
export const HEIGHT = 56;
export const WIDTH = 60;
export const PIXEL = 64;
export const OUT_HEIGHT = 68;
export const OUT_WIDTH = 72;
export const SIZE = 76;
/** Batch mean, 1 / deviation and two arrays of sums, UNITS each. */
export const STATS = 80;
export const RUNNING = 84;
/** Units without padding. */
export const TRUE_UNITS = 88;

/** float32 settings of batch normalisation. */
export const NORM_EPSILON = 92;
export const NORM_MOMENTUM = 96;
/** Inputs of a dense layer up to its last true one. */
export const LENGTH = 100;

export const DENSE = 1;
export const CONV = 2;
export const POOL = 3;
export const NORM = 4;
export const ACTIVATION = 5;

export const RELU = 1;
export const TANH = 2;
export const SIGMOID = 3;

export const SOFTMAX = 1;
export const SQUARED = 2;

export const SGD = 0;
export const MOMENTUM = 1;
export const ADAM = 2;

/** Examples that a dense layer packs at a time, and inputs packed beside each other. */
export const PART = 256;
export const STRIP = 16;
/** With fewer examples packing costs more than it gains. */
export const PACK_FROM = 6;
