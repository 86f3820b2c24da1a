// What a keystroke in the search costs in the browser, over the nomenclature in
// three languages and over a loaded tariff of 13,289 lines besides; see main.go.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import path from 'node:path';
import { launch, ready, root, serve } from '../e2e/lib.mjs';

const server = await serve();
const browser = await launch();
const ms = (x) => x.toFixed(1).padStart(8);
const at = (list, q) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))];
const show = (name, list) => console.log(`${name.padEnd(64)} ${ms(at(list, 0.5))} ${ms(at(list, 0.95))} ${ms(at(list, 1))}`);

// Every third query of the public set, typed letter by letter.
const lines = (await readFile(path.join(root, 'tariffdata/search/testdata/search-gold.csv'), 'utf8')).trim().split('\n').slice(1);
const typed = lines.filter((_, i) => i % 3 === 0).map((l) => l.split(',')[1].replaceAll('"', ''));
const table = gunzipSync(await readFile(path.join(root, 'tools/tariffgen/testdata/eaeu-ett-2026-03.csv.gz')));

console.log(`${'milliseconds'.padEnd(64)} ${'median'.padStart(8)} ${'p95'.padStart(8)} ${'max'.padStart(8)}`);
for (const own of [false, true]) {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
  if (own) {
    const page = await context.newPage();
    await page.goto(`${server.url}az/tariff/`);
    await page.selectOption('#tariff-currency', 'EUR');
    await page.setInputFiles('#tariff-file', { name: 'eaeu.csv', mimeType: 'text/csv', buffer: table });
    await page.waitForSelector('#tariff-use:not([hidden])', { timeout: 240000 });
    await page.click('#tariff-use');
    await page.waitForSelector('#tariff-kept:not([hidden])');
    await page.close();
  }
  for (const rate of [1, 4]) {
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.tasks = [];
      new PerformanceObserver((l) => l.getEntries().forEach((e) => window.tasks.push([Math.round(e.startTime), Math.round(e.duration)]))).observe({ type: 'longtask', buffered: true });
      for (const f of ['instantiate', 'instantiateStreaming']) {
        const old = WebAssembly[f];
        WebAssembly[f] = (...a) => old(...a).then((r) => { window.wasmMemory = (r.instance ?? r).exports.mem; return r; });
      }
    });
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await page.goto(`${server.url}az/`);
    await ready(page, 'all');
    await page.waitForTimeout(1500 * rate); // the index grows in tasks of its own
    const indexing = await page.evaluate(() => {
      const from = performance.getEntriesByName('rusum-ready')[0].startTime;
      return window.tasks.filter(([at]) => at >= from).map(([, took]) => took);
    });
    const result = await page.evaluate(async (words) => {
      const input = document.getElementById('find');
      input.focus();
      const handled = [];
      const painted = [];
      let n = 0;
      const frame = () => new Promise((r) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = r; c.port2.postMessage(0); }));
      // The best of some passes: the machine has other things to do as well.
      for (let pass = 0; pass < 6; pass++) {
        n = 0;
        for (const word of words) {
          for (let i = 1; i <= word.length; i++) {
            input.value = word.slice(0, i);
            await frame();
            const from = performance.now();
            input.dispatchEvent(new Event('input', { bubbles: true }));
            const done = performance.now();
            document.body.offsetHeight; // what was painted is laid out
            const laid = performance.now();
            handled[n] = Math.min(handled[n] ?? Infinity, done - from);
            painted[n] = Math.min(painted[n] ?? Infinity, laid - from);
            n++;
          }
        }
      }
      return { seen: document.querySelectorAll('#find-list li').length, status: document.getElementById('find-status').textContent, handled, painted, memory: window.wasmMemory.buffer.byteLength };
    }, typed);
    const what = `${rate}× slower CPU${own ? ', with a table' : ''}`;
    if (result.seen < 2) throw new Error('no list: ' + result.status);
    show(`${what}: keystroke → list in the page`, result.handled);
    show(`${what}: keystroke → list laid out`, result.painted);
    console.log(`${what}: tasks over 50 ms after the form answers: ${indexing.join(' ') || 'none'} ms; memory of the program ${(result.memory / (1 << 20)).toFixed(0)} MB`);
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();
