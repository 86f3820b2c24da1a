// Things that go wrong on people's devices: the person keeps what was typed and
// is told what happened.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, ready, serve, soon, test } from './lib.mjs';
import { desk, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

describe('the program does not come', () => {
  for (const [what, route] of Object.entries({
    'the server refuses it': (r) => r.fulfill({ status: 503, body: 'busy' }),
    'it is cut short': async (r) => { const x = await r.fetch(); await r.fulfill({ response: x, body: (await x.body()).subarray(0, 5000) }); },
    'it is something else': (r) => r.fulfill({ contentType: 'application/wasm', body: '<html>a page of the hotel</html>' }),
    'the line is cut': (r) => r.abort(),
  })) {
    test(`${what}: said so, what was typed is there, and the button loads anew`, async (t) => {
      const page = await visit(t, { ...desk, expectFaults: true });
      await page.route('**/*.wasm', route);
      await page.goto(`${server.url}en/goods/`);
      await page.fill('#price', '1234,5');
      await page.waitForSelector('#boot-failed:not([hidden])');
      await soon.match(() => page.locator('#boot-failed').innerText(), /did not load/);
      await soon.equal(() => page.inputValue('#price'), '1234,5');
      await page.unroute('**/*.wasm');
      await Promise.all([page.waitForEvent('load'), page.click('#repair')]);
      await ready(page);
      await soon.equal(() => page.inputValue('#price'), '1234,5');
    });
  }

  test('damaged data is refused, not computed with', async (t) => {
    const page = await visit(t, { ...desk, expectFaults: true });
    await page.route('**/core.*.bin', async (r) => { const x = await r.fetch(); const b = await x.body(); b[b.length >> 1] ^= 1; await r.fulfill({ response: x, body: b }); });
    await page.goto(`${server.url}en/goods/`);
    await page.waitForSelector('#boot-failed:not([hidden])');
    await soon.equal(() => page.locator('#total[data-total]').count(), 0);
  });

  test('an offline copy that has gone bad is thrown away by the button', async (t) => {
    const page = await visit(t, { ...desk, serviceWorkers: 'allow', expectFaults: true });
    await page.goto(`${server.url}en/goods/`);
    await ready(page, 'all');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => (await caches.keys()).length > 0 && (await (await caches.open((await caches.keys())[0])).keys()).some((k) => k.url.includes('goods.')));
    await page.reload();
    await ready(page);
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const k of await cache.keys()) if (k.url.endsWith('.wasm')) await cache.put(k, new Response(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 99]), { headers: { 'Content-Type': 'application/wasm' } }));
      }
    });
    await page.fill('#price', '77');
    await page.reload();
    await page.waitForSelector('#boot-failed:not([hidden])');
    await Promise.all([page.waitForEvent('load'), page.click('#repair')]);
    await ready(page);
    await soon.equal(() => page.inputValue('#price'), '77');
  });
});

describe('the clock, the place and the language of the device', () => {
  for (const year of [1999, 2031, 2099]) {
    test(`a clock of ${year}: the page opens and says what it does not know`, async (t) => {
      const page = await visit(t, desk);
      await page.clock.setFixedTime(new Date(`${year}-03-05T10:00:00`));
      await open(page, `${server.url}en/goods/#1.code=847130&1.price=1000&1.scenario=15`);
      const text = await page.locator('main').innerText();
      assert.ok(/\d{4}/.test(text) && !/NaN|undefined|Invalid/.test(text));
      if (year !== 1999) assert.match(text, /21\sNov(ember)?\s2026/, 'until when the law is known');
    });
  }

  for (const timezoneId of ['Etc/GMT+12', 'Pacific/Kiritimati', 'Asia/Baku', 'America/St_Johns']) {
    test(`${timezoneId}: today is the day on the wall`, async (t) => {
      const page = await visit(t, { ...desk, timezoneId });
      await open(page, `${server.url}en/car/`);
      const day = await page.evaluate(() => { const d = new Date(); return [d.getDate(), d.getFullYear()]; });
      await page.fill('#made', '01.01.2020');
      await page.waitForFunction(([d, y]) => new RegExp(`\\b${d}\\s\\w+\\s${y}`).test(document.querySelector('main').textContent), day);
    });
  }

  for (const locale of ['az-AZ', 'ru-RU', 'en-US', 'tr-TR', 'ar-EG', 'de-CH']) {
    test(`a device in ${locale} shows the same answer`, async (t) => {
      const page = await visit(t, { ...desk, locale });
      await open(page, `${server.url}az/goods/#1.code=847130&1.price=1234567,5&1.scenario=15&date=2026-09-08`);
      await page.waitForSelector('#total[data-total]');
      await soon.match(() => page.locator('#total').innerText(), /^Ödəniləcək cəmi\s+751\.0\d\d,\d\d ₼|\d\.\d{3},\d\d/);
      await soon.match(() => page.locator('#out').innerText(), /2\.098\.764,75/);
    });
  }
});

test('two tabs: what one keeps the other finds', async (t) => {
  const page = await visit(t, desk);
  await open(page, `${server.url}en/goods/#1.code=847130&1.price=1000&1.scenario=15&date=2026-09-08`);
  const other = await page.context().newPage();
  await open(other, `${server.url}en/journal/`);
  await page.click('[data-act=save]');
  await page.fill('#keep-name', 'From the other tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#keep a[href="../journal/"]');
  await other.reload();
  await other.waitForSelector('.entry');
  await soon.match(() => other.locator('.entry').innerText(), /From the other tab/);
});

test('back and forward between calculators keep each form', async (t) => {
  const page = await visit(t, desk);
  await open(page, `${server.url}en/goods/`);
  await page.fill('#price', '4321');
  await page.waitForTimeout(500);
  await page.goto(`${server.url}en/car/`);
  await ready(page);
  await page.fill('#price', '9876');
  await page.waitForTimeout(500);
  await page.goBack();
  await page.waitForSelector('html[data-ready]');
  await soon.equal(() => page.inputValue('#price'), '4321');
  await page.goForward();
  await page.waitForSelector('html[data-ready]');
  await soon.equal(() => page.inputValue('#price'), '9876');
});
