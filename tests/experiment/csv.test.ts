import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, exportCsv } from '../../src/experiment/csv.ts';
import type { ResultInput } from '../../src/experiment/results.ts';
import { columnsOf, configOf, evaluationAt, resultInput } from './support.ts';

/** A reader of RFC 4180, written apart from the writer. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let i = 0; i < csv.length; i++) {
    const c = csv[i];
    if (quoted && c === '"' && csv[i + 1] === '"') field += csv[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || csv.startsWith('\r\n', i))) {
      rows.at(-1)?.push(field);
      field = '';
      if (c === '\r') {
        i++;
        rows.push([]);
      }
    } else field += c;
  }
  rows.pop();
  return rows;
}

function table(runs: readonly ResultInput[]): Record<string, string>[] {
  const [head, ...rows] = parse(exportCsv(runs));
  return rows.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((key, i) => [key, row[i]]));
  });
}

describe('exportCsv', () => {
  it('is only a header without runs', () => {
    expect(exportCsv([])).toBe(`${CSV_COLUMNS.join(',')}\r\n`);
    expect(new Set(CSV_COLUMNS).size).toBe(CSV_COLUMNS.length);
  });

  it('has one row for each point and each evaluation, as documented', () => {
    const csv = exportCsv([resultInput({}, { length: 1 })]);
    expect(csv.split('\r\n')).toEqual([
      'run,batchSize,learningRate,optimizer,dataset,trainingCount,model,hidden,remainder,epochs,seed,dataSeed,engine,engineAsked,engineWhy,status,retuned,kind,split,update,epoch,examples,seconds,loss,accuracy,count',
      'run-1,100,0.1,sgd,digits,10000,mlp,128,keep,5,1,1,cpu,auto,There is no graphics adapter.,finished,false,update,training,1,0.01,100,0.001,2.3,,',
      `run-1,100,0.1,sgd,digits,10000,mlp,128,keep,5,1,1,cpu,auto,There is no graphics adapter.,finished,false,evaluation,validation,100,1,10000,1,${1 - 0.9},0.9,2000`,
      '',
    ]);
  });

  it('says which engine ran, what was asked for and why, also where the reason has a comma', () => {
    const why = 'Running on WebGPU: measured cpu 4.1 ms, WebGPU 1.9 ms an update at batch size 64.';
    const [row] = table([
      resultInput({
        config: configOf({ engine: 'webgl' }),
        engine: { asked: 'webgl', got: 'webgpu', why, device: 'x', software: false },
      }),
    ]);
    expect(row).toMatchObject({ engine: 'webgpu', engineAsked: 'webgl', engineWhy: why });
  });

  it('keeps runs apart and in order', () => {
    const second = resultInput({ id: 'run-2', config: configOf({ batchSize: '32', model: 'softmax' }) });
    const rows = table([resultInput(), second]);
    expect(rows.map((r) => `${r.run} ${r.batchSize} ${r.kind} ${r.hidden}`)).toEqual([
      ...Array<string>(3).fill('run-1 100 update 128'),
      'run-1 100 evaluation 128',
      ...Array<string>(3).fill('run-2 32 update '),
      'run-2 32 evaluation ',
    ]);
  });

  it('gives the settings in force at each row of a retuned run', () => {
    const place = { update: 2, epoch: 0.02, examples: 200, seconds: 0.002 };
    const rows = table([
      resultInput(
        { retuned: true },
        {
          retunes: [
            { ...place, update: 1, learningRate: { from: 0.1, to: 0.2 } },
            { ...place, batchSize: { from: 100, to: 50 } },
          ],
        },
      ),
    ]);
    expect(rows.map((r) => [r.update, r.batchSize, r.learningRate])).toEqual([
      ['1', '100', '0.1'],
      ['2', '100', '0.2'],
      ['3', '50', '0.2'],
      ['100', '50', '0.2'],
    ]);
  });

  it('leaves empty what is not finite or not known', () => {
    const rows = table([
      resultInput(
        { engine: undefined },
        { columns: columnsOf([1, NaN, Infinity]), evaluations: [evaluationAt(1, 0.5, { loss: NaN })] },
      ),
    ]);
    expect(rows.map((r) => r.loss)).toEqual(['1', '', '', '']);
    expect(rows[0]).toMatchObject({ engine: '', engineAsked: 'auto', engineWhy: '', accuracy: '' });
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['a "b", c', 'a "b", c'],
    ['two\r\nlines', 'two\r\nlines'],
    ['=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'],
    ['plain', 'plain'],
  ])('reads the run id %j as %j', (id, expected) => {
    expect(table([resultInput({ id })])[0].run).toBe(expected);
  });

  it('does not touch negative numbers', () => {
    expect(table([resultInput({}, { columns: columnsOf([-1.5, 0, 0]) })])[0].loss).toBe('-1.5');
  });
});
