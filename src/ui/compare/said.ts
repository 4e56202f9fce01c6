import { createContext } from 'react';

/** The sentence that stands above the figures already, so that no figure says it again. */
export const SaidContext = createContext<string | undefined>(undefined);
