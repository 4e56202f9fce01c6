import { Suspense, type ReactNode } from 'react';
import { Failsafe } from '../Failsafe.tsx';
import './charts.css';

/** Holds a chart's place until its code is there, and says so where it never comes; the page goes on without it. */
export function ChartCard({ what, children }: { what: string; children: ReactNode }) {
  return (
    <Failsafe what={what} card>
      <Suspense fallback={<div className="chart-space" />}>{children}</Suspense>
    </Failsafe>
  );
}
