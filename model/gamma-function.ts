/**
 * The gamma function's logarithm and its derivative, for positive arguments, to within 1e-13: Stirling's series (NIST
 * Digital Library of Mathematical Functions, dlmf.nist.gov, 5.11.1 and 5.11.2) from 10 on, and the recurrence (5.5.1, 5.5.2)
 * below.
 */

/** From here on the terms given reach the last digits of a double. */
const FAR = 10;
const HALF_LOG_2_PI = Math.log(2 * Math.PI) / 2;

/** ln Γ(x). */
export function logGamma(x: number): number {
  let product = 1;
  let far = x;
  for (; far < FAR; far++) product *= far;
  return (far - 0.5) * Math.log(far) - far + HALF_LOG_2_PI + correction(far) - Math.log(product);
}

/** ln Γ(x + by) − ln Γ(x) without the loss of digits that subtracting brings where x is great and `by` is not. */
export function logGammaRise(x: number, by: number): number {
  let product = 1;
  let far = x;
  for (; far < FAR; far++) product *= far / (far + by);
  const end = far + by;
  return (
    (far - 0.5) * Math.log1p(by / far) +
    by * (Math.log(end) - 1) +
    correction(end) -
    correction(far) +
    Math.log(product)
  );
}

/** ψ(x), the derivative of ln Γ(x). */
export function digamma(x: number): number {
  let sum = 0;
  let far = x;
  for (; far < FAR; far++) sum += 1 / far;
  const square = 1 / (far * far);
  const series =
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))));
  return Math.log(far) - 1 / (2 * far) - series - sum;
}

/** What Stirling's series adds to his formula. */
function correction(far: number): number {
  const square = 1 / (far * far);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / far;
}
