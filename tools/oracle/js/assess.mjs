// The payments of a declaration, from the Tax Code, the Customs Code and the
// decisions the rows of law name.
import * as q from './rational.mjs';
import { onDay, table, list, exchange, addDays } from './law.mjs';
import * as rates from './rate.mjs';
import { values } from './value.mjs';
import * as cars from './vehicle.mjs';
import { individual } from './personal.mjs';

// Every charge of the result: kind, status, and where they are known the base,
// the rate and the amount.
export const applied = (kind, base, tree, exact) => ({ kind, status: 'applied', base, tree, amount: q.round(exact) });
export const notDue = (kind, more) => ({ kind, status: 'not_due', amount: q.zero, ...more });
export const open = (kind, status, more) => ({ kind, status, ...more });

export function assess(doc) {
  const out = once(doc);
  // While a rate of duty is not known, or assumed: the total under each statutory rate.
  const guessed = (l) => l.charges.some((c) => c.kind === 'import_duty' && (c.status === 'unknown' || c.assumed));
  if (out.lines.some(guessed)) {
    out.scenarios = onDay('statutory_duty', doc.date).map(({ percent }) => {
      const lines = doc.lines.map((l, i) => (guessed(out.lines[i]) ? { ...l, dutyScenario: percent } : l));
      return { duty: percent, total: once({ ...doc, lines }).total };
    });
  }
  return out;
}

function once(doc) {
  const procedure = procedureOf(doc);
  const flow = procedure.flow;
  const fx = exchange(doc);
  const worth = values(doc, fx);
  const personal = flow && ['carried', 'post'].includes(doc.channel) ? individual(doc, worth, fx, flow) : null;
  const ctx = { doc, day: doc.date, flow, procedure, fx, personal };
  const lines = (personal?.lines ?? doc.lines).map((line, i) => lineCharges(ctx, line, worth[i], i));
  const total = worth.includes(null) ? null : q.sum(worth);
  const charges = [...fees(ctx, total), ...(flow === 'import' ? cars.fees(ctx) : [])];
  const all = [...lines.flat(), ...charges];
  const complete = !all.some((c) => c.status === 'unknown' || c.status === 'needs_input');
  return {
    status: complete ? 'complete' : 'incomplete',
    customsValue: total,
    lines: lines.map((charges, i) => ({ customsValue: worth[i], charges })),
    charges,
    total: complete ? q.sum(all.filter((c) => c.status === 'applied').map((c) => c.amount)) : null,
  };
}

function procedureOf(doc) {
  const key = doc.procedure ?? (doc.flow === 'export' ? 'export' : 'free_circulation');
  return table('procedures').find((r) => r.key === key);
}

function lineCharges(ctx, line, value, i) {
  const kinds = ctx.flow === 'export' ? ['export_duty', 'vat'] : ['import_duty', 'excise', 'vat'];
  if (ctx.procedure.charges === 'none') return kinds.map((k) => notDue(k));
  const share = ctx.personal?.shares[i];
  if (value === null || share?.open) return kinds.map((k) => open(k, 'needs_input'));
  if (share?.within) return kinds.map((k) => notDue(k));
  let taxable = share ? share.taxable : value;
  if (ctx.procedure.charges === 'processing_cost') {
    // 200.3: duties and taxes on the cost of processing abroad.
    const rate = line.processingCost && ctx.fx(line.processingCost.currency);
    if (!rate) return kinds.map((k) => open(k, 'needs_input'));
    taxable = q.round(q.mul(q.of(line.processingCost.amount), rate));
  }
  const env = { value: taxable, day: ctx.day, fx: ctx.fx, quantity: rates.quantityOf(line, share?.part) };
  if (ctx.flow === 'export') return [exportDuty(ctx, line, env), vat(ctx, line, env, [])];
  const duty = importDuty(ctx, line, env);
  const excises = excise(ctx, line, env);
  const before = [duty, ...excises];
  const out = [...before, vat(ctx, line, env, before), ...roadTax(ctx, line, env)];
  return ctx.procedure.charges === 'partial' ? out.map((c) => partial(ctx, c)) : out;
}

// by charges a rate of the tariff.
export function by(kind, tree, env) {
  const exact = rates.charge(tree, env);
  const base = rates.base(tree, env);
  if (exact === null) return open(kind, 'needs_input', { base, tree });
  const c = applied(kind, base, tree, exact);
  if (q.isZero(c.amount) && rates.isFree(tree, env.day)) c.status = 'not_due';
  return c;
}

// The tariff, Cabinet decision 500: the longest code that has a row.
function tariffRate(flow, code, day) {
  return onDay('known_rates', day)
    .filter((r) => r.flow === flow && r.layer === 'verified' && code?.startsWith(r.code))
    .sort((a, b) => b.code.length - a.code.length)[0];
}

// ownRate is the rate a declarant typed: a tree, or a percentage in words.
function ownRate(line) {
  if (line.duty === undefined) return null;
  if (typeof line.duty === 'object') return line.duty;
  const [, percent] = /^(\d+(?:[.,]\d+)?) ?%?$/.exec(line.duty);
  return percent === '0' ? { op: 'free' } : { op: 'percent', percent: percent.replace(',', '.') };
}

export function importDuty(ctx, line, env) {
  const kind = 'import_duty';
  if (relief(ctx, line, 'duty')) return notDue(kind);
  const own = ownRate(line);
  const scenario = line.dutyScenario && { op: 'percent', percent: line.dutyScenario };
  const tariff = tariffRate('import', line.code, ctx.day);
  // Free trade: origin, dispatch and trading country the same partner, with ST-1.
  if (ctx.doc.options?.duty !== 'mfn' && preferred(line, ctx.day)) return notDue(kind, { base: env.value, tree: { op: 'free' } });
  if (own || scenario) return by(kind, own || scenario, env);
  if (tariff) return by(kind, rates.short(tariff.rate), env);
  const vehicle = cars.duty(ctx, line, env);
  if (vehicle) return vehicle;
  // What couriers charge an individual whose rate is not known.
  const assumed = ctx.personal && line.assume && onDay('personal_duty', ctx.day).find((r) => r.apply === 'yes');
  if (assumed) return { ...by(kind, { op: 'percent', percent: assumed.percent }, env), assumed: true };
  return open(kind, 'unknown');
}

function preferred(line, day) {
  const p = onDay('partners', day).find((r) => r.country === line.origin);
  return Boolean(p) && line.originProof === p.proof && line.dispatchedFrom === p.country && (line.tradedFrom ?? p.country) === p.country;
}

// relief finds the row that frees the line from a payment: one the code alone
// decides, or one the declarant claims by its key.
export function relief(ctx, line, what) {
  return onDay('reliefs', ctx.day).find((r) => {
    if (r.flow !== ctx.flow || (r[what] !== 'yes' && !(what === 'vat' && r.zero_rate === 'yes'))) return false;
    const codes = list(r.codes);
    const listed = codes.some((c) => line.code?.startsWith(c));
    const fits = cars.fitsRelief(r.key, line, ctx.day);
    if (fits === false) return false;
    const claimed = fits !== 'unsaid' && line.relief?.includes(r.key) && (codes.length === 0 || r.codes_open === 'yes' || listed);
    const own = (r.automatic === 'yes' && listed && fits !== 'unsaid') || (fits === 'automatic' && listed);
    return claimed || own;
  });
}

// Excise, Tax Code 190.2 and 190.4: by the kind of good among those of its code.
function excise(ctx, line, env) {
  const kind = 'excise';
  const code = line.code ?? '';
  if (!code) return [notDue(kind)];
  const rows = table('excise').filter((r) => !list(r.not_codes).some((c) => code.startsWith(c)) 
    && list(r.codes).some((c) => code.startsWith(c) || c.startsWith(code)));
  if (!rows.length) return [relief(ctx, line, 'excise') ? notDue(kind) : cars.excise(ctx, line) ?? notDue(kind)];
  const certain = rows.every((r) => r.code_alone === 'yes' && list(r.codes).some((c) => code.startsWith(c)));
  const kinds = new Set(rows.map((r) => r.variant));
  let variant = line.variant;
  if (variant === 'none' && !certain) return [notDue(kind)];
  if (certain && kinds.size === 1) [variant] = kinds;
  if (relief(ctx, line, 'excise')) return [notDue(kind)];
  if (!kinds.has(variant)) return [open(kind, 'needs_input')];
  const row = onDay('excise', ctx.day).find((r) => r.variant === variant);
  if (!row || row.missing === 'yes') return [open(kind, 'unknown')];
  const marks = row.marked === 'yes' && !ctx.personal ? [open('state_duty', 'possible')] : [];
  // 191.3-1: tobacco and its substitutes pay when the mark is obtained.
  if (row.marks_pay === 'yes' && line.exciseMarksPaid) return [notDue(kind), ...marks];
  let tree = rates.short(row.rate);
  if (row.special === 'diamond') {
    const carats = env.quantity('carat');
    const stones = env.quantity('piece');
    if (carats === null || stones === null || q.isZero(stones)) return [open(kind, 'needs_input'), ...marks];
    // 190.4.4: up to 1 carat ×1, up to 2 ×2 … up to 5 ×5, heavier ×10.
    const each = q.div(carats, stones);
    const times = [1, 2, 3, 4, 5].find((n) => q.cmp(each, q.of(n)) <= 0) ?? 10;
    tree = { ...tree, amount: q.text(q.mul(q.of(tree.amount), q.of(times))) };
  }
  return [by(kind, tree, env), ...marks];
}

// VAT, Tax Code 162.1 and 173.1: 18 % of the customs value, duties and taxes
// but VAT and road tax; fees are not named.
export function vat(ctx, line, env, before) {
  const kind = 'vat';
  const row = onDay('vat', ctx.day).find((r) => r.flow === ctx.flow);
  const rel = relief(ctx, line, 'vat');
  if (rel) return notDue(kind, rel.zero_rate === 'yes' ? { tree: { op: 'percent', percent: '0' } } : {});
  const tree = { op: 'percent', percent: row.percent };
  const taxes = before.filter((c) => c.kind !== 'state_duty');
  if (taxes.some((c) => c.status === 'unknown' || c.status === 'needs_input')) return open(kind, 'unknown', { tree });
  const base = q.add(env.value, q.sum(taxes.filter((c) => c.status === 'applied').map((c) => c.amount)));
  return applied(kind, base, tree, q.percent(base, q.of(row.percent)));
}

// Road tax on imported motor fuel, Tax Code 211.1.2.
function roadTax(ctx, line, env) {
  const code = line.code ?? '';
  const kinds = new Set(table('excise').filter((r) => code && list(r.codes).some((c) => code.startsWith(c) || c.startsWith(code))).map((r) => r.variant));
  const rows = onDay('road_tax_fuel', ctx.day).filter((r) => kinds.has(r.variant));
  const row = rows.find((r) => r.variant === line.variant);
  if (row) return [by('road_tax', rates.short(row.rate), env)];
  // While it is not said which oil it is, it may be a motor fuel.
  return rows.length && line.variant !== 'none' && !kinds.has(line.variant) ? [open('road_tax', 'needs_input')] : [];
}

function exportDuty(ctx, line, env) {
  const own = ownRate(line);
  if (own) return by('export_duty', own, env);
  const row = tariffRate('export', line.code, ctx.day);
  return row ? by('export_duty', rates.short(row.rate), env) : notDue('export_duty'); // the list of export duties is short (decision 500)
}

// partial is Customs Code 194: 3 % of the full charge for each started month,
// together no more than the full charge.
function partial(ctx, c) {
  const { doc } = ctx;
  let months = doc.months;
  if (!months && doc.until) for (months = 1; addMonths(doc.date, months) < doc.until;) months++;
  if (!months) return open(c.kind, 'needs_input', { base: c.base, tree: c.tree });
  if (c.status !== 'applied') return c;
  const share = q.min(q.mul(q.of(ctx.procedure.monthly_percent), q.of(months)), q.of(100));
  return { ...c, amount: q.round(q.percent(c.amount, share)) };
}

// addMonths is the same day of a later month, or its last day.
function addMonths(iso, n) {
  const m = +iso.slice(0, 4) * 12 + +iso.slice(5, 7) - 1 + n;
  const first = `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}-01`;
  const last = addDays(`${Math.floor((m + 1) / 12)}-${String(((m + 1) % 12) + 1).padStart(2, '0')}-01`, -1);
  const day = addDays(first, +iso.slice(8) - 1);
  return day < last ? day : last;
}

// Fees: clearance (decision 168, doubled by Customs Code 232.2), the electronic
// service by sheets of the declaration, and the VAT on it.
function fees(ctx, total) {
  const { doc, day } = ctx;
  // Whether fees are due on an individual's goods over the limits was not found.
  const soften = (c) => {
    if (!ctx.personal || c.status === 'needs_input') return c;
    return ctx.personal.over ? { ...c, status: 'possible' } : notDue(c.kind, { base: c.base });
  };
  const out = [];
  if (ctx.procedure.fee_due !== 'yes') out.push(notDue('clearance_fee'));
  else if (total === null) out.push(open('clearance_fee', 'needs_input'));
  else {
    // Bounds belong to the band below: "exceeds … and up to …".
    const bands = onDay('clearance_fee', day).sort((x, y) => Number(x.over) - Number(y.over));
    const band = bands.find((r) => !r.up_to || q.cmp(total, q.of(r.up_to)) <= 0);
    if (!band) out.push(soften(open('clearance_fee', 'unknown')));
    else out.push(soften(applied('clearance_fee', total, undefined, q.mul(q.of(band.amount), q.of(doc.offHours || doc.offSite ? 2 : 1)))));
  }
  const after = ctx.procedure.key === 'transit' ? [transitFee(day)] : [];
  const row = onDay('e_service', day)[0];
  if (doc.electronic === false) out.push(notDue('e_service'), notDue('e_service_vat'));
  else if (cars.inUse('e_service', {}, doc)?.reading === 'removed') return [...out, ...after];
  else if (!row) out.push(...['e_service', 'e_service_vat'].map((k) => soften(open(k, 'unknown'))));
  else {
    const extra = ctx.personal ? 0 : Math.max(0, doc.lines.length - Number(row.first_lines));
    const sheets = q.of(1 + Math.ceil(extra / Number(row.sheet_lines)));
    const fee = applied('e_service', sheets, undefined, q.mul(sheets, q.of(row.per_sheet)));
    const tax = applied('e_service_vat', fee.amount, undefined, q.percent(fee.amount, q.of(row.vat_percent)));
    for (const c of [fee, tax]) {
      // Temporary storage is declared by the short import declaration (178.2).
      out.push(soften(ctx.procedure.key === 'temporary_storage' ? { ...c, status: 'possible' } : c));
    }
  }
  return [...out, ...after];
}

// A report of 2016 alone names the fee of transit: shown, not added.
function transitFee(day) {
  const row = onDay('other_fees', day).find((r) => r.key === 'transit');
  return row ? { ...applied('transit_fee', undefined, undefined, q.of(row.amount)), status: 'possible' } : open('transit_fee', 'possible');
}
