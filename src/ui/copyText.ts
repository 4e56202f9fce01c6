/** `none`: there was nothing to copy. */
export type Copied = 'copied' | 'refused' | 'none';

/**
 * Puts on the clipboard a text that may still be in the making, such as a link with results. WebKit lets a page write only in
 * the press itself, so it is handed the promise at once; where that is not taken, the text is written when it is there.
 */
export async function copyText(coming: Promise<string | undefined>): Promise<Copied> {
  try {
    await writePromised(coming);
    return 'copied';
  } catch {
    // Refused, nothing to copy, or no promises taken: what follows tells them apart.
  }
  const text = await coming;
  if (text === undefined) return 'none';
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'refused';
  }
}

function writePromised(coming: Promise<string | undefined>): Promise<void> {
  const blob = coming.then((text) => {
    if (text === undefined) throw new Error('nothing to copy');
    return new Blob([text], { type: 'text/plain' });
  });
  blob.catch(() => undefined);
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}
