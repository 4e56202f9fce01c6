/** How many random cases a property test draws that would take seconds for all: a quarter of them, and all in the long stage. */
export const casesOf = (all: number): number =>
  process.env.BATCHSCOPE_LONG === undefined ? Math.ceil(all / 4) : all;
