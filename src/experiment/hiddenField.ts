/** The mlp's hidden layers as one field: "128", "64-32". */
import { readNumber, shorten, type ListField } from './fieldKinds.ts';
import { formatNumber } from './format.ts';

export const HIDDEN_LIMITS = { layers: 6, units: 2048 } as const;

export const hidden: ListField<'hidden'> = {
  kind: 'list',
  key: 'hidden',
  label: 'Hidden layers',
  help: 'How many units each hidden layer has, from the input side; more units can learn more and cost more time.',
  initial: () => [128],
  parse(text) {
    const { layers, units } = HIDDEN_LIMITS;
    const wanted = `1 to ${layers} layers of 1 to ${formatNumber(units)} units, such as 128 or 64-32`;
    if (text.length > 200)
      return { error: `Hidden layers “${shorten(text)}” are too many; enter ${wanted}.` };
    const parts = text.trim().split(/\s*[-,;x×]\s*|\s+/);
    const values = parts.map(readNumber);
    if (text.trim() === '') return { error: `A hidden layer is empty; enter ${wanted}.` };
    if (parts.some((p) => p === ''))
      return { error: `A hidden layer in “${shorten(text)}” is empty; enter ${wanted}.` };
    if (parts.length > layers)
      return { error: `Hidden layers “${shorten(text)}” are ${parts.length}; enter ${wanted}.` };
    for (const [i, v] of values.entries())
      if (v === undefined || !Number.isInteger(v) || v < 1 || v > units || /^0/.test(parts[i]))
        return {
          error: `Hidden layer “${shorten(parts[i])}” must be a whole number of units from 1 to ${formatNumber(units)}.`,
        };
    return { value: values as number[] };
  },
  format: (value) => value.join('-'),
  applies: (config) => config.model === 'mlp',
};
