// The start of a page: nothing moves when the program fills it in, and what is
// typed meanwhile is taken.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { engine, launch, open, ready, serve, test } from './lib.mjs';
import { desk, phone, visitor } from './visit.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const visit = visitor(() => ({ server, browser }));
const at = (path) => server.url + path;
const goods = 'az/goods/#1.code=847130&1.price=1000&1.origin=CN&date=2026-09-08';
const car = 'ru/car/#kind=car&fuel=petrol&cc=1998&made=2019-08-01&price=10000&date=2026-09-08';

/** Keeps back what a page loads after its first painting; the function returned lets it come. */
async function held(page, what = /\/assets\/(?!early|code\.).*\.(js|wasm)$/) {
  let come;
  const later = new Promise((r) => { come = r; });
  await page.route(what, async (route) => { await later; await route.continue().catch(() => { /* the page has gone on */ }); });
  return come;
}

/** How much moved on a page from its first painting until the program has filled it in. */
async function moved(page, path) {
  const come = await held(page);
  const named = /\/code\//.test(path) && await held(page, /\/codes\/\d+\/$/); // the page that brings a code's name
  await page.goto(at(path), { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0 && document.querySelector('.foot, .choices, .k-foot'));
  await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
  if (named) {
    named();
    await page.evaluate(() => new Promise((r) => setTimeout(r, 200)));
  }
  come();
  await page.waitForLoadState('load');
  if (await page.locator('script[data-wasm]').count()) await ready(page);
  if (/\/code\/#\d{6}$/.test(path)) await page.waitForFunction(() => document.getElementById('boot-status').textContent === '');
  await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 100)))));
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const shifts = await page.evaluate(() => window.shifts);
  await page.goto('about:blank');
  return shifts.reduce((sum, s) => sum + s.value, 0) < 0.01 ? [] : [path, ...shifts];
}

async function watched(t, size) {
  const page = await visit(t, size);
  await page.addInitScript(() => {
    window.shifts = [];
    const name = (n) => (n && n.nodeType === 1 ? `${n.tagName}#${n.id}.${n.className}` : 'a text');
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) {
        if (!e.hadRecentInput) window.shifts.push({ value: e.value, what: e.sources.map((s) => `${name(s.node)} ${s.previousRect.y} → ${s.currentRect.y}`).join(', ') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
}

// Only Chromium tells how much moved.
describe('nothing moves while a page starts', { skip: engine !== 'chromium' }, () => {
  const kinds = {
    'pages to read': ['', 'az/codes/8471/', 'az/tariff/', 'az/about/', 'az/unknown/', 'az/tests/'],
    'home, codes, terminal': ['az/', 'az/codes/', 'az/code/#847130', 'ru/code/#220830', 'az/code/#999999', 'az/kiosk/'],
    'calculators': ['az/goods/', 'az/car/', 'ru/parcel/', 'az/traveller/', 'az/phone/', 'en/temporary/', 'az/procedures/', 'az/late/', 'az/security/', 'az/refund/', 'az/storage/', 'az/border/', 'az/value/', 'az/compare/'],
    'tables and lists': ['az/lines/', 'az/journal/', 'ru/stats/', 'az/fx/'],
    'links': [goods, car],
  };
  for (const [screen, size] of Object.entries({ phone, desk })) {
    for (const [what, paths] of Object.entries(kinds)) {
      test(`${what}, ${screen}`, async (t) => {
        const page = await watched(t, size);
        for (const path of paths) assert.deepEqual(await moved(page, path), []);
      });
    }
    test(`a draft, ${screen}`, async (t) => {
      const page = await watched(t, size);
      await open(page, at('az/goods/'));
      await page.fill('#code', '8471 30');
      await page.fill('#price', '1000');
      await page.fill('#origin', 'Çin');
      await page.waitForFunction(() => /1000/.test(sessionStorage.getItem('rusum.goods')));
      await page.goto('about:blank');
      assert.deepEqual(await moved(page, 'az/goods/'), []);
    });
  }
});

describe('what is typed before the program answers is taken', () => {
  test('goods: before it has come', async (t) => {
    const page = await visit(t, phone);
    const come = await held(page, /\.wasm$/);
    await page.goto(at('az/goods/'), { waitUntil: 'commit' });
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1000');
    await page.fill('#date', '08.09.2026');
    come();
    await page.waitForSelector('#total');
    assert.equal(await page.inputValue('#price'), '1000');
    assert.equal(await page.inputValue('#date'), '08.09.2026');
  });
  for (const [path, id, draft] of [['az/goods/', 'price', 'rusum.goods'], ['az/car/', 'price', 'rusum.car']]) {
    test(`${path}: letter by letter, all through the start`, async (t) => {
      const page = await visit(t, phone);
      const come = await held(page, /\.wasm$/);
      await page.goto(at(path), { waitUntil: 'commit' });
      await page.focus(`#${id}`);
      come();
      let typed = '';
      for (let i = 1; i < 400; i++) {
        typed += i % 10;
        await page.keyboard.type(String(i % 10));
        if (typed.length === 30) { // fields hold forty
          typed = '';
          await page.fill(`#${id}`, '');
        }
        if (typed.length > 2 && await page.evaluate(() => document.documentElement.dataset.ready)) break;
      }
      assert.equal(await page.inputValue(`#${id}`), typed);
      await page.waitForFunction(([key, s]) => (sessionStorage.getItem(key) || '').includes(s), [draft, typed]);
      assert.equal(await page.inputValue(`#${id}`), typed, 'and stays');
    });
  }
  test('home: a word to search for', async (t) => {
    const page = await visit(t, phone);
    const come = await held(page, /\.wasm$/);
    await page.goto(at('az/'), { waitUntil: 'commit' });
    await page.fill('#find', 'noutbuk');
    come();
    await page.waitForSelector('#find-list [role=option]');
    assert.equal(await page.inputValue('#find'), 'noutbuk');
  });
});

describe('the page of a code', () => {
  test('has its number and its name before the program', async (t) => {
    const page = await visit(t, phone);
    const come = await held(page, /\.wasm$/);
    await page.goto(at('az/code/#847130'), { waitUntil: 'commit' });
    await page.waitForFunction(() => document.querySelector('h1 > span + span'));
    const early = await page.locator('h1').innerText();
    assert.match(early, /^8471 30 /);
    assert.equal(await page.locator('#code-head .trail a').first().evaluate((a) => a.href), at('az/codes/'));
    come();
    await ready(page);
    await page.waitForSelector('#code .card');
    assert.equal(await page.locator('h1').innerText(), early, 'the program paints the same');
  });
  test('asks for no page that is not there', async (t) => {
    const page = await visit(t, phone);
    const asked = [];
    page.on('request', (r) => asked.push(r.url()));
    await open(page, at('az/code/#9999'));
    await page.waitForFunction(() => document.getElementById('boot-status').textContent === '');
    assert.deepEqual(asked.filter((u) => u.includes('/codes/')), []);
  });
});
