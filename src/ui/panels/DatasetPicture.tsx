import { Suspense } from 'react';
import type { DatasetInfo } from '../../experiment/data.ts';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { DATASETS } from '../../experiment/catalog.ts';
import { trainingCount, validationCount } from '../../experiment/derive.ts';
import { formatNumber } from '../../experiment/format.ts';
import { useDraftReading, useExplorerState } from '../../state/hooks.ts';
import type { PreviewState } from '../../state/store.ts';
import { useAhead } from '../ahead.ts';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';

const DatasetExamples = part(async () => (await import('./DatasetExamples.tsx')).DatasetExamples);

/** The drafted dataset in a picture and a few facts: size, classes, licence, source. */
export function DatasetPicture() {
  useAhead(DatasetExamples);
  const preview = useExplorerState((s) => s.preview);
  const { config } = useDraftReading();
  const info = DATASETS[config.dataset];
  return (
    <div className="dataset-picture">
      <DatasetView preview={preview} info={info} />
      <p className="hint">
        {formatNumber(trainingCount(config))} {info.kind === 'numbers' ? 'drawn anew each epoch' : 'training'}{' '}
        · {formatNumber(validationCount(config))} validation · {shapeText(config)}
      </p>
      <details className="about-data">
        <summary>About this data</summary>
        <p className="hint">
          {info.about} Licence {info.licence}. Source:{' '}
          {info.source.href ? (
            <a href={info.source.href} target="_blank" rel="noreferrer">
              {info.source.text}
            </a>
          ) : (
            info.source.text
          )}
          .
        </p>
      </details>
    </div>
  );
}

/** "28 × 28 pixels, 10 classes". */
function shapeText(config: ExperimentConfig): string {
  const { kind, inputShape, classes } = DATASETS[config.dataset];
  switch (kind) {
    case 'pictures':
      return `${inputShape[0]}\u00a0×\u00a0${inputShape[1]}\u00a0pixels, ${classes} classes`;
    case 'points':
      return `two numbers each, ${classes} classes`;
    case 'numbers':
      return `${formatNumber(config.dimension)} numbers each, one number to predict`;
    default:
      return kind satisfies never;
  }
}

function DatasetView({ preview, info }: { preview: PreviewState; info: DatasetInfo }) {
  switch (preview.status) {
    case 'loading':
      return <div className="thumbnails" aria-busy="true" />;
    case 'absent':
      return (
        <p className="thumbnails note">Pictures appear once {info.name} has been downloaded: press Train.</p>
      );
    case 'failed':
      return (
        <p className="thumbnails note" role="alert">
          {preview.message}
        </p>
      );
    case 'shown':
      return (
        <Failsafe what="The preview of the data" card>
          <Suspense fallback={<div className="thumbnails" aria-busy="true" />}>
            <DatasetExamples preview={preview.preview} info={info} />
          </Suspense>
        </Failsafe>
      );
    default:
      return preview satisfies never;
  }
}
