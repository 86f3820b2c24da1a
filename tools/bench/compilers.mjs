// Builds of the site side by side: every figure is taken in turn from each, so
// that a busy machine is busy for all of them.
//
//   node tools/bench/compilers.mjs go=dist tinygo=dist-tiny
//
// ROUNDS (5) says how often a page is opened, KEYS (40) how many keystrokes each
// time, RATES (1,4) how much slower the processor is made. The machine's own noise
// shows in "same": the first build is measured once more under that name.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { launch, ready, serve } from '../e2e/lib.mjs';

const rounds = Number(process.env.ROUNDS || 5);
const keys = Number(process.env.KEYS || 40);
const rates = (process.env.RATES || '1,4').split(',').map(Number);
const builds = process.argv.slice(2).map((a) => { const [name, dir] = a.split('='); return { name, dir: path.resolve(dir) }; });
if (builds.length === 0) throw new Error('usage: compilers.mjs name=directory …');

if (!process.env.NOSIZES) {
  console.log('bytes'.padEnd(34), 'raw'.padStart(10), 'gzip'.padStart(10), 'brotli'.padStart(10));
  for (const b of builds) {
    for (const f of readdirSync(path.join(b.dir, 'assets')).filter((n) => /^(find|goods|rusum|wasm_exec)\.\w+\.(wasm|js)$/.test(n))) {
      const body = readFileSync(path.join(b.dir, 'assets', f));
      const br = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
      console.log(`${b.name} ${f.replace(/\.\w{10}\./, '.')}`.padEnd(34), String(body.length).padStart(10), String(gzipSync(body, { level: 9 }).length).padStart(10), String(br.length).padStart(10));
    }
  }
}

const browser = await launch();
for (const b of builds) b.server = await serve({ dir: b.dir });
if (!process.env.NOSAME) builds.push({ ...builds[0], name: 'same' });
const results = new Map();
function note(rate, name, build, ...values) {
  const key = `${rate}× ${name}`;
  if (!results.has(key)) results.set(key, Object.fromEntries(builds.map((b) => [b.name, []])));
  results.get(key)[build].push(...values);
}

const at = (list, q) => { const s = list.toSorted((a, b) => a - b); return s[Math.min(s.length - 1, Math.floor(q * s.length))]; };
function report() {
  console.log(`\n${'median / p95'.padEnd(46)}${builds.map((b) => b.name.padStart(18)).join('')}`);
  for (const [key, by] of results) {
    console.log(key.padEnd(46) + builds.map((b) => (by[b.name].length ? `${at(by[b.name], 0.5).toFixed(1)} / ${at(by[b.name], 0.95).toFixed(1)}` : '-').padStart(18)).join(''));
  }
}
// Whoever loses patience gets what was measured so far.
process.on('SIGTERM', () => { report(); process.exit(1); });

/** A fresh page that remembers the program's memory and its long tasks. */
async function page(rate) {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
  await context.addInitScript(() => {
    window.long = [];
    new PerformanceObserver((l) => l.getEntries().forEach((e) => window.long.push([e.startTime, e.duration]))).observe({ type: 'longtask', buffered: true });
    for (const f of ['instantiateStreaming', 'instantiate']) {
      const old = WebAssembly[f];
      WebAssembly[f] = (...a) => old.apply(WebAssembly, a).then((r) => { window.mem = (r.instance ?? r).exports.mem ?? (r.instance ?? r).exports.memory; return r; });
    }
  });
  const p = await context.newPage();
  await (await context.newCDPSession(p)).send('Emulation.setCPUThrottlingRate', { rate });
  return p;
}

/** Types sums into a field; the answer is there when #out has changed. */
const typing = (n) => {
  const input = document.getElementById('price');
  return (async () => {
    const out = [];
    for (let i = 0; i < n; i++) {
      const seen = new Promise((resolve) => {
        const o = new MutationObserver(() => { o.disconnect(); resolve(performance.now()); });
        o.observe(document.getElementById('out'), { childList: true, subtree: true, characterData: true });
      });
      input.value = String(10007 + (i + Math.floor(performance.now())) * 7);
      const from = performance.now();
      input.dispatchEvent(new Event('input', { bubbles: true }));
      out.push(await seen - from);
      await new Promise((r) => setTimeout(r, 20));
    }
    return out;
  })();
};

const searching = async (n) => {
  const input = document.getElementById('code');
  input.focus();
  const out = [];
  for (const word of ['noutbuk', 'çay', 'qadin ayaqqabi', '8471 30', 'pomidor', 'машина']) {
    for (let i = 2; i <= word.length && out.length < n; i++) {
      input.value = word.slice(0, i);
      const from = performance.now();
      input.dispatchEvent(new Event('input', { bubbles: true }));
      out.push(performance.now() - from);
      await new Promise((r) => setTimeout(r, 20));
    }
  }
  return out;
};

for (const rate of rates) {
  for (let i = 0; i < rounds; i++) {
    for (let k = 0; k < builds.length; k++) {
      const b = builds[(i + k) % builds.length]; // each is the first as often as the others
      for (const [name, where] of [
        ['goods', 'az/goods/#1.code=220421&1.price=1000&1.origin=GE&1.q-l=200&1.duty=15%20%25&date=2026-07-09'],
        ['car', 'az/car/#kind=car&fuel=petrol&cc=1998&made=2019-08-01&price=10000&date=2026-09-08'],
      ]) {
        const p = await page(rate);
        await p.goto(b.server.url + where);
        await ready(p);
        const t = await p.evaluate(() => ({ ready: performance.getEntriesByName('rusum-ready')[0].startTime, names: performance.getEntriesByName('rusum-names')[0].startTime,
          memory: window.mem.buffer.byteLength / 1e6, blocked: window.long.reduce((n, [, d]) => n + Math.max(0, d - 50), 0) }));
        note(rate, `${name}: ready, ms`, b.name, t.ready);
        note(rate, `${name}: names searchable, ms`, b.name, t.names);
        note(rate, `${name}: long tasks until then, ms over 50`, b.name, t.blocked);
        note(rate, `${name}: program's memory, MB`, b.name, t.memory);
        await ready(p, 'all');
        await p.waitForSelector('#out [data-total], #out tr');
        await p.evaluate(typing, 5);
        note(rate, `${name}: keystroke → painted, ms`, b.name, ...await p.evaluate(typing, keys));
        if (name === 'goods') note(rate, 'goods: keystroke → suggestions, ms', b.name, ...await p.evaluate(searching, keys));
        note(rate, `${name}: memory after typing, MB`, b.name, await p.evaluate(() => window.mem.buffer.byteLength / 1e6));
        await p.context().close();
      }
    }
  }
}
await browser.close();
builds.forEach((b) => b.server.close());
report();
