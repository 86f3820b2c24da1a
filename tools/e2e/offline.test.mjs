// The offline copy: the server is really switched off.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { dist, launch, offlineReady, ready, serve, soon, test } from './lib.mjs';
import { left } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test('after one visit everything works without a server, in three languages and from deep links', async () => {
  const server = await serve();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    const faults = [];
    page.on('pageerror', (e) => { if (!left(String(e))) faults.push(String(e)); });
    await page.goto(`${server.url}az/goods/`);
    await offlineReady(page);
    server.close();
    await page.waitForTimeout(300);
    await assert.rejects(fetch(server.url), 'the server is gone');
    await page.reload();
    await ready(page);
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1000');
    await page.locator('#out [data-act=scenario][data-v="15"]').click();
    await soon.equal(() => page.locator('#total').getAttribute('data-total'), '702.30');
    for (const [url, want] of [['en/goods/#1.code=847130&1.price=1000&1.scenario=15', '702.30'], ['ru/goods/#1.code=847130&1.price=1000&1.scenario=5', '501.70']]) {
      await page.goto(server.url + url);
      await ready(page);
      await soon.equal(() => page.locator('#total[data-total]').getAttribute('data-total'), want);
    }
    for (const url of ['', 'az/', 'en/about/', 'ru/', 'az/goods']) {
      await page.goto(server.url + url);
      await soon.ok(() => page.locator('h1').count(), url);
    }
    await page.goto(`${server.url}ru/nothing`);
    await soon.ok(() => page.locator('.choices').count(), 'an unknown address shows the page for it');
    assert.deepEqual(faults, []);
  } finally {
    server.close();
    await context.close();
  }
});

test('a new version is offered, never taken by itself and never mixed', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'rusum-e2e-'));
  await cp(dist, dir, { recursive: true });
  const server = await serve({ dir });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}en/goods/`);
    await offlineReady(page);

    // A broken deployment: the worker announces a version whose files are not there in full.
    const sw = await readFile(path.join(dir, 'sw.js'), 'utf8');
    const version = sw.match(/VERSION = '(\w+)'/)[1];
    await rm(path.join(dir, 'sw.js.br'), { force: true });
    await rm(path.join(dir, 'sw.js.gz'), { force: true });
    await writeFile(path.join(dir, 'sw.js'), sw.replace(version, 'broken').replace(/"az\/","sha256-[^"]+"/, '"az/","sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="'));
    await page.evaluate(async () => { const r = await navigator.serviceWorker.getRegistration(); await r.update().catch(() => {}); await new Promise((f) => setTimeout(f, 1500)); for (let i = 0; i < 200 && (r.installing || (await caches.keys()).length > 1); i++) await new Promise((f) => setTimeout(f, 100)); });
    await soon.deepEqual(() => page.evaluate(() => caches.keys()), [`rusum-${version}`], 'half a set is not kept');
    await soon.ok(() => page.locator('#toast').isHidden());

    // A whole new version.
    await writeFile(path.join(dir, 'sw.js'), sw.replace(version, 'newer')
      .replace('"en":[[', '"en":[["2099-01-02","Tea is <b>cheaper</b>."],["2099-01-01","New pages."],['));
    await page.evaluate(async () => { const r = await navigator.serviceWorker.getRegistration(); await r.update(); });
    await page.waitForSelector('#toast:not([hidden])');
    await page.waitForSelector('#news li');
    await soon.deepEqual(() => page.locator('#news li').allInnerTexts(), ['Tea is <b>cheaper</b>.', 'New pages.'], 'what changed since this version, as text');
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1000');
    await soon.deepEqual(async () => (await page.evaluate(() => caches.keys())).sort(), ['rusum-newer', `rusum-${version}`].sort(), 'the old set still serves');
    await page.click('#update');
    await page.waitForFunction((v) => caches.keys().then((k) => k.length === 1 && k[0] === v), 'rusum-newer');
    await ready(page);
    await soon.equal(() => page.inputValue('#price'), '1000', 'what was typed is still there');
  } finally {
    server.close();
    await context.close();
    await rm(dir, { recursive: true, force: true });
  }
});

test('a text shared from another app goes to the search without a request', async () => {
  const server = await serve();
  let action;
  const other = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'text/html' })
    .end(`<form method="post" enctype="multipart/form-data" action="${action}"><input name="title" value="Telefon"><input name="text" value="HS code 8517 13 00 00, 100% cotton"><button>Share</button></form>`));
  await new Promise((r) => other.listen(0, 'localhost', r));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}az/`);
    const target = await page.evaluate(async () => (await (await fetch(document.querySelector('link[rel=manifest]').href)).json()).share_target);
    assert.deepEqual([target.action, target.method, Object.keys(target.params).sort()], ['../az/share', 'POST', ['text', 'title', 'url']]);
    await offlineReady(page);
    await page.reload();
    server.close();
    action = new URL(target.action, await page.evaluate(() => document.querySelector('link[rel=manifest]').href)).href;
    await page.goto(`http://localhost:${other.address().port}/`);
    await page.click('button');
    await page.waitForURL(/\/az\//);
    await ready(page);
    await page.waitForSelector('#find-list li');
    await soon.equal(() => page.inputValue('#find'), '8517130000');
    await soon.match(() => page.locator('#find-list li').first().innerText(), /^8517/);
    assert.equal(new URL(page.url()).hash, '', 'nothing of it stays in the address');
  } finally {
    server.close();
    other.close();
    other.closeAllConnections();
    await context.close();
  }
});
