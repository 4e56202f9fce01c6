import { useState, type ReactNode, type RefObject } from 'react';
import { useCompare } from '../../state/compareHooks.ts';
import { readSweepInto } from './readFile.ts';

/** Takes a results file that is dropped anywhere on the page. */
export function DropZone({
  root,
  children,
}: {
  root: RefObject<HTMLDivElement | null>;
  children: ReactNode;
}) {
  const compare = useCompare();
  const [over, setOver] = useState(false);
  return (
    <div
      ref={root}
      className={`compare-body${over ? ' dropping' : ''}`}
      onDragOver={(e) => {
        if (!e.dataTransfer.types.includes('Files')) return;
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(e) => {
        if (!e.dataTransfer.types.includes('Files')) return;
        e.preventDefault();
        setOver(false);
        void readSweepInto(compare, e.dataTransfer.files[0]);
      }}
    >
      {children}
      {over && <p className="drop-here">Drop a results file to see its comparison</p>}
    </div>
  );
}
