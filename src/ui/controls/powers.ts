/** The slider's places: the powers of two up to N, and N itself. */
export function batchSizeStops(examples: number): number[] {
  const stops: number[] = [];
  for (let b = 1; b < examples; b *= 2) stops.push(b);
  return [...stops, examples];
}

/** Where a batch size lies on the slider, in stops from 0; between two stops by its logarithm. */
export function sliderPosition(batchSize: number, stops: readonly number[]): number {
  const last = stops.length - 1;
  if (batchSize >= stops[last]) return last;
  const i = stops.findLastIndex((stop) => stop <= batchSize);
  if (i < 0) return 0;
  return i + Math.log2(batchSize / stops[i]) / Math.log2(stops[i + 1] / stops[i]);
}
