/** Curves of the best learning rate against B, fitted to the logarithms of the tuned rates. */
const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** rate(B) = most / share(B), share(B) = 1 + Bc/B: only `most` is fitted. McCandlish et al. 2018, equation 2.7. */
export function rateCurve(rates, critical) {
  const share = (batchSize) => 1 + critical / batchSize;
  const most = Math.exp(mean(rates.map((r) => Math.log(r.learningRate * share(r.batchSize)))));
  return { most, share };
}

/** rate(B) = scale · B^exponent by least squares. */
export function powerCurve(rates) {
  const x = rates.map((r) => Math.log(r.batchSize));
  const y = rates.map((r) => Math.log(r.learningRate));
  const [mx, my] = [mean(x), mean(y)];
  const exponent =
    x.reduce((sum, v, i) => sum + (v - mx) * (y[i] - my), 0) / x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
  return { exponent, scale: Math.exp(my - exponent * mx) };
}

/** Root mean square of the logarithms of rate over curve, as a factor. */
export function missedBy(rates, curve) {
  return Math.exp(Math.sqrt(mean(rates.map((r) => Math.log(r.learningRate / curve(r.batchSize)) ** 2))));
}
