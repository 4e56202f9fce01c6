import { useEffect, useRef } from 'react';
import type { Preview } from '../../worker/protocol.ts';
import { useTheme } from '../theme.ts';
import { drawPicture } from './pixels.ts';

type Pictures = Preview & { kind: 'pictures' };

const INK = { light: [29, 28, 26], dark: [236, 234, 230] } as const;

/** Picture number `index` of a preview. */
export function Picture({ pictures, index }: { pictures: Pictures; index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const { width, height, channels, pixels } = pictures;
    const size = width * height * channels;
    if (canvas.current)
      drawPicture(
        canvas.current,
        pixels.subarray(index * size, (index + 1) * size),
        width,
        height,
        INK[theme],
      );
  }, [pictures, index, theme]);
  return <canvas ref={canvas} className="picture" aria-hidden="true" />;
}
