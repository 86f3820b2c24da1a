// The car page: the answer of one vehicle, what is around it, lists of vehicles.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { launch, open, root, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const visit = visitor(() => ({ server, browser }));
const at = (lang, fields = {}) => {
  const hash = Object.entries(fields).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&');
  return `${server.url}${lang}/car/${hash ? '#' + hash : ''}`;
};
const total = (page) => page.locator('#total[data-total]').getAttribute('data-total', { timeout: 5000 });
const settled = (page) => page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r()))));
const out = (page) => page.locator('#out').innerText();
const rows = (page) => page.locator('#out tr[data-kind]').evaluateAll((all) => Object.fromEntries(all.map((r) => [r.dataset.kind, r.dataset.status])));
const noKeys = (text) => {
  assert.doesNotMatch(text, /\b(ui|reason|status|kind|warning|step|why|look|conflict|reading|carlist|condition)\.[a-z_]+/, 'no key is left without a text');
  assert.doesNotMatch(text, /\{[a-z_]+\}/, 'no argument is left open');
};
/** What the command line says of a declaration. */
const rusum = (doc, ...args) => JSON.parse(execFileSync('go', ['run', './tools/rusum', ...args], { cwd: root, input: JSON.stringify(doc), encoding: 'utf8' }));

const prius = { kind: 'car', fuel: 'petrol', cc: '1998', made: '2019-08-01', price: '10000', rate: '1.7', date: '2026-07-09' };

describe('one vehicle', () => {
  test('the price and the date of manufacture are enough: petrol, 2.0 l, a person, today', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('az'));
    await page.fill('#price', '10000');
    await settled(page);
    await soon.match(() => out(page), /İstehsal tarixi/, 'the date is asked for');
    await page.fill('#made', '01.05.2024');
    await settled(page);
    await soon.ok(async () => Number(await total(page)) > 5000);
    await soon.match(() => page.locator('#total').innerText(), /USD/, 'landed in manat and in dollars');
    noKeys(await out(page));
    await soon.match(() => page.locator('#date-note').innerText(), /Bu gün/);
  });

  for (const lang of ['az', 'en', 'ru']) {
    test(`${lang}: the page says what the command line says, in words, and passes axe`, async (t) => {
      const page = await visit(t, { ...(lang === 'az' ? phone : desk), colorScheme: lang === 'ru' ? 'dark' : 'light' });
      await open(page, at(lang, { ...prius, origin: 'JP' }));
      const told = rusum({ date: '2026-07-09', rates: { USD: '1.7' }, declarant: 'individual', lines: [{ code: '870323', origin: 'JP', price: { amount: '10000', currency: 'USD' },
        vehicle: { kind: 'car', fuel: 'petrol', engineCC: 1998, produced: '2019-08-01' } }] }, 'vehicle');
      await soon.equal(() => total(page), told.assessment.total);
      await soon.equal(() => page.locator('.cliffs li').count(), told.cliffs.filter((c) => c.kind === 'volume' || c.days <= 90).length);
      await soon.equal(() => page.locator('[data-act=alternative]').count(), told.alternatives.filter((a) => a.difference !== '0.00').length);
      await soon.equal(() => page.locator('.conflicts details').count(), told.assessment.conflicts.length);
      await soon.equal(() => page.locator('#points-volume tr').count(), told.byVolume.length);
      await soon.equal(() => page.locator('#points-age tr').count(), told.byAge.length);
      await soon.equal(() => page.locator('.chart svg[role=img]').count(), 2);
      for (const s of await page.locator('#out details > summary').all()) await s.click();
      noKeys(await out(page));
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), lang === 'az' ? 360 : 1280, 'no sideways scrolling');
      await soon.deepEqual(() => axe(page), []);
    });
  }

  test('only the questions a kind needs', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { price: '10000' }));
    const shown = async (kind) => {
      await page.selectOption('#kind', kind);
      await settled(page);
      const ids = [];
      for (const id of ['fuel', 'mfuel', 'cc', 'made', 'km', 'mass']) if (await page.locator(`#f-${id}`).isVisible()) ids.push(id);
      return ids.join(' ');
    };
    await soon.equal(() => shown('car'), 'fuel cc made');
    await soon.equal(() => shown('bus'), 'fuel cc made km');
    await soon.equal(() => shown('truck'), 'fuel cc made');
    await soon.equal(() => shown('tractor'), '');
    await soon.equal(() => shown('trailer'), 'mass');
    await soon.equal(() => shown('motorcycle'), 'mfuel cc');
    await soon.equal(() => shown('quadricycle'), 'mfuel cc');
    await soon.equal(() => shown('yacht'), 'cc');
    await page.selectOption('#kind', 'car');
    await page.selectOption('#fuel', 'electric');
    await settled(page);
    await soon.ok(async () => !await page.locator('#f-cc').isVisible(), 'an electric car has no engine volume');
  });

  test('a month or a year is taken as its first day, and what the last would cost is said', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { ...prius, made: '2019' }));
    const note = async () => (await page.locator('#made-note').innerText()).replace(/\u00a0/g, ' ');
    await soon.match(() => note(), /1 January 2019.*31 December 2019.*₼/s);
    await page.fill('#made', '05.2023');
    await settled(page);
    await soon.match(() => note(), /1 May 2023.*does not change/s);
    await page.fill('#made', '13.2023');
    await page.locator('#made').blur();
    await settled(page);
    await soon.ok(() => page.locator('#made-err').isVisible());
  });

  test('litres are not taken for cubic centimetres', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { ...prius, cc: '2.0' }));
    await soon.match(() => page.locator('#cc-err').innerText(), /litres/);
    await page.fill('#cc', '1.998');
    await settled(page);
    await soon.equal(() => total(page), '9222.28', '1.998 in a field of whole numbers is 1,998');
  });

  test('what forbids the import stands before any number', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { ...prius, made: '2014-01-01' }));
    const first = await page.locator('#out > *').first().innerText();
    assert.match(first, /may not be imported/);
    assert.doesNotMatch(first, /₼/);
    await soon.match(() => page.locator('.options').first().innerText(), /₼/);
  });

  test('an alternative is put into the form with one click, and taken back with another', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { ...prius, origin: 'JP' }));
    const was = await total(page);
    const shown = await page.locator('[data-act=alternative][data-v="fuel:electric"] .sum').innerText();
    await page.click('[data-act=alternative][data-v="fuel:electric"]');
    await settled(page);
    await soon.equal(() => page.inputValue('#fuel'), 'electric');
    await soon.ok(async () => shown.includes(Number(await total(page)).toLocaleString('en', { minimumFractionDigits: 2 })), `${shown} is the new total`);
    await page.click('[data-act=undo]');
    await settled(page);
    await soon.equal(() => total(page), was);
    await page.click('[data-act=alternative][data-v^="origin:"]');
    await settled(page);
    await soon.equal(async () => (await rows(page)).import_duty, 'not_due');
    await soon.ok(() => page.isChecked('#fta'));
    await page.fill('#origin', 'Japan');
    await settled(page);
    await soon.ok(async () => !await page.locator('#f-fta').isVisible(), 'no free trade with Japan');
    await soon.equal(async () => (await rows(page)).import_duty, 'applied');
  });

  test('another reading of a rule is computed, kept in the link, and undone', async (t) => {
    const page = await visit(t);
    await open(page, at('en', prius));
    const was = Number(await total(page));
    await page.locator('#conflict-vat_base summary').click();
    await page.click('[data-v="vat_base:certificate"]');
    await settled(page);
    await soon.equal(async () => (Number(await total(page)) - was).toFixed(2), '5.40');
    await soon.equal(() => page.locator('[data-v="vat_base:certificate"]').getAttribute('aria-pressed'), 'true');
    await soon.ok(() => page.locator('#conflict-vat_base').evaluate((d) => d.open), 'the folded part stays open');
    await page.click('[data-v="vat_base:law"]');
    await settled(page);
    await soon.equal(async () => Number(await total(page)), was);
    await open(page, at('ru', { ...prius, readings: 'utilisation_age:calendar,e_service:removed' }));
    await soon.equal(async () => (Number(await total(page)) - was).toFixed(2), '264.60');
  });

  test('an unknown duty is a choice of three rates and of what reports say, never nothing', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { kind: 'trailer', price: '10000', rate: '1.7', date: '2026-07-09' }));
    await soon.equal(() => page.locator('[data-act=scenario]').count(), 3);
    await soon.equal(async () => (await rows(page)).import_duty, 'unknown');
    await soon.equal(() => page.locator('#total[data-total]').count(), 0);
    await page.fill('#mass', '1500');
    await settled(page);
    await soon.equal(() => page.locator('.conflicts #conflict-reported_duty .option').count(), 1, '15 % is of trailers over 1.6 t');
    await page.fill('#mass', '1700');
    await settled(page);
    await page.locator('#conflict-reported_duty summary').click();
    await page.locator('#conflict-reported_duty .option').first().click();
    await settled(page);
    await soon.equal(() => total(page), '6249.40');
    await soon.equal(() => page.inputValue('#duty'), '15%');
    await page.click('#reset');
    await page.selectOption('#kind', 'motorcycle');
    await page.fill('#price', '4000');
    await page.fill('#cc', '600');
    await page.locator('[data-act=scenario][data-v="5"]').click();
    await settled(page);
    await soon.ok(() => total(page));
    await page.selectOption('#kind', 'car');
    await page.fill('#made', '2024-05-01');
    await page.fill('#rate', '1.7');
    await settled(page);
    await soon.match(() => page.locator('#out tr[data-kind=import_duty]').innerText(), /1\.2/, 'what was chosen for an unknown duty does not replace a known one');
  });

  test('the auction fee counts into the value unless it is left out, and into the cost always', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { ...prius, fee: '500' }));
    const value = async () => (await page.locator('#total .then').first().innerText()).replace(/[^\d.]/g, '');
    await soon.equal(() => value(), '17850.00');
    await page.uncheck('#feein');
    await settled(page);
    await soon.equal(() => value(), '17000.00');
    const landed = (await page.locator('#total .then').nth(1).innerText()).match(/₼([\d,.]+)/)[1].replace(/,/g, '');
    await soon.equal(async () => (Number(landed) - Number(await total(page))).toFixed(2), '17850.00');
  });

  test('a draft, a link and the other language keep what was typed', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { ...prius, origin: 'JP', fee: '500', feein: '' }));
    const was = await total(page);
    await page.click('a[data-lang=ru]');
    await page.waitForSelector('html[data-names]');
    await soon.equal(() => total(page), was);
    await soon.equal(() => page.inputValue('#origin'), 'Япония');
    await soon.ok(async () => !await page.isChecked('#feein'));
    await page.fill('#price', '11000');
    await settled(page);
    const now = await total(page);
    await page.reload();
    await page.waitForSelector('html[data-names]');
    await soon.equal(() => total(page), now);
  });

  test('it prints on paper with the curves', async (t) => {
    const page = await visit(t);
    await open(page, at('en', prius));
    await page.emulateMedia({ media: 'print' });
    await soon.ok(async () => !await page.locator('#form').isVisible());
    await soon.ok(() => page.locator('.chart').first().isVisible());
    await soon.ok(async () => (await page.pdf({ format: 'A4' })).length > 10_000);
  });
});

describe('a list of vehicles', () => {
  const csv = readFileSync(`${root}tools/rusum/testdata/vehicle/cars.csv`, 'utf8');

  test('a pasted table: good rows are computed as the command does, bad ones are named', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('en'));
    await page.check('#mode-1');
    await page.fill('#date', '09.07.2026');
    await page.fill('#list', csv);
    await settled(page);
    await page.waitForSelector('.cars');
    const golden = JSON.parse(readFileSync(`${root}tools/rusum/testdata/vehicle/cars.out.json`, 'utf8'));
    const sums = await page.locator('.cars tbody tr td:nth-child(3)').evaluateAll((all) => all.map((c) => c.textContent.replace(/[^\d.]/g, '')));
    // The page knows countries by their names in its own language, the command in all three.
    assert.ok(sums.length >= 1 && sums.every((s) => golden.cars.some((c) => c.sums.total === s)), sums.join(' '));
    const bad = await page.locator('.bad-rows li').allInnerTexts();
    for (const b of golden.bad.filter((b) => b.column !== 'origin')) assert.ok(bad.some((s) => s.includes(`${b.row}:`) && s.includes(b.value)), `${b.row} ${b.column}`);
    noKeys(await out(page));
    await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360, 'the table scrolls, not the page');
    await soon.deepEqual(() => axe(page), []);
  });

  test('a file chosen or dropped', async (t) => {
    const page = await visit(t);
    await open(page, at('az', { mode: 'list', date: '2026-07-09' }));
    const body = 'ad;yanacaq;mühərrik;istehsal tarixi;qiymət;valyuta\nA;benzin;1998;01.01.2018;17000;AZN\n';
    await page.setInputFiles('#list-file', { name: 'cars.csv', mimeType: 'text/csv', buffer: Buffer.from(body) });
    await page.waitForFunction(() => document.querySelector('#total[data-total="9875.92"]'));
    await page.fill('#list', '');
    const data = await page.evaluateHandle((text) => { const d = new DataTransfer(); d.items.add(new File([text], 'x.csv')); return d; }, body.replace('17000', '20000'));
    await page.dispatchEvent('#list', 'drop', { dataTransfer: data });
    await page.waitForFunction(() => document.querySelector('#total[data-total]')?.dataset.total > 9875.92);
    const wait = page.waitForEvent('download');
    await page.click('[data-act=csv]');
    const saved = readFileSync(await (await wait).path(), 'utf8');
    assert.match(saved, /20000\.00/);
    assert.equal(saved.charCodeAt(0), 0xfeff);
  });

  test('a long list is computed in parts while the page stays alive', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { mode: 'list', date: '2026-07-09' }));
    const n = 1500;
    const list = 'fuel,engine,produced,price\n' + Array.from({ length: n }, (_, i) => `petrol,${1000 + i},2019-0${1 + i % 9}-11,${9000 + i}`).join('\n');
    // As a paste does it, in one event; fill() types line by line.
    await page.locator('#list').evaluate((e, text) => { e.value = text; e.dispatchEvent(new Event('input', { bubbles: true })); }, list);
    await page.waitForFunction(() => document.querySelector('.cars'), null, { timeout: 60000 });
    await soon.match(() => page.locator('#total').innerText(), /1500/);
    await soon.equal(() => page.locator('.cars tbody tr').count(), 300);
    const wait = page.waitForEvent('download');
    await page.click('[data-act=csv]');
    await soon.equal(async () => readFileSync(await (await wait).path(), 'utf8').trim().split('\r\n').length, n + 1);
  });

  test('a table without prices is named as a whole', async (t) => {
    const page = await visit(t);
    await open(page, at('en', { mode: 'list' }));
    await page.fill('#list', 'name;fuel\nx;petrol\n');
    await page.locator('#list').blur();
    await settled(page);
    await soon.match(() => page.locator('#list-err').innerText(), /price/);
  });
});
