// Parcels, travellers, telephones, and the diary of parcels kept on the device.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launch, open, ready, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

let server, browser, files;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); files = mkdtempSync(path.join(tmpdir(), 'rusum-people-')); });
after(async () => { await browser?.close(); server?.close(); rmSync(files, { recursive: true, force: true }); });

/** The link to a form; every sum of these tests is at 1.7 manat for a dollar. */
const link = (lang, name, fields) => `${server.url}${lang}/${name}/#${new URLSearchParams({ 'fx-1-rate': '1.7', 'fx-1-rate-cur': 'USD', ...fields })}`;
const total = (page) => page.getAttribute('#out [data-total]', 'data-total');
const text = async (page, where) => (await page.locator(where).innerText()).replace(/\u00a0/g, ' ');
/** The figures of a meter by their names. */
const meter = async (page, where, n = 0) => Object.fromEntries(await page.locator(`${where} .meter`).nth(n).locator('dl > div')
  .evaluateAll((list) => list.map((d) => [d.querySelector('dt').innerText.trim(), d.querySelector('dd').innerText.replace(/\u00a0/g, ' ')])));

/** Another form on the same page. */
async function go(page, url) {
  await page.goto('about:blank');
  await open(page, url);
  await page.waitForSelector('#out .total, #out .empty');
}

describe('a parcel', () => {
  test('at the limit nothing is due, above it only the excess is charged', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'parcel', { date: '2026-07-02', 'goods-1-price': '288', delivery: '12' }));
    await soon.equal(() => total(page), '0.00');
    await soon.deepEqual(() => meter(page, '#out'), { Before: '0.00 USD (₼0.00)', Now: '300.00 USD (₼510.00)', Left: '0.00 USD (₼0.00)', 'Begins anew': '1 Aug 2026' });
    await page.fill('#goods-1-price', '288.02');
    await page.waitForFunction(() => document.querySelector('#out [data-total]').dataset.total === '0.01');
    await soon.equal(async () => (await meter(page, '#out')).Over, '0.02 USD (₼0.03)');
    await page.fill('#goods-1-price', '338');
    await page.waitForFunction(() => document.querySelector('#out [data-total]').dataset.total === '30.35');
    await soon.match(() => text(page, '#out'), /possible/, 'fees that may be due are named');
    await page.locator('#out [data-act=row]').first().click();
    await soon.match(() => text(page, '#out .box47'), /595\.00 − ₼510\.00 = ₼85\.00/, 'the value less the allowance');
    await soon.match(() => text(page, '#out .box47'), /couriers quote/, 'the rate nobody looked up is called so');
    await soon.match(() => text(page, '#out .thirds'), /0%[^]*15\.30[^]*5%[^]*20\.32[^]*15%[^]*30\.35/);
    await page.click('#out .thirds button >> nth=1');
    await page.waitForFunction(() => document.querySelector('#out [data-total]').dataset.total === '20.32');
    await soon.equal(() => page.inputValue('#goods-1-duty'), '5');
  });

  test('what is excisable, prohibited, a second telephone or many alike is told', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'parcel', { date: '2026-07-02', 'goods-1-item': 'whisky', 'goods-1-price': '30', 'goods-1-l': '0.7', 'goods-1-duty': '15' }));
    await soon.match(() => text(page, '#out'), /no free limit/i);
    await go(page, link('en', 'parcel', { date: '2026-07-02', 'goods-1-item': 'disposable_ecig', 'goods-1-price': '10' }));
    await soon.match(() => text(page, '#out'), /May not be brought in/);
    await go(page, link('en', 'parcel', { date: '2026-07-02', 'goods-1-item': 'phone', 'goods-1-price': '200', phoneUsed: '1', 'goods-1-duty': '0' }));
    await soon.equal(() => total(page), '61.20', '200 USD in full, VAT only');
    await go(page, link('en', 'parcel', { date: '2026-07-02', 'goods-1-price': '10', 'goods-1-count': '3' }));
    await soon.match(() => text(page, '#out'), /3 identical pieces/);
  });

  test('a past day has the limit of its time', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'parcel', { date: '2019-05-20', 'goods-1-price': '1000' }));
    await soon.equal(() => total(page), '0.00');
    await soon.match(() => text(page, '#out .meter'), /1,000 USD, [^]*30 days/);
    await page.click('#facts-eras summary');
    await soon.match(() => text(page, '#facts-eras tr.now >> nth=0'), /1,000 USD/);
    await page.fill('#goods-1-price', '999');
    await soon.ok(() => page.locator('#facts-eras').evaluate((d) => d.open), 'what was opened stays open');
  });
});

describe('the diary', () => {
  const add = async (page, date, name, price, more = {}) => {
    for (const [id, v] of Object.entries({ date, 'goods-1-name': name, 'goods-1-price': price, ...more })) {
      await page.locator(`[id="${id}"]`).evaluate((e, x) => { e.value = x; e.dispatchEvent(new Event(e.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true })); }, v);
    }
    const n = await page.locator('.entries li').count();
    await page.click('[data-act=diary-add]');
    await page.waitForFunction((k) => document.querySelectorAll('.entries li').length === k, n + 1);
  };
  const months = async (page) => (await page.locator('.diary-months h3:not(.meter h3)').allInnerTexts()).map((s) => s.replace(/\s+/g, ' ').trim());

  test('keeps parcels on the device: added, after a reload, in another tab, edited, deleted', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/parcel/`);
    await page.waitForSelector('.diary .empty');
    await add(page, '2026-07-02', 'shoes', '180', { delivery: '12' });
    await soon.equal(() => page.evaluate(() => document.activeElement.id), 'diary-title', 'the reader is where the change is');
    await soon.equal(() => page.inputValue('#goods-1-price'), '', 'the form is empty for the next one');
    await add(page, '2026-07-20', 'coat', '140');
    await add(page, '2026-08-03', 'book', '20');
    await soon.deepEqual(() => months(page), ['August 2026 ₼0.00', 'July 2026 ₼19.42']);
    await soon.deepEqual(() => meter(page, '.diary-months > section:nth-child(2)'), { Used: '332.00 USD (₼564.40)', Over: '32.00 USD (₼54.40)', 'Begins anew': '1 Aug 2026' });
    await soon.deepEqual(() => axe(page), []);

    // The next parcel of the month knows of them.
    await page.fill('#date', '2026-07-25');
    await page.fill('#goods-1-price', '100');
    await page.waitForFunction(() => document.querySelector('#out [data-total]')?.dataset.total === '60.69');
    await soon.match(() => text(page, '#out .total'), /After 2 parcels of the diary/);

    await page.reload();
    await ready(page);
    await page.waitForSelector('.entries li');
    await soon.deepEqual(() => months(page), ['August 2026 ₼0.00', 'July 2026 ₼19.42']);

    const other = await page.context().newPage();
    await open(other, `${server.url}az/parcel/`);
    await other.waitForSelector('.entries li');
    await other.click('.entries li:has-text("book") [data-act=diary-delete]');
    await page.waitForFunction(() => document.querySelectorAll('.entries li').length === 2);
    await other.close();

    await page.click('.entries li:has-text("shoes") [data-act=diary-edit]');
    await soon.equal(() => page.inputValue('#goods-1-name'), 'shoes');
    await soon.equal(() => page.inputValue('#delivery'), '12');
    await soon.equal(() => page.locator('.entries li[aria-current]').count(), 1);
    await page.fill('#goods-1-price', '100');
    await page.waitForFunction(() => document.querySelector('#out [data-act=diary-cancel]'));
    await page.click('[data-act=diary-add]');
    await page.waitForFunction(() => !document.querySelector('.entries li[aria-current]'));
    await soon.equal(() => page.locator('.entries li').count(), 2, 'changed, not added');
    await soon.deepEqual(() => months(page), ['July 2026 ₼0.00']);

    await page.click('.entries li:has-text("coat") [data-act=diary-delete]');
    await page.waitForFunction(() => document.querySelectorAll('.entries li').length === 1);
    await page.click('[data-act=diary-clear]');
    await soon.match(() => text(page, '.diary [role=alert]'), /cannot be undone/);
    await page.click('[data-act=diary-clear-no]');
    await soon.equal(() => page.locator('.entries li').count(), 1);
    await page.click('[data-act=diary-clear]');
    await page.click('[data-act=diary-clear-yes]');
    await page.waitForSelector('.diary .empty');
    await page.reload();
    await ready(page);
    await page.waitForSelector('.diary .empty');
  });

  test('one telephone a calendar year, whatever the month', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/parcel/`);
    await add(page, '2026-02-02', '', '200', { 'goods-1-item': 'phone', 'goods-1-duty': '0' });
    await add(page, '2026-11-11', '', '200', { 'goods-1-item': 'phone', 'goods-1-duty': '0' });
    await add(page, '2027-01-03', '', '200', { 'goods-1-item': 'phone', 'goods-1-duty': '0' });
    await soon.deepEqual(() => months(page), ['January 2027 ₼0.00', 'November 2026 ₼61.20', 'February 2026 ₼0.00']);
    await soon.equal(() => page.locator('.diary > .carriers .meter').count(), 2, 'a meter for each year');
    await soon.equal(async () => (await meter(page, '.diary > .carriers', 1)).Over, '1 pcs');
  });

  test('goes into files and comes back from them', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/parcel/`);
    await add(page, '2026-07-02', 'shoes, black', '180', { delivery: '12' });
    await add(page, '2026-07-20', '=coat', '140');
    const save = async (act) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.click(`[data-act=${act}]`)]);
      const name = path.join(files, file.suggestedFilename());
      await file.saveAs(name);
      return name;
    };
    const json = await save('diary-json'), csv = await save('diary-csv');
    assert.match(path.basename(json), /^rusum-parcels-\d{4}-\d\d-\d\d\.json$/);
    assert.equal(JSON.parse(readFileSync(json, 'utf8')).parcels.length, 2);
    const rows = readFileSync(csv, 'utf8').split('\r\n');
    assert.match(rows[0], /^\ufeffparcel,date,item/);
    assert.match(rows[2], /,'=coat,.*19\.42$/, 'no formula, and the sum');
    for (const file of [json, csv]) {
      await page.click('[data-act=diary-clear]');
      await page.click('[data-act=diary-clear-yes]');
      await page.waitForSelector('.diary .empty');
      await page.setInputFiles('#diary-file', file);
      await page.waitForFunction(() => document.querySelectorAll('.entries li').length === 2);
      await soon.deepEqual(() => months(page), ['July 2026 ₼19.42']);
      await soon.match(() => text(page, '#notices'), /2 parcels were added, 0 were there already/);
    }
    await page.setInputFiles('#diary-file', json);
    await page.waitForFunction(() => /0 parcels were added, 2 were there/.test(document.querySelector('#notices').innerText));
    const bad = path.join(files, 'bad.csv');
    writeFileSync(bad, 'date,price,currency\n2026-07-02,ten,USD\n');
    await page.setInputFiles('#diary-file', bad);
    await page.waitForSelector('.diary [role=alert]');
    await soon.match(() => text(page, '.diary [role=alert]'), /unchanged[^]*ten/);
    await soon.equal(() => page.locator('.entries li').count(), 2);
  });

  for (const [why, script, said] of [
    ['storage is forbidden', () => { indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }; }, /gives this page no storage/],
    ['the device is full', () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...a) { if (this.name === 'kept') throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, a); };
    }, /out of space/],
  ]) {
    test(`where ${why} it says so and computes on`, async (t) => {
      const page = await visit(t, desk);
      await page.addInitScript(script);
      await open(page, `${server.url}en/parcel/`);
      await add(page, '2026-07-02', 'shoes', '300');
      await soon.match(() => text(page, '.diary [role=alert]'), said);
      await page.fill('#date', '2026-07-03');
      await page.fill('#goods-1-price', '50');
      await page.waitForFunction(() => document.querySelector('#out [data-total]')?.dataset.total === '30.35');
      await page.click('[data-act=diary-add]');
      await page.waitForFunction(() => document.querySelectorAll('.entries li').length === 2);
      await soon.deepEqual(() => months(page), ['July 2026 ₼30.35'], 'both are on the page');
      await soon.deepEqual(() => axe(page), []);
    });
  }

  test('what cannot be read is not overwritten', async (t) => {
    const page = await visit(t, desk);
    await page.goto(`${server.url}en/about/`);
    await page.evaluate(() => rusumStore.put('kept', 'parcels', '{"parcels":[{"new":"field of a later program"}]}'));
    await open(page, `${server.url}en/parcel/`);
    await page.waitForSelector('.diary [role=alert]');
    await add(page, '2026-07-02', 'shoes', '20');
    await soon.match(() => text(page, '.diary [role=alert]'), /could not be read/);
    await soon.match(() => page.evaluate(() => rusumStore.get('kept', 'parcels')), /later program/);
  });
});

describe('a traveller', () => {
  const suitcase = { date: '2026-07-02', 'goods-1-item': 'goods', 'goods-1-name': 'laptop', 'goods-1-price': '900', 'goods-2-item': 'whisky', 'goods-2-count': '2', 'goods-2-l': '1', 'goods-2-price': '40', 'goods-2-duty': '15',
    'goods-3-item': 'cigarettes', 'goods-3-count': '1', 'goods-3-pcs': '200', 'goods-3-price': '30', 'goods-4-item': 'medicine' };

  test('each of the goods is told apart: within, over by how much, to be declared', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'traveller', suitcase));
    const verdicts = await page.locator('.verdicts li').evaluateAll((l) => l.map((x) => [x.dataset.status, x.innerText.replace(/\u00a0/g, ' ').replace(/\s+/g, ' ')]));
    assert.deepEqual(verdicts.map((v) => v[0]), ['over', 'over', 'within', 'within']);
    assert.match(verdicts[0][1], /laptop ₼60\.69 .*100\.00 USD \(₼170\.00\)/);
    assert.match(verdicts[1][1], /0\.5 l/);
    await soon.match(() => text(page, '#out'), /Declare in writing \(red channel\)/);
    await soon.equal(() => page.locator('[id="goods-1-says"], .row-note').first().isVisible(), true, 'beside the row too');
  });

  test('a family: the division, what it saves, and each one\'s meters', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'traveller', { date: '2026-07-02', adults: '2', minors: '1', 'goods-1-name': 'laptop', 'goods-1-price': '700', 'goods-2-name': 'coat', 'goods-2-price': '500',
      'goods-3-name': 'camera', 'goods-3-price': '600', 'goods-4-item': 'whisky', 'goods-4-count': '2', 'goods-4-l': '1', 'goods-4-price': '40', 'goods-4-duty': '15' }));
    await soon.equal(() => total(page), '0.00');
    await soon.match(() => text(page, '#out .total'), /if one adult carries everything; the division saves ₼[1-9]/);
    await soon.match(() => text(page, '#out .total'), /none costs less/);
    const carriers = await page.locator('.carriers > section').evaluateAll((l) => l.map((x) => x.innerText.replace(/\u00a0/g, ' ')));
    assert.equal(carriers.length, 3);
    assert.match(carriers[2], /^Child 1/);
    assert.doesNotMatch(carriers[2], /Whisky/, 'no alcohol on a child');
    assert.equal(carriers.filter((s) => /Whisky/.test(s)).length, 2, 'a bottle each');
    await soon.deepEqual(() => axe(page), []);
  });

  test('a long list is divided quickly first and fully after a pause', async (t) => {
    const page = await visit(t, desk);
    const fields = { date: '2026-07-02', adults: '3' };
    for (let i = 1; i <= 14; i++) { fields[`goods-${i}-price`] = String(90 + (37 * i * i) % 400); fields[`goods-${i}-name`] = `thing ${i}`; }
    await open(page, link('en', 'traveller', fields));
    await page.waitForFunction(() => !/Looking for/.test(document.querySelector('#out .total').innerText), null, { timeout: 60000 });
    await soon.match(() => text(page, '#out .total'), /none costs less|No division can cost less than/);
  });

  test('cash over the limit, a day of long ago, the way out', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'traveller', { date: '2026-07-02', foreign: '12000', 'foreign-cur': 'USD', manat: '5000' }));
    await soon.match(() => text(page, '.carriers'), /Cash 12,000\.00 USD/);
    await soon.match(() => text(page, '#out'), /10,000/);
    await go(page, link('en', 'traveller', { date: '2018-05-20', minors: '1', 'goods-1-price': '2000' }));
    await soon.equal(() => total(page), '0.00', '1,500 and 500 for the child');
    await soon.match(() => text(page, '.carriers'), /added to his limit/);
    await go(page, link('en', 'traveller', { date: '2026-07-02', flow: 'export', 'goods-1-item': 'caviar', 'goods-1-g': '250', 'goods-1-price': '300' }));
    await soon.match(() => text(page, '.verdicts'), /125 g/);
    for (const id of ['facts-eras', 'facts-heard', 'facts-rules', 'facts-unclear']) {
      await page.click(`#${id} summary`);
      await soon.ok(async () => await page.locator(`#${id} li, #${id} tr`).count() > 0, id);
    }
    await soon.deepEqual(() => axe(page), []);
  });

  test('the table holds every item and who carries it', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'traveller', suitcase));
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-act=csv]')]);
    const rows = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
    assert.equal(rows.length, 5);
    assert.match(rows[1], /^1,goods,laptop,1,900,USD,value,over,.*60\.69,1: 1$/);
  });
});

describe('a telephone', () => {
  test('the amount of its band and day, who is free, what is only reported', async (t) => {
    const page = await visit(t, desk);
    await open(page, link('en', 'phone', { date: '2026-07-02', price: '900' }));
    await soon.equal(() => total(page), '70.00');
    await soon.match(() => text(page, '.bands .chosen'), /700 – 1,000 USD\s+₼70\.00/);
    await go(page, link('en', 'phone', { date: '2020-07-02', price: '900' }));
    await soon.equal(() => total(page), '100.00');
    await go(page, link('en', 'phone', { date: '2016-07-02', price: '900', imeis: '2' }));
    await soon.equal(() => total(page), '10.00', 'five for each number');
    await go(page, link('en', 'phone', { date: '2026-07-02', price: '900', purpose: 'sale', paid: '1' }));
    await soon.equal(() => total(page), '0.00');
    await go(page, link('en', 'phone', { date: '2026-07-02', price: '900', further: '1' }));
    await soon.equal(() => total(page), '70.00');
    await soon.match(() => text(page, '#out'), /possible\s+reported\s+₼100\.00/);
    await page.click('#facts-eras summary');
    await soon.match(() => text(page, '#facts-eras'), /30\.00 – ₼150\.00/);
    await soon.deepEqual(() => axe(page), []);
  });
});

describe('on a phone, in both themes', () => {
  for (const scheme of ['light', 'dark']) {
    test(scheme, async (t) => {
      const page = await visit(t, { ...phone, colorScheme: scheme });
      for (const [name, fields] of [
        ['parcel', { date: '2026-07-02', 'goods-1-price': '338', delivery: '12' }],
        ['traveller', { date: '2026-07-02', adults: '2', minors: '1', 'goods-1-price': '1900', 'goods-2-item': 'whisky', 'goods-2-count': '4', 'goods-2-l': '1', 'goods-2-price': '40', foreign: '12000' }],
        ['phone', { date: '2026-07-02', price: '900' }],
      ]) {
        await go(page, link('az', name, fields));
        for (const d of await page.locator('.facts-part summary').all()) await d.click();
        if (name === 'parcel') {
          await page.click('[data-act=diary-add]');
          await page.waitForSelector('.entries li');
        }
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360, `${name}: no sideways scrolling`);
        await soon.doesNotMatch(() => page.locator('body').innerText(), /\b(ui|rule|limit|item|warning|reason)\.[a-z_]+/, `${name}: every word has its text`);
        await soon.deepEqual(() => axe(page), []);
      }
    });
  }
});
