// The customs value of every line: the price in manat (Customs Code 236) and
// its share of the costs to the border that the delivery term does not hold
// (law 687-IVQ, article 12).
import * as q from './rational.mjs';
import { table } from './law.mjs';

// values answers a fraction a line; null for all of them where the whole
// cannot be said, null for one whose own price is open.
export function values(doc, fx) {
  const prices = doc.lines.map((l) => {
    const rate = l.price ? fx(l.price.currency) : null;
    return rate && q.round(q.mul(q.of(l.price.amount), rate));
  });
  const delivery = doc.delivery ?? {};
  const term = table('incoterms').find((r) => r.term === delivery.incoterm) ?? {};
  const costs = ['freight', 'insurance', 'other', 'additions']
    .filter((k) => delivery[k] && term[k] !== 'yes' && !q.isZero(q.of(delivery[k].amount)))
    .map((k) => {
      const rate = fx(delivery[k].currency);
      return rate && q.mul(q.of(delivery[k].amount), rate);
    });
  if (costs.includes(null)) return prices.map(() => null);
  const added = q.round(q.sum(costs));
  if (q.isZero(added)) return prices;
  const weights = prices.map((p, i) => {
    if (delivery.apportion !== 'mass') return p;
    if (prices.length === 1) return q.of(1);
    return doc.lines[i].grossMass === undefined ? null : q.of(doc.lines[i].grossMass);
  });
  if (weights.includes(null) || prices.includes(null)) return prices.map(() => null);
  const shares = apportion(added, weights);
  return prices.map((p, i) => q.add(p, shares[i]));
}

// apportion cuts every share down to the qəpik; what is left goes to the first
// line of the greatest weight, so that the parts add up.
export function apportion(total, weights) {
  const all = q.sum(weights);
  const shares = weights.map((w) => (q.isZero(all) ? q.zero : q.down(q.div(q.mul(total, w), all))));
  const heaviest = weights.findIndex((w) => q.cmp(w, q.max(...weights)) === 0);
  shares[heaviest] = q.add(shares[heaviest], q.sub(total, q.sum(shares)));
  return shares;
}

// shareOut divides a sum over weights without a rest: each part cut down to
// places decimals, what is left given unit by unit to the greatest weight /
// (part + unit); of equals to the first (d'Hondt). No article says how an excess
// lies on the goods of one declaration: this is the convention of calc/shareout.go.
export function shareOut(total, weights, places) {
  const all = q.sum(weights);
  const unit = q.div(q.of(1), q.of(10 ** places));
  const parts = weights.map((w) => (q.isZero(all) ? q.zero : q.floorTo(q.div(q.mul(total, w), all), places)));
  for (let rest = q.sub(total, q.sum(parts)); q.cmp(rest, q.zero) > 0; rest = q.sub(rest, unit)) {
    const claims = weights.map((w, i) => q.div(w, q.add(parts[i], unit)));
    const i = claims.findIndex((c) => q.cmp(c, q.max(...claims)) === 0);
    parts[i] = q.add(parts[i], q.min(unit, rest));
  }
  return parts;
}
