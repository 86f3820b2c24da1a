// Assessments a second: the engine beside the same arithmetic with decimal.js and
// big.js, in Node and in Chromium. The ways take turns, so that whatever else the
// machine does meets all of them alike.
//
//	node tools/bench/arithmetic.mjs ENGINE.wasm WASM_EXEC.js
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launch } from '../e2e/lib.mjs';

const [, , engine, glue] = process.argv;
const from = createRequire(new URL('./web/package.json', import.meta.url));
const lines = (n) => ({ date: '2026-07-09', lines: Array.from({ length: n }, () => ({ code: '220421', price: { amount: '1000', currency: 'USD' }, origin: 'GE', quantities: { l: '200' }, duty: '15 %' })) });
const scripts = { glue: readFileSync(glue, 'utf8'), decimal: readFileSync(from.resolve('decimal.js/decimal.js'), 'utf8'),
  big: readFileSync(from.resolve('big.js').replace(/\.mjs$/, '.js'), 'utf8'), reference: readFileSync(new URL('./web/reference.js', import.meta.url), 'utf8') };
const wasm = readFileSync(engine).toString('base64');

/** Runs in Node and in the page alike: rounds of each way, the median of each. */
async function measure({ scripts, wasm, doc, rounds, budget }) {
  const run = (0, eval);
  run(scripts.glue);
  run(`(function(){var module={exports:{}},exports=module.exports;${scripts.decimal}\n;globalThis.DecimalJS=module.exports.Decimal||module.exports.default||module.exports;}).call(globalThis)`);
  run(`(function(){var module={exports:{}},exports=module.exports;${scripts.big}\n;globalThis.BigJS=module.exports.Big||module.exports.default||module.exports;}).call(globalThis)`);
  run(scripts.reference);
  globalThis.measured = doc;
  const go = new globalThis.Go();
  const bytes = Uint8Array.from(atob(wasm), (c) => c.charCodeAt(0));
  go.run((await WebAssembly.instantiate(bytes, go.importObject)).instance);
  while (!globalThis.assess) await new Promise((r) => setTimeout(r, 5));
  const d = JSON.parse(doc);
  const by = { decimal: globalThis.referenceOf(globalThis.DecimalJS), big: globalThis.referenceOf(globalThis.BigJS) };
  const ways = {
    'the engine': (n) => globalThis.assess(n),
    'decimal.js': (n) => { let x; for (let i = 0; i < n; i++) x = by.decimal(d); return x; },
    'big.js': (n) => { let x; for (let i = 0; i < n; i++) x = by.big(d); return x; },
  };
  const answers = Object.fromEntries(Object.entries(ways).map(([k, f]) => [k, f(1)]));
  if (new Set(Object.values(answers)).size !== 1) throw new Error(`the ways disagree: ${JSON.stringify(answers)}`);
  const counts = {};
  const times = {};
  for (const [k, f] of Object.entries(ways)) { // as many as fill the budget
    let n = 1;
    for (;;) {
      const t = performance.now();
      f(n);
      const spent = performance.now() - t;
      if (spent > budget / 4) { counts[k] = Math.max(1, Math.round(n * budget / spent)); break; }
      n *= 4;
    }
    times[k] = [];
  }
  for (let i = 0; i < rounds; i++) {
    for (const [k, f] of Object.entries(ways)) {
      const t = performance.now();
      f(counts[k]);
      times[k].push(counts[k] / (performance.now() - t) * 1000);
    }
  }
  delete globalThis.assess;
  return Object.fromEntries(Object.entries(times).map(([k, l]) => [k, l.sort((a, b) => a - b)[l.length >> 1]]));
}

const browser = await launch();
const show = (x) => (x >= 100 ? Math.round(x) : x.toFixed(1)).toLocaleString('en').padStart(12);
console.log(`\n${'assessments a second'.padEnd(28)} ${['the engine', 'decimal.js', 'big.js'].map((k) => k.padStart(12)).join('')}`);
for (const n of [1, 100]) {
  const task = { scripts, wasm, doc: JSON.stringify(lines(n)), rounds: 5, budget: 120 };
  const table = { Node: await measure(task) };
  const page = await (await browser.newContext()).newPage();
  table.Chromium = await page.evaluate(`(${measure})(${JSON.stringify(task)})`);
  await page.context().close();
  for (const [where, r] of Object.entries(table)) {
    console.log(`${`${where}, ${n} ${n === 1 ? 'line' : 'lines'}`.padEnd(28)} ${['the engine', 'decimal.js', 'big.js'].map((k) => show(r[k])).join('')}`);
  }
}
await browser.close();
process.exit(0);
