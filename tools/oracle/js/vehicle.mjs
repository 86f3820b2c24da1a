// Vehicles: duty by engine, fuel and age (decision 500 as reported), excise by
// engine volume (Tax Code 190.4), reliefs of article 164, fees on clearing.
import * as q from './rational.mjs';
import { onDay, inForce, table, list, daysBetween, olderThan, completedYears } from './law.mjs';
import * as rates from './rate.mjs';
import { applied, notDue, open, by } from './assess.mjs';

const vehicle = (line) => (line.vehicle?.kind ? line.vehicle : null);

// inUse is the reading a rule is computed with.
export function inUse(key, v, doc) {
  const fits = (r) => (!r.kinds || list(r.kinds).includes(v.kind)) && (!r.fuels || list(r.fuels).includes(v.fuel));
  const rows = onDay('readings', doc.date).filter((r) => r.key === key && fits(r));
  return rows.find((r) => r.reading === doc.options?.readings?.[key]) ?? rows.find((r) => r.use === 'yes');
}

// A condition is true, false, or "unsaid" while the declaration does not say.
const all = (...xs) => (xs.includes(false) ? false : xs.includes('unsaid') ? 'unsaid' : true);
const fuelIs = (v, cell) => (!cell ? true : v.fuel ? list(cell).includes(v.fuel) : 'unsaid');
function volumeIn(v, over, upTo) {
  if (!over && !upTo) return true;
  if (v.fuel === 'electric') return false;
  if (!v.engineCC) return 'unsaid';
  return v.engineCC > Number(over || 0) && (!upTo || v.engineCC <= Number(upTo));
}
function yearsIn(v, day, over, upTo) {
  if (!over && !upTo) return true;
  if (!v.produced) return 'unsaid';
  return (!over || olderThan(v.produced, day, Number(over))) && (!upTo || !olderThan(v.produced, day, Number(upTo)));
}

export function duty(ctx, line, env) {
  const v = vehicle(line);
  if (!v) return null;
  let asked = false;
  for (const r of onDay('vehicle_duty', ctx.day)) {
    if (r.kind !== v.kind || r.report === 'yes') continue;
    let fits = all(fuelIs(v, r.fuels), volumeIn(v, r.over_cc, r.up_to_cc), yearsIn(v, ctx.day, r.over_years, r.up_to_years), classIs(v, r.class, ctx.doc));
    if (fits && r.rate.endsWith('cm3') && !v.engineCC) fits = 'unsaid';
    if (fits === true) return by('import_duty', rates.short(r.rate), env);
    if (fits === 'unsaid') asked = true;
  }
  return asked ? open('import_duty', 'needs_input') : null;
}

// classIs: "new" is up to 365 days from production, the one practice found.
function classIs(v, cls, doc) {
  if (!cls) return true;
  if (!v.produced) return 'unsaid';
  const row = inUse('new_car', v, doc);
  const fresh = row.reading === 'years' ? !olderThan(v.produced, doc.date, Number(row.value)) : daysBetween(v.produced, doc.date) <= Number(row.value);
  return (cls === 'new') === fresh;
}

// fitsRelief is what a relief asks of the vehicle beside its code: true,
// "automatic" where the vehicle alone decides, "unsaid", false.
export function fitsRelief(key, line, day) {
  const rows = table('vehicle_relief').filter((r) => r.key === key);
  if (!rows.length) return true;
  const v = vehicle(line);
  if (!v) return true;
  let best = false;
  for (const r of rows) {
    const m = all(list(r.kinds).includes(v.kind), fuelIs(v, r.fuels), yearsIn(v, day, r.over_years, r.up_to_years), volumeIn(v, '', r.up_to_cc));
    if (m === true) return r.automatic === 'yes' ? 'automatic' : true;
    if (m === 'unsaid') best = 'unsaid';
  }
  return best;
}

// excise is Tax Code 190.4; null where the line is no vehicle.
export function excise(ctx, line) {
  const kind = 'excise';
  const v = vehicle(line);
  const code = line.code ?? '';
  const rows = table('vehicle_excise').filter((r) => (v ? r.kind === v.kind : list(r.codes).some((c) => code.startsWith(c))));
  if (!rows.length) return v ? notDue(kind) : null;
  const today = rows.filter((r) => inForce(r, ctx.day));
  if (!today.length) return open(kind, 'unknown');
  if (today.every((r) => q.isZero(q.of(r.base)) && q.isZero(q.of(r.per_cc)))) return notDue(kind);
  if (!v) return open(kind, 'needs_input');
  if (v.special) return notDue(kind); // 190.1.7
  if (v.kind === 'bus' && v.fuel === 'gas') return notDue(kind); // 190.1.8
  if (isElectric(v, code)) return notDue(kind); // no engine volume
  // Whether a car or bus is electric or on gas frees it altogether.
  if (!v.engineCC || (!v.fuel && ['car', 'bus'].includes(v.kind))) return open(kind, 'needs_input');
  const fitting = today.map((r) => [r, all(volumeIn(v, r.over_cc, r.up_to_cc), yearsIn(v, ctx.day, r.over_years, ''))]);
  if (fitting.some(([, m]) => m === 'unsaid')) return open(kind, 'needs_input');
  const [row] = fitting.filter(([, m]) => m === true).sort(([a], [b]) => Number(b.over_years) - Number(a.over_years))[0];
  if (v.kind === 'motorcycle' && relieved('188.1.8', line, ctx.day)) return notDue(kind);
  const factor = times(v, ctx);
  if (factor === 'unsaid') return open(kind, 'needs_input');
  const one = q.add(q.of(row.base), q.mul(q.of(row.per_cc), q.of(v.engineCC - Number(row.over_cc))));
  const n = q.of(rates.pieces(line));
  // 185.2: the base is the volume of an engine.
  return applied(kind, q.of(v.engineCC), undefined, q.mul(q.mul(one, factor), n));
}

// Subheading 8703 80 is cars with an electric motor only.
const isElectric = (v, code) => v.fuel === 'electric' || (v.kind === 'car' && code.startsWith('870380'));

const relieved = (key, line, day) => fitsRelief(key, line, day) === 'automatic'
  && onDay('reliefs', day).some((r) => r.key === key && list(r.codes).some((c) => line.code.startsWith(c)));

// times is the factor of old vehicles: cars over 7 years by fuel, buses over a
// year or 100,000 km (190.4.1-2, 190.4.1-4).
function times(v, ctx) {
  let unsaid = false;
  // The law names petrol and diesel only; the reading in use says what of others.
  const reading = inUse('unnamed_factor', v, ctx.doc)?.reading;
  const fuel = { petrol: 'petrol', engine: v.fuel?.replace('hybrid_', '') }[reading] ?? v.fuel;
  for (const r of onDay('vehicle_factor', ctx.day)) {
    if (r.kind !== v.kind || fuelIs({ fuel }, r.fuels) !== true) continue;
    const old = yearsIn(v, ctx.day, r.over_years, '');
    // A mileage that is not said is taken as less; the engine warns of it.
    const driven = r.over_km ? (v.mileageKm ?? 0) > Number(r.over_km) : false;
    if (old === true || driven === true) return q.of(r.factor);
    if (old === 'unsaid') unsaid = true;
  }
  return unsaid ? 'unsaid' : q.of(1);
}

// fees: certificate, expertise, conformity certificate, utilisation fee (233-1).
export function fees(ctx) {
  const temporary = ctx.procedure.key.startsWith('temporary_import');
  if (ctx.procedure.charges !== 'full' && !temporary) return [];
  const out = [];
  for (const line of ctx.doc.lines) {
    const v = vehicle(line);
    if (!v) continue;
    for (const kind of new Set(table('vehicle_fee').map((r) => r.fee))) {
      const ever = table('vehicle_fee').filter((r) => r.fee === kind && list(r.kinds).includes(v.kind) && (!temporary || r.temporary === 'yes'));
      if (!ever.length) continue;
      out.push(fee(ctx, line, v, kind, ever.filter((r) => r.valid_from <= ctx.day && (!r.valid_to || ctx.day <= r.valid_to))));
    }
  }
  return out;
}

function fee(ctx, line, v, kind, rows) {
  if (!rows.length) return open(kind, 'unknown');
  if (kind === 'utilisation_fee' && line.relief?.includes('rarity') && fitsRelief('rarity', line, ctx.day) === true && onDay('reliefs', ctx.day).some((r) => r.key === 'rarity')) return notDue(kind);
  let asked = false;
  for (const r of rows) {
    if (r.reading) {
      const [key, value] = r.reading.split('=');
      if (inUse(key, v, ctx.doc)?.reading !== value) continue;
    }
    let aged = true;
    if (r.from_year || r.to_year) {
      aged = 'unsaid';
      if (v.produced) {
        const years = inUse('utilisation_age', v, ctx.doc)?.reading === 'calendar' ? +ctx.day.slice(0, 4) - +v.produced.slice(0, 4) : completedYears(v.produced, ctx.day);
        aged = years >= Number(r.from_year || 0) && (!r.to_year || years < Number(r.to_year));
      }
    }
    const fits = all(fuelIs(v, r.fuels), aged);
    if (fits === 'unsaid') asked = true;
    if (fits !== true) continue;
    if (r.status === 'none') return notDue(kind);
    if (r.status === 'possible') return open(kind, 'possible');
    return applied(kind, undefined, undefined, q.mul(q.of(r.amount), q.of(rates.pieces(line))));
  }
  return asked ? open(kind, 'needs_input') : open(kind, 'unknown');
}
