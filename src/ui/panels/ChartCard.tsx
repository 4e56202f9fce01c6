import { Suspense, type ReactNode } from 'react';
import { Failsafe } from '../Failsafe.tsx';
import './charts.css';

interface Props {
  what: string;
  /** In the chart's place until it is there. */
  before?: ReactNode;
  /** What of the chart can be said in words, where it never comes. */
  words?: ReactNode;
  children: ReactNode;
}

/** Holds a chart's place until its code is there, and says so where it never comes; the page goes on without it. */
export function ChartCard({ what, before = <div className="chart-space" />, words, children }: Props) {
  return (
    <Failsafe what={what} card above={words}>
      <Suspense fallback={before}>{children}</Suspense>
    </Failsafe>
  );
}
