/** Numbers of the text that others report, each with who does. */
import type { ReferenceId } from './references.ts';

interface CitedNumber {
  text: string;
  from: ReferenceId;
}

export const CITED = {
  mastersFrom: { text: '2', from: 'masters' },
  mastersTo: { text: '32', from: 'masters' },
  keskarMnist: { text: '0.2', from: 'keskar' },
  goyalBatch: { text: '8,192', from: 'goyal' },
} as const satisfies Record<string, CitedNumber>;

export type CitedId = keyof typeof CITED;
