// A person loads an official table on the page: the EAEU tariff stands in for
// the Azerbaijani one, which has the same shape.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import path from 'node:path';
import { launch, offlineReady, open, ready, root, serve, soon, test } from './lib.mjs';

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser?.close(); server?.close(); });

async function choose(page, name, buffer) {
  await page.setInputFiles('#tariff-file', { name, mimeType: 'application/octet-stream', buffer });
}

test('the whole tariff of 13,289 lines is converted on the device, kept, named in results, used offline and removed', async () => {
  const table = gunzipSync(await readFile(path.join(root, 'tools/tariffgen/testdata/eaeu-ett-2026-03.csv.gz')));
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const faults = [];
  const outside = [];
  page.on('pageerror', (e) => faults.push(String(e)));
  page.on('console', (m) => { if (m.type() === 'error') faults.push(m.text()); });
  page.on('request', (r) => { if (!r.url().startsWith(server.url)) outside.push(r.url()); });

  await open(page, server.url + 'az/goods/#1.code=2402100000&1.price=1000');
  await soon.ok(() => page.locator('#out [data-act=scenario]').count(), 'without the table the rate is not known');

  await page.goto(`${server.url}az/tariff/`);
  await page.selectOption('#tariff-currency', 'EUR');
  await choose(page, 'eaeu-ett-2026-03.csv', table);
  await page.waitForSelector('#tariff-use:not([hidden])', { timeout: 120000 });
  const facts = await page.locator('#report-facts').innerText();
  assert.match(facts, /13289/);
  await soon.equal(() => page.locator('#report-facts div').nth(1).locator('dd').innerText(), '0', 'no rate is left unread');
  await page.click('#tariff-use');
  await page.waitForSelector('#tariff-kept:not([hidden])');
  await soon.match(() => page.locator('#kept-name').innerText(), /eaeu-ett-2026-03\.csv.*13289/);

  await page.goto('about:blank');
  await open(page, server.url + 'az/goods/#1.code=2402100000&1.price=1000&1.variant=cigars');
  await soon.equal(() => page.locator('#out [data-act=scenario]').count(), 0, 'the rate is known now');
  await soon.match(() => page.locator('#out').innerText(), /eaeu-ett-2026-03\.csv/, 'the table is named in the result');

  // A line only the table has: in the tree, and with a page of its own.
  await open(page, server.url + 'ru/code/#2402100000');
  await soon.match(() => page.locator('[data-topic=duty]').innerText(), /17.*eaeu-ett-2026-03\.csv/s);
  await page.goto(`${server.url}ru/codes/#2402100000`);
  await ready(page);
  await page.waitForFunction(() => document.activeElement.id === 'n-2402100000');
  await open(page, server.url + 'az/goods/#1.code=2402100000&1.price=1000&1.variant=cigars');

  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await soon.match(() => page.locator('#out').innerText(), /eaeu-ett-2026-03\.csv/, 'offline too');
  await context.setOffline(false);

  await page.goto(`${server.url}az/tariff/`);
  await page.waitForSelector('#tariff-kept:not([hidden])');
  await page.click('#tariff-remove');
  await page.waitForSelector('#tariff-kept[hidden]', { state: 'attached' });
  await page.goto('about:blank');
  await open(page, server.url + 'az/goods/#1.code=2402100000&1.price=1000');
  await soon.ok(() => page.locator('#out [data-act=scenario]').count(), 'removed: the rate is unknown again');
  assert.deepEqual(faults, []);
  assert.deepEqual(outside, []);
  await context.close();
});

test('a wrong, broken or hostile file gets a clear error in each language, and the old table stays', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${server.url}az/tariff/`);
  await choose(page, 'small.csv', Buffer.from('kod;ad;vahid;dərəcə\n0101 21 000 0;– – safqanlı;əd;0.5\n0101 29 100 0;– – – ətlik;əd;15\n'));
  await page.waitForSelector('#tariff-use:not([hidden])', { timeout: 60000 });
  await page.click('#tariff-use');
  await page.waitForSelector('#tariff-kept:not([hidden])');
  // A file of changes lies over the table in use from its date on.
  await page.selectOption('#tariff-mode', 'amend');
  await page.fill('#tariff-date', '01.09.2026');
  await choose(page, 'changes.csv', Buffer.from('kod;ad;vahid;dərəcə\n0101 21 000 0;– – safqanlı;əd;5\n'));
  await page.waitForSelector('#tariff-use:not([hidden])', { timeout: 60000 });
  await page.click('#tariff-use');
  await page.waitForFunction(() => /changes\.csv/.test(document.getElementById('kept-name').textContent));
  for (const [day, rate] of [['31.08.2026', '0,5 %'], ['01.09.2026', '5 %']]) {
    const goods = await context.newPage();
    await open(goods, `${server.url}az/goods/#1.code=0101210000&1.price=1000&date=${day}`);
    await goods.waitForSelector('#total');
    const text = (await goods.locator('#out').innerText()).replace(/\u00a0/g, ' ');
    assert.ok(text.includes(rate), `${day}: ${rate}`);
    await goods.close();
  }
  await page.selectOption('#tariff-mode', 'replace');
  const bad = [
    ['empty.csv', Buffer.alloc(0)],
    ['letter.txt', Buffer.from('Hörmətli müştəri, cədvəl sonra göndəriləcək.\n')],
    ['entity.html', Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')],
    ['cut.xlsx', Buffer.from('504b0304140000000800', 'hex')],
    ['picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ];
  for (const lang of ['az', 'en', 'ru']) {
    await page.goto(`${server.url}${lang}/tariff/`);
    for (const [name, body] of bad) {
      await choose(page, name, body);
      await page.waitForSelector('#tariff-error:not([hidden])', { timeout: 60000 });
      const text = await page.locator('#tariff-error').innerText();
      assert.ok(text.length > 20 && !/error\.|%\w+%/.test(text), `${lang} ${name}: ${text}`);
      await soon.ok(() => page.locator('#tariff-use').isHidden(), name);
      await soon.match(() => page.locator('#kept-name').innerText(), /small\.csv/, 'the old table stays');
      await page.evaluate(() => { document.getElementById('tariff-error').hidden = true; });
    }
  }
  await context.close();
});
