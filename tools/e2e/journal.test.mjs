// What a person keeps: the journal, its backup, statistics, comparing, handing over.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { launch, offlineReady, open, ready, root, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const laptop = '1.code=847130&1.price=1000&1.origin=CN&1.duty=15&rate-USD=1.7&date=2026-07-09';
const wine = '1.code=22042109&1.price=2000&1.origin=GE&1.q-l=100&1.duty=15&rate-USD=1.7&date=2026-08-10&1.name=%C5%9E%C9%99rab';
const pomegranate = '1.code=0810&1.price=5000&flow=export&rate-USD=1.7&date=2026-08-12&1.duty=0';

const records = (page) => page.evaluate(async () => (await rusumStore.all('journal')).map((r) => JSON.parse(r)));
const plain = (s) => s.replace(/[\u00a0\u202f]/g, ' ');
const total = (page) => page.locator('#total').getAttribute('data-total');

async function goods(page, link, lang = 'az') {
  await page.goto('about:blank');
  await open(page, `${server.url}${lang}/goods/#${link}`);
  await page.waitForSelector('#total');
}

/** Saves what is on the page under a name. */
async function keep(page, name, tags = '') {
  await page.click('[data-act=save]');
  await page.waitForSelector('#keep-name');
  if (name) await page.fill('#keep-name', name);
  await page.fill('#keep-tags', tags);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#keep a[href="../journal/"]');
}

async function journal(page, lang = 'az') {
  await open(page, `${server.url}${lang}/journal/`);
  await page.waitForSelector('html[data-journal]');
}

const entry = (page, name) => page.locator('.entry', { has: page.locator('h3', { hasText: name }) });

async function choose(page, button, file) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(button)]);
  await chooser.setFiles(file);
}

async function download(page, button) {
  const [d] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return { name: d.suggestedFilename(), body: await readFile(await d.path(), 'utf8') };
}

const sample = path.join(root, 'wasm/journal/testdata/backup-v1.json');

describe('the journal', () => {
  test('a calculation is saved, found, renamed, tagged, reopened, duplicated, deleted and brought back', async (t) => {
    const page = await visit(t, desk);
    await goods(page, laptop);
    await keep(page, 'Noutbuklar', 'ofis, İyul');
    await goods(page, wine);
    await page.click('[data-act=save]');
    await page.waitForSelector('#keep-name');
    await soon.match(() => page.inputValue('#keep-name'), /2204 21 09 · Şərab/, 'a name is ready');
    await page.click('[data-act=keep-tag][data-v=ofis]');
    await soon.equal(() => page.inputValue('#keep-tags'), 'ofis', 'tags used before are offered');
    await page.click('#keep [type=submit]');
    await page.waitForSelector('#keep a');
    await page.goto('about:blank');
    await open(page, `${server.url}az/late/#debt=10000&due=2026-01-10&paid=2026-02-24`);
    await keep(page, '', 'borc');

    await journal(page);
    await soon.equal(() => page.locator('.entry').count(), 3);
    await soon.match(async () => plain(await entry(page, 'Noutbuklar').innerText()), /702,30 ₼/);
    await soon.match(async () => plain(await page.locator('#j-count').innerText()), /3 hesablama/);
    for (const [words, n] of [['noutbuk', 1], ['serab', 1], ['8471', 1], ['iyul', 1], ['gecikme', 1], ['serab noutbuk', 0], ['', 3]]) {
      await page.fill('#j-words', words);
      await page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, n);
    }
    await page.click('#j-tags [data-v=ofis]');
    await soon.equal(() => page.locator('.entry').count(), 2);
    await page.selectOption('#j-page', 'goods');
    await page.click('#j-tags [data-v=ofis]');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 2);
    await page.selectOption('#j-page', '');
    await page.selectOption('#j-order', 'paid');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 3);
    const sums = await page.locator('.entry-sum').allInnerTexts();
    assert.deepEqual(sums.map((s) => parseFloat(s.replace(/\./g, '').replace(',', '.'))), sums.map((s) => parseFloat(s.replace(/\./g, '').replace(',', '.'))).sort((a, b) => b - a));

    await entry(page, 'Noutbuklar').locator('[data-act=edit]').click();
    await page.fill('#j-name', 'Noutbuk <b>partiyası</b>');
    await page.fill('#j-edit-tags', 'anbar');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.entry h3:has-text("partiyası")');
    await soon.equal(() => page.locator('.entry h3 b').count(), 0, 'markup is text');
    await soon.equal(async () => (await records(page)).find((e) => e.tags?.includes('anbar')).name, 'Noutbuk <b>partiyası</b>');

    await entry(page, 'partiyası').locator('[data-act=copy]').click();
    await page.waitForSelector('.entry h3:has-text("(surət)")');
    await soon.equal(() => page.locator('.entry').count(), 4);
    await entry(page, '(surət)').locator('[data-act=delete]').click();
    await page.waitForSelector('#notices [data-act=undo]');
    await soon.equal(() => page.locator('.entry').count(), 3);
    await soon.equal(() => page.evaluate(() => document.activeElement.dataset.act), 'undo', 'the way back is under the finger');
    await page.click('#notices [data-act=undo]');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 4);

    await entry(page, 'Noutbuk <b>partiyası</b>').first().locator('a.button').click();
    await page.waitForURL('**/goods/**');
    await ready(page);
    await page.waitForSelector('#total');
    await soon.equal(() => total(page), '702.30');
    await soon.ok(() => page.locator('#notices').isHidden(), 'nothing changed since');
    // Saved again, it is the same entry.
    await page.fill('#price', '2000');
    await page.waitForFunction(() => document.querySelector('#total').dataset.total !== '702.30');
    await page.click('[data-act=save]');
    await page.waitForSelector('#keep-update');
    await page.click('#keep-update');
    await page.waitForSelector('#keep a');
    const all = await records(page);
    assert.equal(all.length, 4);
    assert.equal(all.filter((e) => e.goods?.customsValue === '3400.00').length, 2, 'the one, and the wine');
  });

  test('recomputed, it shows then, now and today, payment by payment, and can be updated', async (t) => {
    const page = await visit(t, desk);
    await goods(page, laptop);
    await keep(page, 'Köhnə');
    await page.evaluate(async () => {
      const e = (await rusumStore.all('journal')).map((r) => JSON.parse(r))[0];
      e.total = '682.30'; // as an earlier law would have had it
      e.goods.charges.clearance_fee = '40.00';
      e.version = '2020-01-01.old';
      await rusumStore.put('journal', e.id, JSON.stringify(e));
    });
    await journal(page);
    await entry(page, 'Köhnə').locator('[data-act=again]').click();
    await page.waitForSelector('.again');
    const text = plain(await page.locator('.again').innerText());
    assert.match(text, /Fərq: \+20,00 ₼/);
    const fee = page.locator('.again tr[data-kind=clearance_fee] td');
    await soon.match(async () => plain(await fee.nth(0).innerText()), /^40,00 ₼/);
    await soon.match(async () => plain(await fee.nth(1).innerText()), /60,00 ₼\s*\+20,00 ₼/);
    await soon.equal(() => page.locator('.again thead th').count(), 3, 'and as if it crossed today');
    await soon.deepEqual(() => axe(page), []);
    await page.click('[data-act=take]');
    await page.waitForSelector('.again', { state: 'detached' });
    const [e] = await records(page);
    assert.equal(e.total, '702.30');
    assert.equal(e.goods.charges.clearance_fee, '60.00');
    // A link of the old one says which payment changed.
    await goods(page, `v=2020-01-01.old&total=682.30&kinds=import_duty:255.00,vat:351.90,clearance_fee:40.00,e_service:30.00,e_service_vat:5.40&${laptop}`);
    await soon.match(async () => plain(await page.locator('#notices').innerText()), /Cəm 682,30 ₼ idi, indi 702,30 ₼ \(\+20,00 ₼\)\. Dəyişən ödənişlər: Gömrük yığımı 40,00 ₼ → 60,00 ₼\./);
  });

  test('another calculator is recomputed too', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/late/#debt=10000&due=2026-01-10&paid=2026-02-24`);
    await page.waitForSelector('#total');
    const sum = await total(page);
    await keep(page, 'Debt');
    await journal(page, 'en');
    await entry(page, 'Debt').locator('[data-act=again]').click();
    await page.waitForSelector('.again');
    await soon.match(() => page.locator('.again').innerText(), /The result has not changed/);
    await soon.equal(async () => (await records(page))[0].total, sum);
  });

  test('backup and restoring: round trip, merge, replace, undo, the first format', async (t) => {
    const page = await visit(t, { ...desk, acceptDownloads: true });
    await goods(page, laptop);
    await keep(page, 'Noutbuk', 'ofis');
    await goods(page, wine);
    await keep(page, 'Şərab');
    await journal(page);
    const file = await download(page, '[data-act=backup]');
    assert.match(file.name, /^rusum-journal-\d{4}-\d\d-\d\d\.json$/);
    assert.equal(JSON.parse(file.body).format, 'rusum-journal');
    const before = await records(page);

    await entry(page, 'Şərab').locator('[data-act=delete]').click();
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
    await entry(page, 'Noutbuk').locator('[data-act=edit]').click();
    await page.waitForSelector('#j-name');
    await page.waitForTimeout(1100); // moments are whole seconds
    await page.fill('#j-name', 'Sonra dəyişdirilən');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.entry h3:has-text("Sonra")');
    await choose(page, '[data-act=choose]', { name: 'jurnal.json', mimeType: 'application/json', buffer: Buffer.from(file.body) });
    await page.click('[data-act=merge]');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 2);
    await soon.match(() => page.locator('#notices').innerText(), /yeni 1, yenilənmiş 0, dəyişməyən 1/);
    await soon.equal(() => entry(page, 'Sonra').count(), 1, 'the later state wins');
    await choose(page, '[data-act=choose]', { name: 'jurnal.json', mimeType: 'application/json', buffer: Buffer.from(file.body) });
    await page.click('[data-act=replace]');
    await page.waitForSelector('.entry h3:has-text("Noutbuk")');
    await soon.deepEqual(() => records(page), before, 'exactly what was backed up');
    await page.click('#notices [data-act=undo]');
    await page.waitForSelector('.entry h3:has-text("Sonra")');

    await choose(page, '[data-act=choose]', sample);
    await page.click('[data-act=merge]');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 6);
    await soon.equal(() => page.locator('.entry fresh').count(), 0);
    await soon.equal(() => entry(page, 'Pomegranates <fresh> & "juice"').count(), 1);
    await page.reload();
    await page.waitForSelector('html[data-journal]');
    await soon.equal(() => page.locator('.entry').count(), 6, 'kept');
  });

  test('a hostile backup is refused with a reason in each language, and nothing in it runs', async (t) => {
    const page = await visit(t, desk);
    page.on('dialog', () => assert.fail('a script ran'));
    await goods(page, laptop);
    await keep(page, 'Qalır');
    const good = JSON.parse(await readFile(sample, 'utf8'));
    const with_ = (change) => { const b = structuredClone(good); change(b); return JSON.stringify(b); };
    const bad = [
      ['no JSON', '<html><script>alert(1)</script>'],
      ['another document', '{"date":"2026-07-09","lines":[]}'],
      ['a later version', with_((b) => { b.version = 7; })],
      ['a script for a link', with_((b) => { b.entries[0].link = 'x"><script>alert(1)</script>'; })],
      ['a page outside', with_((b) => { b.entries[0].page = '//evil'; })],
      ['a field that is not known', with_((b) => { b.entries[0].onload = 'alert(1)'; })],
      ['too many', with_((b) => { b.entries = Array(20001).fill(1); })],
      ['deep', '['.repeat(100000)],
      ['a number for an amount', with_((b) => { b.entries[0].total = 1e308; })],
      ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ];
    for (const lang of ['az', 'en', 'ru']) {
      await journal(page, lang);
      const seen = new Set();
      for (const [name, body] of bad) {
        await choose(page, '[data-act=choose]', { name: 'evil.json', mimeType: 'application/json', buffer: Buffer.from(body) });
        await page.waitForFunction((n) => document.querySelector('#j-restore .error')?.textContent.length > 20 && document.querySelector('#j-restore').dataset.seen !== n, name);
        const text = await page.locator('#j-restore .error').innerText();
        assert.ok(text.includes('evil.json') && !/ui\.|error\.|\{\w+\}/.test(text), `${lang} ${name}: ${text}`);
        await soon.equal(() => page.locator('#j-restore button, #j-restore script').count(), 0);
        seen.add(text);
        await page.evaluate(() => { document.querySelector('#j-restore').replaceChildren(); });
        await page.reload();
        await page.waitForSelector('html[data-journal]');
      }
      assert.ok(seen.size > 6, 'different faults have different words');
      await soon.equal(() => page.locator('.entry').count(), 1, 'the journal is unchanged');
    }
    await choose(page, '[data-act=choose]', { name: 'names.json', mimeType: 'application/json',
      buffer: Buffer.from(with_((b) => { b.entries[0].name = '<img src=x onerror=alert(1)>'; b.entries[0].tags = ['<svg onload=alert(2)>']; })) });
    await page.click('[data-act=merge]');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 5);
    await soon.equal(() => page.locator('.entry img, .chips svg').count(), 0);
    await soon.equal(() => entry(page, '<img src=x onerror=alert(1)>').count(), 1);
  });

  test('storage that is forbidden or full is said so, and the result stays', async (t) => {
    for (const [spoil, words, listed] of [
      [() => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } }), /icazə vermir/, /icazə vermir/],
      [() => { IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'QuotaExceededError'); }; }, /yer qalmayıb/, /Jurnal boşdur/],
      [() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); }; }, /icazə vermir/, /icazə vermir/],
    ]) {
      const page = await visit(t, phone);
      await page.addInitScript(spoil);
      await goods(page, laptop);
      await page.click('[data-act=save]');
      await page.waitForSelector('#keep-name');
      await page.fill('#keep-name', 'Saxlanmayan');
      await page.click('#keep [type=submit]');
      await page.waitForSelector('#keep-fault');
      await soon.match(() => page.locator('#keep-fault').innerText(), words);
      await soon.equal(() => page.inputValue('#keep-name'), 'Saxlanmayan', 'what was typed stays');
      await soon.equal(() => total(page), '702.30', 'the result stays');
      await soon.deepEqual(() => axe(page), []);
      await journal(page);
      await soon.match(() => page.locator('#j-list').innerText(), listed);
      await page.close();
    }
  });

  test('two tabs see the same journal', async (t) => {
    const a = await visit(t, desk);
    await goods(a, laptop);
    await keep(a, 'Birgə');
    await journal(a);
    const b = await a.context().newPage();
    await journal(b);
    await entry(b, 'Birgə').locator('[data-act=edit]').click();
    await b.fill('#j-name', 'O biri pəncərədən');
    await b.keyboard.press('Enter');
    await a.waitForSelector('.entry h3:has-text("O biri pəncərədən")');
    await entry(b, 'O biri').locator('[data-act=edit]').click();
    await b.waitForSelector('#j-name');
    const id = (await records(a))[0].id;
    // Deleted by the other tab without this one having painted anew: its change finds nothing.
    await b.evaluate(() => { BroadcastChannel.prototype.postMessage = () => {}; });
    await a.evaluate(async (id) => { BroadcastChannel.prototype.postMessage = () => {}; await rusumStore.remove('journal', id); }, id);
    await b.fill('#j-name', 'Gecikmiş');
    await b.keyboard.press('Enter');
    await b.waitForFunction(() => /silinib/.test(document.querySelector('#notices').textContent));
    await soon.equal(async () => (await records(b)).length, 0, 'what was deleted does not come back by being renamed');
  });

  test('a long journal stays quick to page through', async (t) => {
    const page = await visit(t, desk);
    await journal(page);
    await page.evaluate(async () => {
      const pairs = [];
      for (let i = 0; i < 500; i++) {
        const id = `n-${i}`, m = String(i % 60).padStart(2, '0'), h = String(Math.floor(i / 60)).padStart(2, '0');
        pairs.push([id, JSON.stringify({ id, page: 'goods', name: `Qeyd ${i}`, saved: `2026-01-01T${h}:${m}:00Z`, changed: `2026-01-01T${h}:${m}:00Z`, link: '1.code=8471&1.price=1' })]);
      }
      await rusumStore.batch('journal', pairs);
    });
    await page.waitForSelector('.entry');
    await soon.equal(() => page.locator('.entry').count(), 50);
    await page.click('[data-act=more]');
    await soon.equal(() => page.locator('.entry').count(), 100);
    await page.fill('#j-words', 'qeyd 499');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
  });
});

describe('statistics', () => {
  const number = (s) => Math.round(parseFloat(plain(s).replace(/[^\d,.-]/g, '').replace(/\./g, '').replace(',', '.')) * 100);

  test('the tables are the sums of the entries', async (t) => {
    const page = await visit(t, { ...desk, acceptDownloads: true });
    for (const [link, name] of [[laptop, 'a'], [wine, 'b'], [pomegranate, 'c'], ['1.code=0902&1.price=10&1.origin=LK', 'açıq']]) {
      await goods(page, link);
      await keep(page, name, name === 'a' ? 'ofis' : '');
    }
    const all = (await records(page)).filter((e) => !e.goods.open);
    assert.equal(all.length, 3);
    const cents = (s) => Math.round(parseFloat(s) * 100);
    const sum = (list, f) => list.reduce((n, e) => n + f(e), 0);
    const paid = sum(all, (e) => cents(e.total)), value = sum(all, (e) => cents(e.goods.customsValue));

    await open(page, `${server.url}az/stats/`);
    await page.waitForSelector('.stat-table');
    const figures = await page.locator('.figures dd').allInnerTexts();
    assert.equal(number(figures[0]), value);
    assert.equal(number(figures[1]), paid);
    assert.equal(number(figures[2]), Math.round(paid / value * 10000));
    for (const by of ['month', 'chapter', 'origin', 'kind']) {
      const rows = await page.locator(`.stat-table[data-by=${by}] tbody .c-paid`).allInnerTexts();
      assert.equal(rows.reduce((n, s) => n + number(s), 0), paid, by);
      await soon.equal(async () => number(await page.locator(`.stat-table[data-by=${by}] tfoot .c-paid`).innerText()), paid, by);
    }
    await soon.match(() => page.locator('#out').innerText(), /Açıq qalan 1 hesablama/);
    await page.selectOption('#s-flow', 'export');
    await page.waitForFunction(() => document.querySelectorAll('.stat-table[data-by=month] tbody tr').length === 1);
    await soon.equal(async () => number((await page.locator('.figures dd').allInnerTexts())[1]), cents(all.find((e) => e.goods.flow === 'export').total));
    await page.selectOption('#s-flow', '');
    await page.selectOption('#s-tag', 'ofis');
    await page.waitForFunction(() => document.querySelectorAll('.stat-table[data-by=origin] tbody tr').length === 2);
    await soon.equal(async () => number((await page.locator('.figures dd').allInnerTexts())[1]), 70230);
    await page.selectOption('#s-tag', '');
    await page.selectOption('#s-from', '2026-08');
    await page.waitForFunction(() => document.querySelectorAll('.stat-table[data-by=month] tbody tr').length === 1);
    await page.selectOption('#s-from', '');
    await page.waitForSelector('.months svg');
    await soon.match(() => page.locator('.months svg').getAttribute('aria-label'), /iyul 2026/);

    // What it writes it reads again, with the same figures.
    const lines = await download(page, '[data-act=lines]');
    const tables = await download(page, '[data-act=csv]');
    await page.check('#s-source-file');
    await choose(page, '[data-act=choose]', { name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.body) });
    await page.waitForFunction(() => document.querySelector('#s-read')?.textContent.includes('own.csv'));
    await page.waitForSelector('.stat-table');
    await soon.deepEqual(async () => (await page.locator('.figures dd').allInnerTexts()), figures);
    await soon.equal(async () => (await download(page, '[data-act=csv]')).body, tables.body);
  });

  test('a file of declarations in three languages, its bad rows, its columns chosen by hand', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}az/stats/`);
    await page.check('#s-source-file');
    const files = {
      'az.csv': 'Tarix;İstiqamət;Kod;Mənşə;Gömrük dəyəri;ƏDV\n09.07.2026;idxal;847130;Çin;1.000,00;180,00\n31.02.2026;idxal;847130;Çin;1,00;\n09.07.2026;idxal;84713;Çin;1,00;\n',
      'en.csv': 'Date,Flow,HS code,Origin,Customs value,VAT\n2026-07-09,import,847130,China,1000.00,180.00\n2026-02-31,import,847130,China,1.00,\n2026-07-09,import,84713,China,1.00,\n',
      'ru.csv': 'Дата;Направление;Код ТН ВЭД;Страна происхождения;Таможенная стоимость;НДС\n09.07.2026;импорт;847130;Китай;1 000,00;180,00\n31.02.2026;импорт;847130;Китай;1,00;\n09.07.2026;импорт;84713;Китай;1,00;\n',
    };
    await page.waitForSelector('html[data-names=all]');
    for (const [name, body] of Object.entries(files)) {
      await choose(page, '[data-act=choose]', { name, mimeType: 'text/csv', buffer: Buffer.from(body) });
      await page.waitForFunction((name) => document.querySelector('#s-read').textContent.includes(`${name}: 1`), name);
      const figures = await page.locator('.figures dd').allInnerTexts();
      assert.equal(number(figures[0]), 100000);
      assert.equal(number(figures[1]), 18000);
      await page.click('#s-bad summary');
      const bad = await page.locator('#s-bad li').allInnerTexts();
      assert.equal(bad.length, 2);
      assert.match(bad[0], /3-ci sətir: Tarix “.*” – bu, tarix deyil/);
      assert.match(bad[1], /4-ci sətir: Malın kodu “84713”/);
    }
    // Windows-1251, as a spreadsheet saves it.
    const cyrillic = Buffer.from([...files['ru.csv']].map((c) => { const n = c.codePointAt(0); return n < 128 ? n : n >= 0x410 ? n - 0x410 + 0xc0 : 0x3f; }));
    await choose(page, '[data-act=choose]', { name: 'excel.csv', mimeType: 'text/csv', buffer: cyrillic });
    await page.waitForFunction(() => document.querySelector('#s-read').textContent.includes('excel.csv: 1'));
    // A heading nobody knows: the person says what it is.
    await choose(page, '[data-act=choose]', { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('Tarix;Kod;Sütun X;<b>ƏDV?</b>\n09.07.2026;847130;50,00;9,00\n') });
    await page.waitForSelector('#s-read [role=alert]');
    await soon.match(() => page.locator('#s-read [role=alert]').innerText(), /Gömrük dəyəri/);
    await soon.deepEqual(() => axe(page), []);
    await page.selectOption('#s-col-2', 'customsValue');
    await page.waitForSelector('.stat-table');
    await page.click('#s-columns summary');
    await page.selectOption('#s-col-3', 'vat');
    await page.waitForFunction(() => document.querySelector('.stat-table[data-by=kind] [data-key=vat]'));
    await soon.match(() => page.locator('#s-read').innerText(), /hər şey idxal sayılıb/);
    // What is no table says so.
    await choose(page, '[data-act=choose]', { name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('{"a":"\n') });
    await page.waitForFunction(() => /x\.csv/.test(document.querySelector('#s-read').textContent));
  });

  test('a long file is read without the page standing still', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/stats/`);
    await page.check('#s-source-file');
    let body = 'date,flow,code,origin,customs value,vat\n';
    for (let i = 0; i < 20000; i++) body += `2026-0${1 + i % 9}-10,import,84${String(i % 90).padStart(2, '0')},CN,100.00,18.00\n`;
    await page.evaluate(() => { window.worst = 0; let last = performance.now(); const f = () => { const n = performance.now(); window.worst = Math.max(window.worst, n - last); last = n; window.beats = (window.beats || 0) + 1; setTimeout(f, 0); }; f(); });
    await choose(page, '[data-act=choose]', { name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(body) });
    await page.waitForFunction(() => document.querySelector('#s-read').textContent.includes('long.csv'), null, { timeout: 120000 });
    await soon.match(() => page.locator('#s-read').innerText(), /20000/);
    await soon.equal(async () => number((await page.locator('.figures dd').allInnerTexts())[0].replace(/,/g, '').replace('.', ',')), 200000000);
  });
});

describe('comparing', () => {
  test('variants have the totals the goods page gives, and the payment that makes the difference', async (t) => {
    const page = await visit(t, { ...desk, acceptDownloads: true });
    await goods(page, laptop);
    await page.click('[data-act=compare]');
    await page.waitForURL('**/compare/**');
    await ready(page);
    await page.waitForSelector('.compare');
    await soon.match(async () => plain(await page.locator('.compare tfoot').innerText()), /702,30 ₼/);
    for (const id of ['#v-1-origin', '#v-1-from']) {
      await page.fill(id, 'Rusiya');
      await page.keyboard.press('Escape');
    }
    await page.selectOption('#v-1-proof', 'st1');
    await page.click('#v-add');
    await page.fill('#v-2-name', 'Baha');
    await page.fill('#v-2-price', '2000');
    await page.fill('#v-2-duty', '5');
    await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 3);
    const foot = (await page.locator('.compare tfoot td').allInnerTexts()).map(plain);
    assert.match(foot[1], /401,40 ₼\s*−300,90 ₼/);
    assert.match(foot[2], /908,00 ₼\s*\+205,70 ₼/);
    const why = (await page.locator('#out section').allInnerTexts()).map(plain);
    assert.match(why[0], /İdxal gömrük rüsumu: 255,00 ₼ → tutulmur/);
    assert.match(why[0], /Bazanı dəyişən: İdxal gömrük rüsumu −255,00 ₼/, 'VAT changed because of the duty');
    assert.match(why[1], /Dərəcə: 15 % → 5 %/);
    await soon.match(async () => plain(await page.locator('.best').innerText()), /401,40 ₼/);
    const json = JSON.parse((await download(page, '[data-act=json]')).body);
    assert.equal(json.variants[1].name, 'Baha');
    assert.equal(json.variants[1].difference.total, '205.70');
    // The goods page agrees.
    await goods(page, laptop.replace('1.price=1000', '1.price=2000').replace('1.duty=15', '1.duty=5'));
    await soon.equal(() => total(page), '908.00');
  });

  test('a slip stands beside its field; the address, the draft and the goods form carry the comparison', async (t) => {
    const page = await visit(t, desk);
    await goods(page, laptop);
    await page.fill('#price', '1500');
    await page.waitForFunction(() => document.querySelector('#total').dataset.total !== '702.30');
    await page.waitForTimeout(500);
    await open(page, `${server.url}en/compare/`);
    await page.waitForSelector('.compare');
    await soon.match(() => page.locator('#base-box').innerText(), /1,500\.00/, 'what stands in the goods form is the base');
    await page.fill('#v-1-duty', '15 per pigeon');
    await page.click('#submit');
    await page.waitForSelector('#errors:not([hidden])');
    await soon.equal(() => page.locator('#v-1-duty').getAttribute('aria-invalid'), 'true');
    await page.fill('#v-1-duty', '0');
    await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 2);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 2);
    await page.click('#base-box a');
    await page.waitForURL('**/goods/**');
    await ready(page);
    await soon.equal(() => page.inputValue('#price'), '1500');
    const lines = `${laptop}&2.code=0902&2.price=50&2.duty=5`;
    await page.goto('about:blank');
    await open(page, `${server.url}en/compare/#base=${encodeURIComponent(lines)}&v-1-line=2&v-1-duty=15`);
    await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 2);
    await soon.match(() => page.locator('#out section').innerText(), /Line 2: Import duty/);
    await soon.doesNotMatch(() => page.locator('#out section').innerText(), /Line 1/);
    await page.fill('#v-1-line', '7');
    await page.click('#submit');
    await soon.match(() => page.locator('#v-1-line-err').innerText(), /2 lines/);
  });
});

describe('handing over', () => {
  test('a simple case is one A4 page with the law and the day of the exchange rate', async (t) => {
    for (const lang of ['az', 'en', 'ru']) {
      const page = await visit(t, desk);
      await goods(page, laptop.replace('rate-USD=1.7&', ''), lang);
      await page.emulateMedia({ media: 'print' });
      const pdf = await page.pdf({ format: 'A4' });
      assert.equal((pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, 1, lang);
      const text = plain(await page.locator('#out').innerText());
      assert.match(text, /162\.1, 173\.1/, 'the article');
      assert.match(text, /1 USD = 1[.,]7 ₼|₼1\.7/);
      assert.match(text, /08\.09\.2026|8 Sep 2026|08\.07\.2026/, 'the day of the bulletin');
      assert.match(text, /8471 30/);
      assert.match(text, new RegExp(`${lang}/goods/#v=`), 'the link');
      await soon.ok(() => page.locator('.actions').first().isHidden());
      await page.close();
    }
  });

  test('text for messengers, by the clipboard and by the device', async (t) => {
    const page = await visit(t, { ...phone, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.addInitScript(() => { navigator.share = async (x) => { window.shared = x; }; });
    await goods(page, laptop);
    await page.click('[data-act=text]');
    await page.waitForSelector('#notices:not([hidden])');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /^Cəmi: 702,30 ₼\n/);
    assert.match(text, /• İdxal gömrük rüsumu \(15 %\): 255,00 ₼\n• ƏDV \(18 %\): 351,90 ₼\n/);
    assert.doesNotMatch(text, /\u00a0/, 'plain spaces');
    const link = text.trim().split('\n').at(-1);
    await page.click('[data-act=share]');
    await page.waitForFunction(() => window.shared);
    await soon.equal(() => page.evaluate(() => window.shared.text), text);
    await page.goto('about:blank');
    await open(page, link);
    await page.waitForSelector('#total');
    await soon.equal(() => total(page), '702.30', 'the link is the calculation');
    await soon.ok(() => page.locator('#notices').isHidden(), 'and nothing changed since');
    // Another calculator's text is what its page shows.
    await page.goto('about:blank');
    await open(page, `${server.url}en/late/#debt=10000&due=2026-01-10&paid=2026-02-24`);
    await page.waitForSelector('#total');
    await page.click('[data-act=text]');
    await page.waitForSelector('#notices:not([hidden])');
    const late = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(late, /₼[\d,]+\.\d\d/);
    assert.match(late, /en\/late\/#v=/);
  });

  test('where the clipboard is refused the text stands on the page', async (t) => {
    const page = await visit(t, desk);
    await page.addInitScript(() => { Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }); });
    await goods(page, laptop);
    await soon.ok(() => page.locator('[data-act=share]').isHidden(), 'no way to share: no button');
    await page.click('[data-act=text]');
    await page.waitForSelector('#link-out:not([hidden])');
    await soon.match(() => page.inputValue('#link-text'), /702,30/);
    await page.click('[data-act=link]');
    await page.waitForFunction(() => document.querySelector('#link-text').value.startsWith('http'));
  });

  test('JSON out and in: the same answer in another language, and what has no field is named', async (t) => {
    const page = await visit(t, { ...desk, acceptDownloads: true });
    await goods(page, `${wine}&2.code=8703&2.price=9000&2.v-kind=car&2.v-fuel=petrol&2.v-cc=1998&2.v-made=2021-05-01&2.scenario=15&incoterm=FOB&freight=300&gross=1`);
    const before = await total(page);
    const file = await download(page, '[data-act=json]');
    const doc = JSON.parse(file.body);
    assert.equal(doc.assessment.total ?? '', before ?? '');
    assert.equal(doc.declaration.lines.length, 2);
    await goods(page, '1.code=0902&1.price=1', 'en');
    await choose(page, '#open-file', { name: 'case.json', mimeType: 'application/json', buffer: Buffer.from(file.body) });
    await page.waitForFunction(() => /case\.json/.test(document.querySelector('#notices').textContent));
    await soon.equal(() => total(page), before);
    await soon.equal(() => page.locator('#notices .notice').count(), 1, 'nothing was left out');
    await page.click('#notices [data-act=undo]');
    await soon.equal(async () => (await page.inputValue('#code')).replace(/ /g, ''), '0902', 'what was there comes back');
    doc.declaration.channel = 'post';
    doc.declaration.declarant = 'individual';
    await choose(page, '#open-file', { name: 'post.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(doc.declaration)) });
    await page.waitForFunction(() => /channel/.test(document.querySelector('#notices').textContent));
    for (const [body, want] of [['{"date":"2026-07-09","lines":[{"code":"84","price":{"amount":"12,3x","currency":"USD"}}]}', /12,3x/], ['<html>', /JSON/i], ['{"rows":[]}', /rows/]]) {
      await choose(page, '#open-file', { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(body) });
      await page.waitForFunction(() => /bad\.json/.test(document.querySelector('#notices').textContent));
      await soon.match(() => page.locator('#notices').innerText(), want);
      await page.click('#reset');
    }
  });
});

describe('pages', () => {
  {
    for (const [lang, colorScheme] of [['az', 'light'], ['az', 'dark'], ['en', 'dark'], ['ru', 'light']]) {
      test(`${lang}, ${colorScheme}: journal, statistics and comparing fit a phone and pass axe`, async (t) => {
        const page = await visit(t, { ...phone, colorScheme });
        await journal(page, lang);
        await soon.deepEqual(() => axe(page), [], 'empty');
        await choose(page, '[data-act=choose]', sample);
        await page.waitForSelector('[data-act=merge]');
        await soon.deepEqual(() => axe(page), [], 'asking');
        await page.click('[data-act=merge]');
        await page.waitForFunction(() => document.querySelectorAll('.entry').length === 4);
        await page.locator('.entry [data-act=again]').first().click();
        await page.waitForSelector('.again');
        const check = async (what) => {
          await soon.deepEqual(() => axe(page), [], what);
          await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360, what);
          await soon.doesNotMatch(() => page.locator('main').innerText(), /\bui\.[a-z]|compare\.[a-z]|\{[a-z]+\}/, what);
          await soon.equal(() => page.locator('h1').count(), 1);
        };
        await check('journal');
        await page.locator('.entry [data-act=edit]').first().click();
        await check('renaming');
        await open(page, `${server.url}${lang}/stats/`);
        await page.waitForSelector('.stat-table');
        await check('statistics');
        await page.goto('about:blank');
        await open(page, `${server.url}${lang}/compare/#base=${encodeURIComponent(laptop)}&v-1-origin=RU&v-1-from=RU&v-1-proof=st1&v-2-date=2026-02-02&v-3-price=77&v-3-price-cur=EUR`);
        await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 4);
        await check('comparing');
        await goods(page, laptop, lang);
        await page.click('[data-act=save]');
        await page.waitForSelector('#keep-name');
        await check('saving');
      });
    }
  }

  test('offline: saving, the journal and statistics work with the server switched off', async (t) => {
    const own = await serve();
    t.after(() => own.close());
    const context = await browser.newContext({ ...desk });
    t.after(() => context.close());
    const page = await context.newPage();
    await open(page, `${own.url}az/goods/#${laptop}`, { names: 'all' });
    await offlineReady(page);
    own.close();
    await keep(page, 'Şəbəkəsiz');
    await page.goto(`${own.url}az/journal/`);
    await page.waitForSelector('.entry h3:has-text("Şəbəkəsiz")');
    await page.goto(`${own.url}az/stats/`);
    await page.waitForSelector('.stat-table');
    await page.goto(`${own.url}az/compare/#base=${encodeURIComponent(laptop)}`);
    await page.waitForSelector('.compare');
  });
});
