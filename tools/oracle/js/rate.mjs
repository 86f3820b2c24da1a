// Rates of the tariff: the tree of the contract, its short form in the tables
// of law, and what it charges (Customs Code 226: ad valorem, specific, combined).
import * as q from './rational.mjs';

// short reads the form of the law tables: F, P15, S0.7,USD,1,kg, M(a;b) "not
// less than", E2,3(a;b) months, D2023-12-31(a;b) until a day.
export function short(s) {
  const parts = (body) => {
    const out = [];
    let depth = 0;
    let from = 0;
    for (let i = 0; i <= body.length; i++) {
      if (i === body.length || (body[i] === ';' && depth === 0)) { out.push(short(body.slice(from, i))); from = i + 1; } else if (body[i] === '(') depth++;
      else if (body[i] === ')') depth--;
    }
    return out;
  };
  const open = s.indexOf('(');
  const head = open < 0 ? s : s.slice(0, open);
  const inner = open < 0 ? [] : parts(s.slice(open + 1, -1));
  const rest = head.slice(1);
  switch (head[0]) {
    case 'F': return { op: 'free' };
    case 'P': return { op: 'percent', percent: rest };
    case 'S': {
      const [amount, currency, qty, unit] = rest.split(',');
      return { op: 'specific', amount, currency, per: { qty, unit } };
    }
    case 'M': return { op: 'atLeast', of: inner };
    case 'E': return { op: 'seasonal', months: rest.split(',').map(Number), rate: inner[0], ...(inner[1] && { else: inner[1] }) };
    case 'D': return { op: 'dated', until: rest, rate: inner[0], then: inner[1] };
    default: throw new Error(`rate ${s}`);
  }
}

// onDay is the rate that a season or a last day leaves in force.
export function onDay(rate, day) {
  if (rate.op === 'dated') return onDay(day <= rate.until ? rate.rate : rate.then, day);
  if (rate.op === 'seasonal') {
    const next = rate.months.includes(+day.slice(5, 7)) ? rate.rate : rate.else;
    return next ? onDay(next, day) : { op: 'unresolved' };
  }
  return rate;
}

// charge is the exact amount in manat, or null while a quantity or an exchange
// rate is missing.
export function charge(rate, env) {
  const r = onDay(rate, env.day);
  const many = () => {
    const parts = r.of.map((x) => charge(x, env));
    return parts.includes(null) ? null : parts;
  };
  switch (r.op) {
    case 'free': return q.zero;
    case 'percent': return q.percent(env.value, q.of(r.percent));
    case 'specific': {
      const n = env.quantity(r.per.unit);
      const fx = env.fx(r.currency);
      if (n === null || fx === null) return null;
      return q.mul(q.mul(q.div(n, q.of(r.per.qty)), q.of(r.amount)), fx);
    }
    case 'bracket': {
      const n = env.quantity(r.rate.per.unit);
      const fx = env.fx(r.rate.currency);
      if (n === null || fx === null) return null;
      const above = q.max(q.zero, q.sub(n, q.of(r.over)));
      return q.mul(q.add(q.of(r.base), q.mul(q.div(above, q.of(r.rate.per.qty)), q.of(r.rate.amount))), fx);
    }
    case 'atLeast': { const p = many(); return p && q.max(...p); }
    case 'atMost': { const p = many(); return p && q.min(...p); }
    case 'sum': { const p = many(); return p && q.sum(p); }
    default: return null;
  }
}

// base is what the rate is taken of: the quantity for a specific rate, also one
// above a bound, the customs value for any other.
export function base(rate, env) {
  const r = onDay(rate, env.day);
  if (r.op === 'bracket') return env.quantity(r.rate.per.unit);
  return r.op === 'specific' ? env.quantity(r.per.unit) : env.value;
}

// isFree: the rate itself is nil.
export function isFree(rate, day) {
  const r = onDay(rate, day);
  return r.op === 'free' || (r.op === 'percent' && q.isZero(q.of(r.percent))) || (r.op === 'specific' && q.isZero(q.of(r.amount)));
}

// Units with an exact relation to another: kilograms, litres, pieces.
const units = {
  kg: ['kg', '1'], g: ['kg', '0.001'], t: ['kg', '1000'], carat: ['kg', '0.0002'],
  l: ['l', '1'], ml: ['l', '0.001'], hl: ['l', '100'], '1000_l': ['l', '1000'], m3: ['l', '1000'], '1000_m3': ['l', '1000000'],
  piece: ['piece', '1'], '100_piece': ['piece', '100'], '1000_piece': ['piece', '1000'], dozen: ['piece', '12'], gross: ['piece', '144'],
};

// quantityOf answers how much of a unit a line declares, null where it does not
// say. Weights follow from the net mass; litres never from kilograms.
export function quantityOf(line, share = q.of(1)) {
  return (unit) => {
    const given = line.quantities ?? {};
    let n = null;
    if (given[unit] !== undefined) n = q.of(given[unit]);
    else {
      const to = units[unit];
      const from = to && Object.keys(units).find((u) => given[u] !== undefined && units[u][0] === to[0]);
      if (from) n = q.div(q.mul(q.of(given[from]), q.of(units[from][1])), q.of(to[1]));
      else if (to?.[0] === 'kg' && line.netMass !== undefined) n = q.div(q.of(line.netMass), q.of(to[1]));
      else if (unit === 'l_pure_alcohol' && line.alcohol !== undefined) {
        const l = quantityOf(line)('l');
        n = l && q.percent(l, q.of(line.alcohol));
      } else if (unit === 'cm3' && line.vehicle?.engineCC) n = q.mul(q.of(line.vehicle.engineCC), q.of(pieces(line)));
    }
    return n && q.mul(n, share);
  };
}

// pieces is how many vehicles stand on a line.
export const pieces = (line) => line.quantities?.piece ?? '1';
