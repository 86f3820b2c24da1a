// The browser's database: old versions of it, two tabs at once, refusals.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch, serve, soon, test } from './lib.mjs';
import { visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

/** A page without the program: only the scripts that keep things. */
const quiet = () => `${server.url}az/about/`;

test('a database of the first version keeps its tariff table and gets the new stores', async (t) => {
  const page = await visit(t);
  await page.goto(`${server.url}404.html`);
  await page.evaluate(() => new Promise((resolve, reject) => {
    const open = indexedDB.open('rusum', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('tariff');
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const tx = open.result.transaction('tariff', 'readwrite');
      tx.objectStore('tariff').put({ title: 'mine.csv', rows: 3 }, 'own');
      tx.oncomplete = () => { open.result.close(); resolve(); };
    };
  }));
  await page.goto(quiet());
  await soon.deepEqual(() => page.evaluate(() => rusumStore.get('tariff', 'own')), { title: 'mine.csv', rows: 3 });
  await page.evaluate(() => rusumStore.put('journal', 'a', '{}'));
  await soon.deepEqual(() => page.evaluate(() => rusumStore.all('journal')), ['{}']);
  await soon.deepEqual(() => page.evaluate(() => rusumStore.get('tariff', 'own')), { title: 'mine.csv', rows: 3 });
});

test('a database of a later program still opens for this one', async (t) => {
  const page = await visit(t);
  await page.goto(quiet());
  await page.evaluate(() => rusumStore.put('journal', 'a', 'kept'));
  await page.evaluate(() => new Promise((resolve, reject) => {
    const open = indexedDB.open('rusum', 99);
    open.onupgradeneeded = () => open.result.createObjectStore('later');
    open.onerror = () => reject(open.error);
    open.onsuccess = () => { open.result.close(); resolve(); };
  }));
  await soon.equal(() => page.evaluate(() => rusumStore.get('journal', 'a')), 'kept');
});

test('a tab that holds an older version open does not lock the others out', async (t) => {
  const page = await visit(t);
  await page.goto(`${server.url}404.html`);
  await page.evaluate(() => new Promise((resolve) => {
    const open = indexedDB.open('rusum', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('tariff');
    open.onsuccess = () => { window.held = open.result; resolve(); };
  }));
  const other = await page.context().newPage();
  await other.goto(quiet());
  const reason = await other.evaluate(() => rusumStore.get('journal', 'a').then(() => '', (e) => e.reason));
  assert.equal(reason, 'blocked', 'told so, instead of waiting for ever');
  await page.close(); // the tab is closed, as the message asks
  await soon.equal(() => other.evaluate(() => rusumStore.get('journal', 'a')), undefined);
});

test('two tabs: a change in one is told to the other, and none gets lost', async (t) => {
  const a = await visit(t);
  await a.goto(quiet());
  const b = await a.context().newPage();
  await b.goto(quiet());
  await b.evaluate(() => { window.told = 0; rusumStore.watch('journal', () => { window.told++; }); });
  await a.evaluate(() => rusumStore.put('journal', 'n', 0));
  await b.waitForFunction(() => window.told === 1);
  await a.evaluate(() => rusumStore.put('tariff', 'x', 0));
  await Promise.all([a, b].map((p) => p.evaluate(async () => {
    await Promise.all(Array.from({ length: 20 }, () => rusumStore.update('journal', 'n', (n) => n + 1)));
  })));
  await soon.equal(() => a.evaluate(() => rusumStore.get('journal', 'n')), 40);
  await soon.ok(async () => await b.evaluate(() => window.told) >= 21, 'its own changes and those of the other tab');
});

test('a batch is kept whole or not at all', async (t) => {
  const page = await visit(t);
  await page.goto(quiet());
  await page.evaluate(() => rusumStore.batch('journal', [['a', '1'], ['b', '2']]));
  const reason = await page.evaluate(() => rusumStore.batch('journal', [['c', '3'], ['d', () => {}]], true).then(() => '', (e) => e.reason));
  assert.equal(reason, 'failed');
  await soon.deepEqual(() => page.evaluate(() => rusumStore.all('journal')), ['1', '2']);
  await page.evaluate(() => rusumStore.batch('journal', [['a', null], ['c', '3']]));
  await soon.deepEqual(() => page.evaluate(() => rusumStore.all('journal')), ['2', '3']);
});

test('refusals have a reason: no storage, no space', async (t) => {
  for (const [spoil, reason] of [
    [() => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } }), 'forbidden'],
    [() => Object.defineProperty(window, 'indexedDB', { value: undefined }), 'forbidden'],
    [() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; }, 'forbidden'],
    [() => { IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'QuotaExceededError'); }; }, 'full'],
  ]) {
    const page = await visit(t);
    await page.addInitScript(spoil);
    await page.goto(quiet());
    await soon.equal(() => page.evaluate(() => rusumStore.put('journal', 'a', '1').then(() => '', (e) => e.reason)), reason);
    await page.close();
  }
});
