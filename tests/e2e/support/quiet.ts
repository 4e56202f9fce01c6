/** Resolves when `list` has not grown for `quietMs`, at the latest after `limitMs`. */
export async function quiet(list: readonly unknown[], quietMs = 3000, limitMs = 30_000): Promise<void> {
  const end = performance.now() + limitMs;
  for (let since = performance.now(), length = list.length; performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (list.length !== length) {
      length = list.length;
      since = performance.now();
    }
    if (performance.now() - since >= quietMs) return;
  }
}
