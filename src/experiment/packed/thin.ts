/** Which places of the curves are left out first: those where a straight line comes closest to what was measured. */
import type { Gathered, GatheredGroup } from './gather.ts';

export interface RankedPlace {
  group: number;
  place: number;
  /** The most that a curve would be off without it and those ranked below, as a share of the picture's height. */
  off: number;
}

/** More are not looked at one by one. */
const MOST_PLACES = 200;

interface Curve {
  values: Float64Array;
}

/** Curves over the group's places, NaN where nothing was measured; losses as shares of the largest. */
function curvesOf({ members, places }: GatheredGroup): Curve[] {
  return members.flatMap(({ looks }) =>
    looks.flatMap((known) => {
      if (known.size < 3) return [];
      const accuracy = Float64Array.from(places, (place) => known.get(place)?.accuracy ?? NaN);
      const loss = Float64Array.from(places, (place) => known.get(place)?.loss ?? NaN);
      const most = loss.reduce((max, value) => (value > max ? value : max), 1e-9);
      return [{ values: accuracy }, { values: loss.map((value) => value / most) }];
    }),
  );
}

/** How far the curve is from the straight line between its neighbours that are kept. */
function offAt({ values }: Curve, places: readonly number[], kept: readonly boolean[], at: number): number {
  if (!Number.isFinite(values[at])) return 0;
  let low = at - 1;
  while (low >= 0 && !(kept[low] && Number.isFinite(values[low]))) low--;
  let high = at + 1;
  while (high < places.length && !(kept[high] && Number.isFinite(values[high]))) high++;
  if (low < 0 || high === places.length) return 1;
  const share = (places[at] - places[low]) / (places[high] - places[low]);
  return Math.abs(values[at] - values[low] - share * (values[high] - values[low]));
}

/** The places of one group beside those that it needs, the most telling first (Ramer 1972; Douglas & Peucker 1973). */
function ranked(group: number, gathered: GatheredGroup): RankedPlace[] {
  const { needed } = gathered;
  const step = Math.max(1, Math.ceil(gathered.places.length / MOST_PLACES));
  const places = gathered.places.filter((place, i) => needed.has(place) || i % step === 0);
  const curves = curvesOf({ ...gathered, places });
  const kept = places.map((place) => needed.has(place));
  const worst = (at: number): number => Math.max(0, ...curves.map((curve) => offAt(curve, places, kept, at)));
  const found: RankedPlace[] = [];
  let off = Infinity;
  for (let left = kept.filter((one) => !one).length; left > 0; left--) {
    const offs = places.map((_, i) => (kept[i] ? -1 : worst(i)));
    const most = Math.max(...offs);
    const next = offs.indexOf(most);
    off = Math.min(off, most);
    found.push({ group, place: places[next], off });
    kept[next] = true;
  }
  return found;
}

/** All places that may be left out, the most telling first. */
export const rankPlaces = ({ groups }: Gathered): RankedPlace[] =>
  [...groups].flatMap(([group, gathered]) => ranked(group, gathered)).sort((a, b) => b.off - a.off);
