// What an individual brings: limits of value and of quantity (decision 305,
// Tax Code 188.1.1), only the excess bearing payments.
import * as q from './rational.mjs';
import { onDay, table, list, exchange } from './law.mjs';
import { values, shareOut } from './value.mjs';
import * as rates from './rate.mjs';

// individual answers for each line what of it is charged; `over` tells whether
// anything is. Lines named by an item get its code and kind.
export function individual(doc, worth, fx, flow) {
  const lines = doc.lines.map((l) => {
    const item = table('personal_items').find((r) => r.key === l.item);
    return item ? { ...l, code: l.code ?? (item.code || undefined), variant: l.variant ?? (item.variant || undefined), limit: item.limit } : l;
  });
  const allowance = onDay('allowances', doc.date).find((r) => r.channel === doc.channel && r.who === (doc.minor ? 'minor' : 'adult'));
  const usd = allowance && fx(allowance.currency);
  const spent = doc.allowanceUsed ? fx(doc.allowanceUsed.currency) : q.zero;
  let left = null;
  if (usd && spent !== null) {
    const used = doc.allowanceUsed ? q.round(q.mul(q.of(doc.allowanceUsed.amount), spent)) : q.zero;
    left = q.max(q.zero, q.sub(q.round(q.mul(q.of(allowance.amount), usd)), used));
  }
  const limits = lines.map((line) => limitOf(line, doc, flow));
  const beyond = beyondQuantity(lines, limits, doc);
  const shares = lines.map((line, i) => {
    const value = worth[i];
    const limit = limits[i];
    line.assume = !excisable(line);
    if (value === null) return { open: true };
    if (limit?.kind === 'free') return { within: true };
    if (limit && limit.kind !== 'phone') {
      if (beyond[i] === null) return { open: true };
      if (q.isZero(beyond[i])) return { within: true };
      const part = q.div(beyond[i], rates.quantityOf(line)(limit.unit));
      const over = q.round(q.mul(value, part));
      if (limit.kind !== 'food') return { taxable: over, part };
      line.byValue = over; // more food is ordinary goods
      return { open: left === null };
    }
    if (limit?.kind === 'phone' && Number(doc.limitsUsed?.phone ?? 0) >= Number(limit.qty)) return { taxable: value, part: q.of(1) };
    if (excisable(line)) return { taxable: value, part: q.of(1) };
    line.byValue = value;
    return { open: left === null };
  });
  // Goods of one declaration cross together: the excess over the limit of value
  // lies on them in proportion.
  const common = lines.map((l, i) => (l.byValue && !shares[i].open ? l.byValue : q.zero));
  if (left !== null) {
    const excess = shareOut(q.max(q.zero, q.sub(q.sum(common), left)), common, 2);
    lines.forEach((l, i) => {
      if (!l.byValue || shares[i].open) return;
      shares[i] = q.isZero(excess[i]) ? { within: true } : { taxable: excess[i], part: q.div(excess[i], worth[i]) };
    });
  }
  return { lines, shares, over: shares.some((s) => !s.within) };
}

// beyondQuantity is how much of each line is over its limit of quantity: the
// lines under one limit bear the excess in proportion, pieces whole, other
// units to three decimals. Null where a line under the limit does not say.
function beyondQuantity(lines, limits, doc) {
  const out = lines.map(() => q.zero);
  for (const limit of new Set(limits)) {
    if (!limit || !limit.qty || limit.kind === 'phone') continue;
    const at = lines.map((_, i) => i).filter((i) => limits[i] === limit);
    const amounts = at.map((i) => rates.quantityOf(lines[i])(limit.unit));
    const left = q.max(q.zero, q.sub(q.of(doc.minor && limit.adults_only === 'yes' ? 0 : limit.qty), q.of(doc.limitsUsed?.[limit.key] ?? 0)));
    const over = amounts.includes(null) ? null : shareOut(q.max(q.zero, q.sub(q.sum(amounts), left)), amounts, limit.unit === 'piece' ? 0 : 3);
    at.forEach((i, k) => { out[i] = over && over[k]; });
  }
  return out;
}

// A vehicle is goods of no limit of quantity.
function limitOf(line, doc, flow) {
  if (line.vehicle?.kind) return undefined;
  return onDay('personal_limits', doc.date).find((r) => r.flow === flow && list(r.channels).includes(doc.channel)
    && (line.limit ? r.key === line.limit : (line.code && list(r.codes).some((c) => line.code.startsWith(c))) || (line.variant && list(r.variants).includes(line.variant))));
}

// Excisable goods and vehicles are outside the limit of value.
const excisable = (line) => Boolean(line.code) && table('excise').some((r) => list(r.codes).some((c) => line.code.startsWith(c))
  && (r.code_alone === 'yes' || line.variant === r.variant));

// month is a person's parcels of ordinary goods: each bears the payments on all
// the excess of its month so far, less those on the excess before it.
export function month({ parcels }) {
  const out = new Array(parcels.length);
  const order = parcels.map((p, i) => [p, i]).sort(([a, i], [b, j]) => (a.date < b.date ? -1 : a.date > b.date ? 1 : i - j));
  const months = {};
  for (const [doc, i] of order) {
    const fx = exchange(doc);
    const m = (months[`${doc.date.slice(0, 7)} ${doc.channel}`] ??= { value: q.zero, duty: q.zero, vat: q.zero });
    const row = onDay('allowances', doc.date).find((r) => r.channel === doc.channel && r.who === 'adult');
    m.value = q.add(m.value, q.sum(values(doc, fx)));
    const excess = q.max(q.zero, q.sub(m.value, q.round(q.mul(q.of(row.amount), fx(row.currency)))));
    const assumed = onDay('personal_duty', doc.date).find((r) => r.apply === 'yes');
    const duty = q.round(q.percent(excess, q.of(assumed.percent)));
    const vat = q.round(q.percent(q.add(excess, duty), q.of(onDay('vat', doc.date).find((r) => r.flow === 'import').percent)));
    out[i] = { duty: q.sub(duty, m.duty), vat: q.sub(vat, m.vat) };
    out[i].total = q.add(out[i].duty, out[i].vat);
    Object.assign(m, { duty, vat });
  }
  return { parcels: out };
}
