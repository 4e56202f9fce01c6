/** What the kinds of lines mean, as one quiet line of text beside the title. */
import { Term } from '../controls/Tip.tsx';
import type { ChartKind } from './chartRun.ts';

export function ChartKey({ kind }: { kind: ChartKind }) {
  return (
    <p className="plot-key">
      {kind === 'loss' ? (
        <>
          <span>
            <Sample>
              <path d="M0 5H18" strokeWidth="2" />
            </Sample>
            <Term name="training">training</Term>, <Term name="smoothed">smoothed</Term>
          </span>
          <span>
            <Sample>
              <path d="M0 5H18" strokeDasharray="3 3" />
              <circle cx="9" cy="5" r="2.5" className="is-filled" />
            </Sample>
            <Term name="validation">validation</Term>
          </span>
          <span>
            <Sample>
              <path d="M0 7 2 3 4 8 6 4 8 9 10 2 12 7 14 4 16 8 18 3" opacity="0.45" />
            </Sample>
            <Term name="eachUpdate">each update</Term>
          </span>
        </>
      ) : (
        <>
          <span>
            <Sample>
              <path d="M0 5H18" strokeWidth="2" />
            </Sample>
            <Term name="validation">validation</Term>
          </span>
          <span>
            <Sample>
              <circle cx="9" cy="5" r="3" />
            </Sample>
            <Term name="training">training</Term>, at the end of an <Term name="epoch">epoch</Term>
          </span>
        </>
      )}
    </p>
  );
}

function Sample({ children }: { children: React.ReactNode }) {
  return (
    <svg width="18" height="10" viewBox="0 0 18 10" aria-hidden="true">
      {children}
    </svg>
  );
}
