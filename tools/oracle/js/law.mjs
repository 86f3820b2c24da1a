// The rows of the law, read straight from tariffdata/law and the bulletins of
// the Central Bank from tariffdata/source. Nothing here knows the Go program.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { of, div } from './rational.mjs';

const data = fileURLToPath(new URL('../../../tariffdata/', import.meta.url));

// csv reads RFC 4180: quoted cells may hold commas, quotes and line ends.
export function csv(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; i++; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      row.push(cell);
      cell = '';
      if (c === '\n') { rows.push(row); row = []; }
    } else if (c !== '\r') cell += c;
  }
  if (cell || row.length) rows.push([...row, cell]);
  const [head, ...body] = rows;
  return body.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i] ?? ''])));
}

const tables = new Map();

// table is a table of law by name, its lists split at ";".
export function table(name) {
  if (!tables.has(name)) tables.set(name, csv(readFileSync(`${data}law/${name}.csv`, 'utf8')));
  return tables.get(name);
}

export const list = (cell) => (cell ? cell.split(';') : []);
export const inForce = (row, day) => row.valid_from <= day && (!row.valid_to || day <= row.valid_to);
export const onDay = (name, day) => table(name).filter((r) => inForce(r, day));

// Days.
const stamp = (iso) => Date.UTC(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10));
export const daysBetween = (from, to) => (stamp(to) - stamp(from)) / 86400000;
export const addDays = (iso, n) => new Date(stamp(iso) + n * 86400000).toISOString().slice(0, 10);

// anniversary is the day n years later; 29 February has it on the 28th of a common year.
export function anniversary(iso, n) {
  const year = +iso.slice(0, 4) + n;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = iso.slice(5) === '02-29' && !leap ? '02-28' : iso.slice(5);
  return `${String(year).padStart(4, '0')}-${rest}`;
}
export const completedYears = (from, to) => {
  let n = +to.slice(0, 4) - +from.slice(0, 4);
  while (n > 0 && anniversary(from, n) > to) n--;
  return n;
};
// "More than n years" (artıq) begins the day after the anniversary.
export const olderThan = (from, to, n) => to > anniversary(from, n);

// Bulletins of the Central Bank, manat for one unit.
const bulletins = readdirSync(`${data}source`).filter((f) => /^cbar-.*\.xml$/.test(f)).map((f) => {
  const xml = readFileSync(`${data}source/${f}`, 'utf8');
  const [, d, m, y] = /<ValCurs[^>]*Date="(\d\d)\.(\d\d)\.(\d{4})"/.exec(xml);
  const rates = {};
  for (const [, code, body] of xml.matchAll(/<Valute Code="(\w+)">([\s\S]*?)<\/Valute>/g)) {
    const nominal = /<Nominal>\s*(\d+)\s*<\/Nominal>/.exec(body); // metals are "1 t.u."
    if (nominal) rates[code === 'SDR' ? 'XDR' : code] = div(of(/<Value>\s*([\d.]+)\s*<\/Value>/.exec(body)[1]), of(nominal[1]));
  }
  return { day: `${y}-${m}-${d}`, rates };
}).sort((a, b) => (a.day < b.day ? -1 : 1));

// bulletinFor is the bulletin of the day: the last one while it is not older
// than a run of days off, else the nearest; none before the first, and only one
// in force before 2018, when the manat had settled.
function bulletinFor(day) {
  if (!bulletins.length || day < bulletins[0].day) return null;
  const past = bulletins.filter((b) => b.day <= day).at(-1);
  if (daysBetween(past.day, day) <= 14) return past;
  if (day < '2018-01-01') return null;
  const next = bulletins.find((b) => b.day > day);
  return next && daysBetween(day, next.day) <= daysBetween(past.day, day) ? next : past;
}

// exchange answers manat for one unit of a currency, or null where it is not known.
export function exchange(doc) {
  const b = bulletinFor(doc.fxDate ?? doc.date);
  return (cur) => {
    if (cur === 'AZN') return of(1);
    if (doc.rates?.[cur] !== undefined) return of(doc.rates[cur]);
    return b?.rates[cur] ?? null;
  };
}
