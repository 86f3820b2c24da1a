// Exact numbers: fractions of two BigInts. Nothing is rounded but by `round`.

const gcd = (a, b) => {
  if (a < 0n) a = -a;
  while (b) [a, b] = [b, a % b];
  return a;
};

// make is n/d in lowest terms with a positive denominator.
function make(n, d) {
  if (d === 0n) throw new Error('division by zero');
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n, d) || 1n;
  return { n: n / g, d: d / g };
}

// of reads "12.5", 12 or a fraction itself.
export function of(x) {
  if (typeof x === 'object') return x;
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(x)) ?? (() => { throw new Error(`not a number: ${x}`); })();
  const n = BigInt(whole + part);
  return make(sign ? -n : n, 10n ** BigInt(part.length));
}

export const zero = of(0);
export const add = (a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d);
export const sub = (a, b) => make(a.n * b.d - b.n * a.d, a.d * b.d);
export const mul = (a, b) => make(a.n * b.n, a.d * b.d);
export const div = (a, b) => make(a.n * b.d, a.d * b.n);
export const cmp = (a, b) => {
  const x = a.n * b.d - b.n * a.d;
  return x < 0n ? -1 : x > 0n ? 1 : 0;
};
export const max = (...xs) => xs.reduce((a, b) => (cmp(a, b) >= 0 ? a : b));
export const min = (...xs) => xs.reduce((a, b) => (cmp(a, b) <= 0 ? a : b));
export const sum = (xs) => xs.reduce(add, zero);
export const percent = (x, p) => div(mul(x, p), of(100));
export const isZero = (a) => a.n === 0n;

// floorTo cuts a number that is not negative to so many decimals, down to the qəpik.
export function floorTo(a, places) {
  const scale = 10n ** BigInt(places);
  return make((a.n * scale) / a.d, scale);
}
export const down = (a) => floorTo(a, 2);

// round is half up to the qəpik, away from zero: the practice of a declaration
// registered on 09.07.2026; no article sets it.
export function round(a) {
  const minus = a.n < 0n;
  const n = minus ? -a.n : a.n;
  const q = (n * 200n + a.d) / (2n * a.d);
  return make(minus ? -q : q, 100n);
}

// money writes a number of whole qəpik, "12.50".
export function money(a) {
  const minus = a.n < 0n;
  const q = ((minus ? -a.n : a.n) * 100n) / a.d;
  const s = q.toString().padStart(3, '0');
  return `${minus ? '-' : ''}${s.slice(0, -2)}.${s.slice(-2)}`;
}

// text writes a fraction whose decimal expansion ends, else "n/d".
export function text(a) {
  let places = 0;
  let d = a.d;
  while (d % 10n === 0n) { d /= 10n; places++; }
  let scale = 10n ** BigInt(places);
  for (let i = 0; i < 60 && (a.n * scale) % a.d !== 0n; i++, places++) scale *= 10n;
  if ((a.n * scale) % a.d !== 0n) return `${a.n}/${a.d}`;
  const n = (a.n * scale) / a.d;
  const minus = n < 0n;
  const s = (minus ? -n : n).toString().padStart(places + 1, '0');
  const whole = s.slice(0, s.length - places);
  const part = s.slice(s.length - places).replace(/0+$/, '');
  return (minus ? '-' : '') + (part ? `${whole}.${part}` : whole);
}
