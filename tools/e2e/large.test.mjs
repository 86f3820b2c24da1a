// Files far larger than a page reads, and files of a million rows: the person is
// told so with the limit, what was there before stays, and the page goes on
// answering. The files are made here.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { closeSync, linkSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launch, paste, ready, root, serve, soon, test } from './lib.mjs';
import { desk, visitor } from './visit.mjs';

let server, browser, dir;
const visit = visitor(() => ({ server, browser }));
const at = (name) => path.join(dir, name);

/** Writes a file: its head, a row again and again, its tail. */
function write(name, head, row, times, tail = '') {
  const f = openSync(at(name), 'w');
  writeSync(f, head);
  for (let left = times; left > 0; left -= 10000) writeSync(f, row.repeat(Math.min(left, 10000)));
  writeSync(f, tail);
  closeSync(f);
}

before(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'rusum-large-'));
  write('huge.csv', 'kod;ad;price;date;currency\n', '8471300000;Portable machines;1000;09.07.2026;USD\n', 6_500_000); // 300 MB
  for (const kind of ['json', 'xml']) linkSync(at('huge.csv'), at(`huge.${kind}`)); // what it is called is what it is taken for
  write('million.csv', 'date;code;customs value;vat\n', '2026-07-09;8471;1;2\n', 1_000_000); // 20 MB
  write('cars.csv', 'fuel;engine;produced;price\n', 'petrol;1998;2018-01-01;9\n', 300_000); // just under 8 MB, as the next two
  write('parcels.csv', 'date;price;currency\n', '2026-07-09;1;USD\n', 450_000);
  const line = '{"code":"847130","price":{"amount":"1000","currency":"USD"}}';
  write('lines.json', `{"date":"2026-07-09","lines":[${line}`, `,${line}`, 130_000, ']}');
  write('entries.json', '{"format":"rusum-journal","version":1,"entries":[{}', ',{}', 1_000_000, ']}');
  server = await serve();
  browser = await launch();
});
after(async () => { await browser?.close(); server?.close(); rmSync(dir, { recursive: true, force: true }); });

/** Gives a file to the field that is there for it, or to the one a button makes. */
async function give(page, way, file) {
  const small = typeof file === 'string' ? at(file) : { name: file[0], mimeType: 'text/plain', buffer: Buffer.from(file[1]) };
  if (/^#(fx|tariff|list|diary)-file$/.test(way)) return page.setInputFiles(way, small);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(way)]);
  return chooser.setFiles(small);
}

const total = (page) => page.getAttribute('#total[data-total]', 'data-total');
/** A page with a form: what was typed stays, and another letter brings another answer. */
const form = (address, field, typed, next) => ({
  address,
  async begin(page) { await page.fill(field, typed); await page.waitForSelector('#total[data-total]'); },
  async stays(page) { await soon.equal(() => page.inputValue(field), typed); },
  async answers(page) {
    const was = await total(page);
    await page.fill(field, next);
    await soon.notEqual(() => total(page), was);
  },
});
const bulletin = readFileSync(path.join(root, 'tariffdata/source/cbar-2026-09-08.xml'), 'utf8');
const car = (price) => `fuel;engine;produced;price\npetrol;1998;2018-01-01;${price}\n`;
const declarations = 'date;code;customs value;vat\n2026-07-09;8471;100;18\n';

const pages = {
  goods: { way: '#open-file', says: '#notices', huge: 'huge.json', limit: /8 MB/, many: 'lines.json', most: /10,000/,
    ...form('goods/#1.code=847130&1.duty=15&date=2026-09-08', '#price', '1234', '2000') },
  parcel: { way: '#diary-file', says: '#main', huge: 'huge.json', limit: /8 MB/, many: 'parcels.csv', most: /2,000/,
    ...form('parcel/#date=2026-07-02&fx-1-rate=1.7&fx-1-rate-cur=USD', '[id="goods-1-price"]', '1234', '2000') },
  car: { way: '#list-file', says: '#notices', huge: 'huge.csv', limit: /8 MB/, many: 'cars.csv', most: /10,000/,
    ...form('car/#mode=list&date=2026-07-09', '#list', car(9000), car(12000)) },
  fx: { address: 'fx/', way: '#fx-file', says: '#fx-wrong', huge: 'huge.xml', limit: /256 kB/,
    async begin(page) { await give(page, '#fx-file', ['08.09.2026.xml', bulletin.replace('<Value>1.7<', '<Value>1.75<')]); await soon.match(() => page.locator('.bulletins').innerText(), /1\.75/); },
    async stays(page) { await soon.match(() => page.locator('.bulletins').innerText(), /1\.75/); },
    async answers(page) {
      await give(page, '#fx-file', ['x.xml', bulletin.replaceAll('08.09.2026', '09.09.2026')]);
      await soon.match(() => page.locator('.bulletins').innerText(), /9\sSep\s2026/);
    } },
  tariff: { address: 'tariff/', way: '#tariff-file', says: '#tariff-error', huge: 'huge.csv', limit: /64 MB/, many: 'million.csv', most: /200,000/,
    async begin(page) { await page.selectOption('#tariff-currency', 'EUR'); },
    async stays(page) { await soon.equal(() => page.inputValue('#tariff-currency'), 'EUR'); },
    async answers(page) {
      await give(page, '#tariff-file', ['small.csv', 'kod;ad;vahid;dərəcə\n0101 21 000 0;– – safqanlı;əd;0.5\n']);
      await page.waitForSelector('#tariff-use:not([hidden])');
    } },
  lines: { address: 'lines/', way: '#read', says: '#file-error', huge: 'huge.csv', limit: /64 MB/, many: 'million.csv', most: /200,000/,
    async begin(page) {
      await page.waitForSelector('html[data-draft]');
      await page.fill('#date', '08.09.2026');
      await paste(page, 'grid', '847130\tLaptop\t10\tpiece\t25\t5000\tUSD\tCN\t\t15 %');
      await page.waitForSelector('#total[data-total]');
    },
    async stays(page) { await soon.equal(() => page.locator('#c0-5').innerText(), '5000'); },
    async answers(page) {
      const was = await total(page);
      await page.fill('#date', '09.09.2026');
      await page.locator('#grid').focus();
      await page.locator('#c0-5').click();
      await page.keyboard.type('7000');
      await page.keyboard.press('Enter');
      await soon.notEqual(() => total(page), was);
    } },
  journal: { address: 'journal/', way: '[data-act=choose]', says: '#j-restore', huge: 'huge.json', limit: /64 MB/, many: 'entries.json', most: /20,?000/,
    async begin(page) {
      await page.waitForSelector('html[data-journal]');
      await give(page, '[data-act=choose]', ['kept.json', readFileSync(path.join(root, 'wasm/journal/testdata/backup-v1.json'), 'utf8')]);
      await page.locator('#j-restore button').first().click();
      await page.waitForSelector('.entry');
      this.n = await page.locator('.entry').count();
    },
    async stays(page) { await soon.equal(() => page.locator('.entry').count(), this.n); },
    async answers(page) {
      await page.fill('#j-words', 'no such word');
      await soon.equal(() => page.locator('.entry').count(), 0);
    } },
  stats: { address: 'stats/', way: '[data-act=choose]', says: '#s-read', huge: 'huge.csv', limit: /32 MB/, many: 'million.csv', most: /200,000/,
    async begin(page) { await page.check('#s-source-file'); },
    async stays(page) { await soon.ok(() => page.isChecked('#s-source-file')); },
    async answers(page) {
      await give(page, '[data-act=choose]', ['small.csv', declarations]);
      await soon.match(() => page.locator('#main').innerText(), /18\.00/);
    } },
};

for (const [name, p] of Object.entries(pages)) {
  describe(name, () => {
    for (const [what, file, says, limit] of [['300 MB', p.huge, p.says, p.limit], ['a million rows', p.many, p.says, p.most]]) {
      if (!file) continue;
      test(`${what}: the limit is told, nothing is lost, the page answers`, async (t) => {
        const page = await visit(t, desk);
        await page.goto(`${server.url}en/${p.address}`);
        if (name !== 'tariff') await ready(page);
        await p.begin(page);
        await give(page, p.way, file);
        await page.waitForFunction(([css, re]) => new RegExp(re).test(document.querySelector(css)?.innerText), [says, limit.source], { timeout: 60000 });
        await p.stays(page);
        await p.answers(page);
        assert.equal(await page.locator('#boot-failed:not([hidden])').count(), 0);
      });
    }
  });
}
