// The browser's part of the measurements; see main.go.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { launch, offlineReady, ready, root, serve } from '../e2e/lib.mjs';

const link = process.argv[2];
const server = await serve();
const browser = await launch();
const ms = (x) => x.toFixed(1).padStart(8);
function show(name, list) {
  list.sort((a, b) => a - b);
  const at = (q) => list[Math.min(list.length - 1, Math.floor(q * list.length))];
  console.log(`${name.padEnd(52)} ${ms(at(0.5))} ${ms(at(0.95))}`);
}
/** Changes a field n times; the milliseconds of each until something below out was painted. */
const keystrokes = (page, of) => page.evaluate(async ({ input, out, first, n }) => {
  const field = document.getElementById(input);
  const times = [];
  for (let i = 0; i < n; i++) {
    const seen = new Promise((resolve) => {
      const o = new MutationObserver(() => { o.disconnect(); resolve(performance.now()); });
      o.observe(document.getElementById(out), { childList: true, subtree: true, characterData: true });
    });
    field.value = String(first + i * 7);
    const from = performance.now();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    times.push(await seen - from);
    await new Promise((r) => setTimeout(r, 20));
  }
  return times;
}, of);

/**
 * Waits until the page says of itself that it is ready. To wait for an element would put
 * a script into the page, forty milliseconds of the start on a slow processor.
 */
async function started(cdp) {
  for (let there = false; !there;) {
    await new Promise((r) => setTimeout(r, 150));
    const { result } = await cdp.send('Runtime.evaluate', { expression: "document.documentElement.hasAttribute('data-names')" });
    there = result.value;
  }
}
console.log(`${'milliseconds'.padEnd(52)} ${'median'.padStart(8)} ${'p95'.padStart(8)}`);

for (const rate of [1, 4]) {
  const firsts = [];
  const after = [];
  const named = [];
  const painted = [];
  for (let i = 0; i < (rate === 1 ? 7 : 5); i++) {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await page.goto(`${server.url}az/goods/`);
    await started(cdp);
    const t = await page.evaluate(() => ({
      html: performance.getEntriesByType('navigation')[0].responseEnd,
      ready: performance.getEntriesByName('rusum-ready')[0].startTime,
      names: performance.getEntriesByName('rusum-names')[0].startTime,
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    }));
    firsts.push(t.ready);
    after.push(t.ready - t.html);
    named.push(t.names);
    painted.push(t.paint);
    await context.close();
  }
  show(`${rate}× slower CPU: navigation → first paint`, painted);
  show(`${rate}× slower CPU: navigation → form answers`, firsts);
  show(`${rate}× slower CPU: HTML → form answers`, after);
  show(`${rate}× slower CPU: navigation → names searchable`, named);

  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${server.url}az/goods/#${link}`);
  await ready(page, 'all');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  // A keystroke changes the price; the answer is there when the sum was painted.
  const answers = await keystrokes(page, { input: 'price', out: 'out', first: 1007, n: 120 });
  show(`${rate}× slower CPU: keystroke → answer painted`, answers);
  const searches = await page.evaluate(async () => {
    const input = document.getElementById('code');
    input.focus();
    const out = [];
    for (const word of ['noutbuk', 'telefon', 'чай', 'laptop', 'qadin ayaqqabi', '8471 30', 'pomidor', 'kofe', 'televizor', 'машина']) {
      for (let i = 2; i <= word.length; i++) {
        input.value = word.slice(0, i);
        const from = performance.now();
        input.dispatchEvent(new Event('input', { bubbles: true }));
        out.push(performance.now() - from);
        await new Promise((r) => setTimeout(r, 20));
      }
    }
    return out;
  });
  show(`${rate}× slower CPU: keystroke → suggestions`, searches);
  const perSecond = await page.evaluate((l) => {
    window.rusum.bench(l, 50);
    const n = 500;
    const from = performance.now();
    if (!window.rusum.bench(l, n)) throw new Error('the measured declaration was refused');
    return Math.round(n / ((performance.now() - from) / 1000));
  }, link);
  console.log(`${rate}× slower CPU: ${perSecond} assessments/s, with reading the form`);
  await context.close();

  // The car page: the answer of a keystroke, and a dealer's list.
  const cars = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
  const car = await cars.newPage();
  await car.goto(`${server.url}az/car/#kind=car&fuel=petrol&cc=1998&made=2019-08-01&price=10000&date=2026-09-08`);
  await ready(car, 'first');
  const throttle = await cars.newCDPSession(car);
  await throttle.send('Emulation.setCPUThrottlingRate', { rate });
  show(`${rate}× slower CPU: car, keystroke → answer painted`, await keystrokes(car, { input: 'price', out: 'out', first: 10007, n: 60 }));
  const listed = await car.evaluate(async () => {
    document.getElementById('mode-1').click();
    const rows = Array.from({ length: 1000 }, (_, i) => `petrol,${1000 + i},2019-0${1 + i % 9}-11,${9000 + i}`);
    const input = document.getElementById('list');
    input.value = 'fuel,engine,produced,price\n' + rows.join('\n');
    const from = performance.now();
    input.dispatchEvent(new Event('input', { bubbles: true }));
    while (!document.querySelector('.cars')) await new Promise((r) => setTimeout(r, 5));
    return Math.round(rows.length / ((performance.now() - from) / 1000));
  });
  console.log(`${rate}× slower CPU: ${listed} vehicles/s of a pasted list, painted`);
  await cars.close();

  // The table: a letter typed in a cell, until the sum was painted.
  for (const n of [1, 20, 1000]) {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${server.url}az/lines/`);
    await ready(page, 'all');
    await page.waitForSelector('html[data-draft]');
    await page.fill('#date', '08.09.2026');
    await page.evaluate((n) => {
      const d = new DataTransfer();
      d.setData('text/plain', Array.from({ length: n }, (_, i) => `847130\tNoutbuk ${i}\t1\t\t2\t${100 + i}\t${i % 3 ? 'USD' : 'EUR'}\tCN\t\t15`).join('\n'));
      document.getElementById('grid').dispatchEvent(new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true }));
    }, n);
    await page.waitForSelector('#total[data-total]');
    await page.waitForTimeout(1000);
    const slow = await context.newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate });
    await page.evaluate(() => {
      const grid = document.getElementById('grid');
      grid.focus();
      document.getElementById('c0-5').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'F2', bubbles: true }));
    });
    show(`${rate}× slower CPU: table of ${n}, keystroke → sum painted`, await keystrokes(page, { input: 'cell', out: 'strip', first: 1007, n: 60 }));
    await context.close();
  }
}

// A slow line: 1.6 Mbit/s and 150 ms, on a processor four times slower.
{
  const usable = [], answers = [];
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
    await page.addInitScript(() => { // usable: the script that keeps what is typed has run
      const look = () => { if (window.rusumEarly) window.usable = performance.now(); else setTimeout(look, 4); };
      look();
    });
    await page.goto(`${server.url}az/goods/`);
    await started(cdp);
    const t = await page.evaluate(() => [window.usable, performance.getEntriesByName('rusum-ready')[0].startTime]);
    usable.push(t[0]);
    answers.push(t[1]);
    await context.close();
  }
  show('slow 4G, 4× slower CPU: navigation → form takes letters', usable);
  show('slow 4G, 4× slower CPU: navigation → form answers', answers);
}

// What a visit leaves: memory, and the next one without a network.
{
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const first = await context.newPage();
  await first.addInitScript(() => { // of this page alone: the others are timed
    for (const f of ['instantiate', 'instantiateStreaming']) {
      const old = WebAssembly[f];
      WebAssembly[f] = (...a) => old(...a).then((r) => { window.wasmMemory = (r.instance ?? r).exports.mem; return r; });
    }
  });
  await first.goto(`${server.url}az/goods/`);
  await offlineReady(first);
  await first.waitForTimeout(2000);
  console.log(`memory of the program with three languages searchable: ${(await first.evaluate(() => window.wasmMemory.buffer.byteLength) / 1e6).toFixed(1)} MB`);
  await first.close();
  await context.setOffline(true);
  for (const rate of [1, 4]) {
    const times = [];
    for (let i = 0; i < 7; i++) {
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate });
      await page.goto(`${server.url}az/goods/`);
      await started(cdp);
      times.push(await page.evaluate(() => performance.getEntriesByName('rusum-ready')[0].startTime));
      await page.close();
    }
    show(`${rate}× slower CPU: offline, navigation → form answers`, times);
  }
  await context.close();
}

// The whole tariff of the Eurasian Economic Union, in the page's worker.
{
  const table = gunzipSync(await readFile(path.join(root, 'tools/tariffgen/testdata/eaeu-ett-2026-03.csv.gz')));
  const times = [];
  for (let i = 0; i < 3; i++) {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${server.url}az/tariff/`);
    await page.selectOption('#tariff-currency', 'EUR');
    const from = Date.now();
    await page.setInputFiles('#tariff-file', { name: 'eaeu.csv', mimeType: 'text/csv', buffer: table });
    await page.waitForSelector('#tariff-use:not([hidden])', { timeout: 240000 });
    times.push(Date.now() - from);
    await context.close();
  }
  show('file of 13,289 tariff lines → converted table', times);
}
await browser.close();
server.close();
