// Runs worker.js and the program as a browser's worker would, in Node:
//   node worker_test.mjs wasm_exec.js convert.wasm core.bin table.csv
// and prints one line of JSON for each case. The Go test beside it checks them.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const [wasmExec, wasm, core, table] = process.argv.slice(2);
const sent = [];
let wakes = [];
globalThis.self = globalThis;
globalThis.location = { href: 'file:///', origin: 'null' };
globalThis.postMessage = (message) => { sent.push(message); wakes.splice(0).forEach((w) => w()); };
globalThis.importScripts = (file) => vm.runInThisContext(readFileSync(file, 'utf8'), { filename: file });
globalThis.fetch = async (file) => new Response(readFileSync(file), { headers: { 'Content-Type': 'application/wasm' } });
vm.runInThisContext(readFileSync(new URL('worker.js', import.meta.url), 'utf8'), { filename: 'worker.js' });

const until = async (test) => {
  for (;;) {
    const found = sent.find(test);
    if (found) return found;
    await new Promise((resolve) => { wakes.push(resolve); });
  }
};
let next = 0;
const ask = async (m) => {
  const id = ++next;
  const start = performance.now();
  onmessage({ data: { id, action: 'convert', ...m } });
  const answer = await until((a) => a.id === id && !a.progress);
  return { ...answer, ms: Math.round(performance.now() - start), progress: sent.filter((a) => a.id === id && a.progress).map((a) => a.progress) };
};
const show = (name, a) => console.log(JSON.stringify({
  name, ms: a.ms, error: a.error, counts: a.counts, title: a.title, pack: a.pack && a.pack.length, progress: a.progress.length,
  report: a.report && Object.fromEntries(Object.entries(JSON.parse(a.report)).map(([k, v]) => [k, Array.isArray(v) ? v.length : v])), html: a.html && a.html.length,
}));

const start = performance.now();
onmessage({ data: { wasmExec, wasm } });
const bytes = new Uint8Array(readFileSync(table));
const options = { lang: 'ru', currency: 'EUR', title: 'ETT', core: new Uint8Array(readFileSync(core)), maxUnresolved: '0.5', html: true };
const early = ask({ name: 'ett.csv', bytes, options }); // waits for the program
await until((a) => a.ready);
console.log(JSON.stringify({ name: 'start', ms: Math.round(performance.now() - start) }));
const first = await early;
show('whole', first);
const pack = first.pack;
const again = await ask({ name: 'ett.csv', bytes, options });
show('again', again);
console.log(JSON.stringify({ name: 'same', same: Buffer.compare(Buffer.from(pack), Buffer.from(again.pack)) === 0 && first.report === again.report }));
const change = new TextEncoder().encode('code;name;unit;rate\n0101210000;чистопородные;шт;7,5\n');
show('amend', await ask({ name: 'a.csv', bytes: change, options: { lang: 'ru', currency: 'EUR', date: '2026-01-12', act: 'Act 1', amend: pack } }));
show('no date', await ask({ name: 'a.csv', bytes: change, options: { amend: pack } }));
show('huge', await ask({ name: 'h', bytes: { byteLength: 200 << 20 } }));
show('zip', await ask({ name: 'z.xlsx', bytes: new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]) }));
show('nothing', await ask({ name: 'n', bytes: undefined }));
show('action', await ask({ action: 'dance' }));
show('bad', await ask({ name: 'b', bytes: new TextEncoder().encode('code;name;unit;rate\n0101210000;x;шт;около 5\n'), options: { lang: 'ru', maxUnresolved: '0.5' } }));
// Tables of goods: a spreadsheet is written, and read again.
const send = (m) => onmessage({ data: { id: ++next, ...m } });
send({ action: 'book' });
send({ action: 'sheet', name: 'Lines', widths: '5,10', freeze: true });
send({ action: 'write', rows: '4Code\x1f4Price\x1f\x1e0847130\x1f11000.5\x1f\x1e' });
const book = await ask({ action: 'end' });
const sheets = await ask({ action: 'sheets', bytes: book.file });
const rows = await ask({ action: 'rows', sheet: 0, from: 0, to: 100 });
console.log(JSON.stringify({ name: 'sheets', title: sheets.sheets[0].name + sheets.sheets[0].rows + rows.rows }));
show('no sheets', await ask({ action: 'sheets', bytes: new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]) }));
console.log(JSON.stringify({ name: 'memory', mb: Math.round(process.memoryUsage().rss / 1048576) }));
process.exit(0);
