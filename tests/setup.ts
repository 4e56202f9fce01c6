/** Property tests draw the same cases every time, so that none depends on luck; `npm test -- long` draws others. */
import fc from 'fast-check';

if (process.env.BATCHSCOPE_LONG === undefined) fc.configureGlobal({ seed: 20_261_129 });
