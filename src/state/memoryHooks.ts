/** How React reads the Memory page's state. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Memory, MemoryState } from './memory.ts';

export const MemoryContext = createContext<Memory | undefined>(undefined);

export function useMemory(): Memory {
  const memory = useContext(MemoryContext);
  if (!memory) throw new Error('useMemory needs a MemoryContext above it');
  return memory;
}

export function useMemoryState<T>(select: (state: MemoryState) => T): T {
  return useStore(useMemory().store, select);
}
