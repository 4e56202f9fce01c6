/** What Train's export writes; fetched once there is something to export. */
import { exportCsv } from '../../experiment/csv.ts';
import { exportResults } from '../../experiment/results.ts';
import type { Explorer } from '../../state/explorer.ts';
import { environment, resultInputs } from '../../state/exporting.ts';
import { save } from '../save.ts';

export function saveJson(explorer: Explorer): void {
  const results = exportResults(resultInputs(explorer), environment());
  save('batchscope-results.json', 'application/json', JSON.stringify(results));
}

export const saveCsv = (explorer: Explorer): void =>
  save('batchscope-results.csv', 'text/csv', exportCsv(resultInputs(explorer)));
