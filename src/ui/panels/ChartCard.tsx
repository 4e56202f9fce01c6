import { Suspense, type ReactNode } from 'react';
import { Failsafe } from '../Failsafe.tsx';
import './charts.css';

interface Props {
  what: string;
  /** In the chart's place until it is there. */
  before?: ReactNode;
  children: ReactNode;
}

/** Holds a chart's place until its code is there, and says so where it never comes; the page goes on without it. */
export function ChartCard({ what, before = <div className="chart-space" />, children }: Props) {
  return (
    <Failsafe what={what} card>
      <Suspense fallback={before}>{children}</Suspense>
    </Failsafe>
  );
}
