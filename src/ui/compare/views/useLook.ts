/** What the charts of a view are told alike, from the view's own props. */
import { useMemo } from 'react';
import { armNames } from '../../../sweep/analyse/settingsWords.ts';
import type { ChartLook } from '../../charts/compare/look.ts';
import { useTheme } from '../../theme.ts';
import type { ViewProps } from './props.ts';

const nothing = () => {};

export function useLook({ data, selection, on, size }: ViewProps): ChartLook {
  const theme = useTheme();
  const arms = useMemo(() => armNames(data.spec), [data.spec]);
  const thumb = size === 'thumb';
  return {
    arms,
    theme,
    hidden: selection.hiddenBatches,
    hoverBatch: thumb ? undefined : selection.hoverBatch,
    onHover: thumb ? nothing : on.hover,
    thumb,
  };
}
