// Interest on a customs debt and the road tax of foreign vehicles.
import * as q from './rational.mjs';
import { onDay, table, inForce, daysBetween, addDays, exchange } from './law.mjs';

// Customs Code 247.3: 0.1 % a day after the due day, for at most a year; 246:
// the discount rate of each day, 365 days a year.
export function interest({ debt, due, paid, kind = 'late', rate }) {
  const days = Math.max(0, daysBetween(due, paid));
  const sum = q.of(debt);
  if (kind === 'late') {
    const row = onDay('interest', due).find((r) => r.kind === 'late');
    const counted = Math.min(days, Number(row.max_days));
    return { days: counted, amount: q.round(q.mul(q.percent(sum, q.of(row.percent)), q.of(counted))) };
  }
  const rows = table('interest').filter((r) => r.kind === 'deferral');
  if (rate !== undefined) {
    return { days, amount: q.round(q.div(q.mul(q.percent(sum, q.of(rate)), q.of(days)), q.of(rows[0].year_days))) };
  }
  let exact = q.zero;
  for (let i = 1; i <= days; i++) {
    const day = addDays(due, i);
    const row = rows.find((r) => inForce(r, day));
    if (!row) return { days, amount: null };
    exact = q.add(exact, q.div(q.percent(sum, q.of(row.percent)), q.of(row.year_days)));
  }
  return { days, amount: q.round(exact) };
}

// Tax Code 211.1.1 (by stay), 211.2 (heavy, by kilometre), 211.3 (dangerous).
export function roadTax(doc) {
  const v = doc.vehicle;
  const size = v.kind === 'car' ? v.engineCC : v.kind === 'bus' ? v.seats : v.axles;
  const stay = (cls) => {
    const rows = onDay('road_tax_stay', doc.date)
      .filter((r) => r.kind === v.kind && r.cls === cls && size > Number(r.over) && (!r.up_to || size <= Number(r.up_to)))
      .sort((a, b) => Number(a.up_to_days || Infinity) - Number(b.up_to_days || Infinity));
    const row = rows.find((r) => !r.up_to_days || doc.stayDays <= Number(r.up_to_days));
    const longest = Math.max(...rows.map((r) => Number(r.up_to_days || 0)));
    return q.add(q.of(row.amount), row.per_day ? q.mul(q.of(row.per_day), q.of(doc.stayDays - longest)) : q.zero);
  };
  const parts = [{ part: 'stay', usd: stay('') }];
  if (v.kind === 'truck' && doc.dangerous) parts.push({ part: 'dangerous', usd: stay(doc.dangerous) });
  if (v.kind === 'truck' && v.grossMass !== undefined && doc.distanceKm !== undefined) {
    const tonnes = q.div(q.of(v.grossMass), q.of(1000));
    const row = onDay('road_tax_heavy', doc.date).find((r) => q.cmp(tonnes, q.of(r.over_t)) > 0 && (!r.up_to_t || q.cmp(tonnes, q.of(r.up_to_t)) <= 0));
    if (row) parts.push({ part: 'heavy', usd: q.mul(q.of(row.per_km), q.of(doc.distanceKm)) });
  }
  const fx = exchange(doc)('USD');
  return parts.map((p) => ({ ...p, amount: fx && q.round(q.mul(p.usd, fx)) }));
}
