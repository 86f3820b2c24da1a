// One search engine on the rows and queries of a folder, as JSON on standard
// output; see main.go. Every engine is given what its documentation advises for
// search as one types over short texts in several languages.
//
//   node --expose-gc bench.mjs ENGINE FOLDER
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';

const [, , which, dir] = process.argv;
const require = createRequire(import.meta.url);
const read = (name) => fs.readFileSync(path.join(dir, name));
const input = JSON.parse(read('data.json'));
const limit = 10;
const brotli = (b) => zlib.brotliCompressSync(b, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
const library = (file) => { // the bytes of a library as a page would fetch it
  const b = fs.readFileSync(path.join(path.dirname(new URL(import.meta.url).pathname), 'node_modules', file));
  return { raw: b.length, brotli: brotli(b) };
};

// Each engine: build() makes the index, search(q) gives codes, best first; text
// is what it is asked, raw or folded; index() the bytes of an index made ahead, if
// the library can keep one.
const engines = {
  // Our own: everything it needs is in its data files and in the program.
  async rusum() {
    await import(path.join(dir, 'wasm_exec.js'));
    const go = new globalThis.Go();
    const b = (name) => new Uint8Array(read(name));
    const engine = globalThis.engine = { core: b('core.bin'), az: b('names_az.bin'), ru: b('names_ru.bin'), en: b('names_en.bin'), tariff: b('tariff.bin') };
    const started = new Promise((resolve) => { engine.ready = resolve; });
    const { instance } = await WebAssembly.instantiate(read('engine.wasm'), go.importObject);
    go.run(instance);
    await started;
    return {
      text: 'raw',
      build: () => engine.build(),
      search: (q) => engine.search(q, limit),
      table: () => engine.table(),
      memory: () => engine.memory(),
      library: { raw: input.code, brotli: 0 }, // of the package in the program, from its symbols
      data: ['core.bin', 'names_az.bin', 'names_ru.bin', 'names_en.bin'].map(read),
    };
  },
  async minisearch() {
    const { default: MiniSearch } = await import('minisearch');
    let x;
    return {
      text: 'folded',
      build() {
        x = new MiniSearch({
          fields: ['code', 'terms', 'name', 'path'],
          tokenize: (s) => s.split(/[\s\n]+/),
          extractField: (row, f) => (f === 'terms' ? row.terms.join(' ') : row[f]),
          searchOptions: { prefix: true, fuzzy: 0.2, boost: { code: 5, terms: 3, name: 2 } },
        });
        x.addAll(input.rows);
      },
      search: (q) => x.search(q).slice(0, limit).map((r) => input.rows[r.id].code),
      index: () => JSON.stringify(x),
      library: library('minisearch/dist/es/index.js'),
    };
  },
  async 'fuse.js'() {
    const { default: Fuse } = await import('fuse.js');
    const keys = [{ name: 'code', weight: 5 }, { name: 'terms', weight: 3 }, { name: 'name', weight: 2 }, { name: 'path', weight: 1 }];
    let x;
    return {
      text: 'folded',
      build() { x = new Fuse(input.rows, { keys, ignoreLocation: true, threshold: 0.3, includeScore: true }, Fuse.createIndex(keys, input.rows)); },
      search: (q) => x.search(q, { limit }).map((r) => r.item.code),
      index: () => JSON.stringify(Fuse.createIndex(keys, input.rows).toJSON()),
      library: library('fuse.js/dist/fuse.min.mjs'),
    };
  },
  async flexsearch() {
    const flexsearch = require('flexsearch');
    const { Document, Charset } = flexsearch;
    let x;
    const fields = ['code', 'terms', 'name', 'path'];
    const weight = { code: 5, terms: 3, name: 2, path: 1 };
    return {
      text: 'folded',
      build() {
        x = new Document({ document: { id: 'id', index: fields.map((field) => ({ field, tokenize: 'forward', encoder: Charset.Normalize })) } });
        for (const row of input.rows) x.add({ ...row, terms: row.terms.join(' ') });
      },
      search(q) {
        // The lists of the fields are joined by the weight of the field and the place in it.
        const score = new Map();
        for (const { field, result } of x.search(q, { limit: 100, suggest: true })) {
          result.forEach((id, i) => score.set(id, (score.get(id) ?? 0) + weight[field] / (10 + i)));
        }
        return [...score].sort((a, b) => b[1] - a[1]).slice(0, limit).map(([id]) => input.rows[id].code);
      },
      index() {
        let all = '';
        x.export((key, value) => { all += `${key}\n${value ?? ''}\n`; });
        return all;
      },
      library: library('flexsearch/dist/flexsearch.bundle.module.min.mjs'),
    };
  },
  async uFuzzy() {
    const { default: uFuzzy } = await import('@leeoniya/ufuzzy');
    let x;
    let hay;
    return {
      text: 'folded',
      build() {
        // One text a row, the everyday words first; letters of every alphabet; a typing error within a word.
        x = new uFuzzy({ unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: '\\p{Ll}\\p{Lu}', intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}', intraChars: "[\\p{L}\\d']", intraContr: "'\\p{L}{1,2}\\b", intraMode: 1 });
        hay = input.rows.map((r) => `${r.code} ${r.terms.join(' | ')} | ${r.name} | ${r.path}`);
      },
      search(q) {
        const [found, info, order] = x.search(hay, q, 3, 2000);
        const rows = order ? order.map((i) => info.idx[i]) : found ?? [];
        return rows.slice(0, limit).map((i) => input.rows[i].code);
      },
      library: library('@leeoniya/ufuzzy/dist/uFuzzy.mjs'),
    };
  },
};

const ms = () => performance.now();
const memory = () => { globalThis.gc(); globalThis.gc(); const m = process.memoryUsage(); return m.heapUsed + m.external; };
const sorted = (list) => Float64Array.from(list).sort();
const at = (list, share) => list[Math.min(list.length - 1, Math.floor(share * list.length))];
const below = (code, list) => list.some((c) => code.startsWith(c));

const out = { engine: which, sets: {} };
const before = memory();
const x = await engines[which]();
const text = (q) => (x.text === 'raw' ? q.raw : q.folded);
let best = Infinity;
for (let i = 0; i < 3; i++) {
  const from = ms();
  x.build();
  best = Math.min(best, ms() - from);
}
out.build = best;
const after = memory();
out.memory = x.memory ? x.memory()[0] : after - before;

const times = [];
for (const [name, queries] of Object.entries(input.sets)) {
  const n = { n: 0, first: 0, ten: 0, wrong: 0 };
  for (const q of queries) {
    const from = ms();
    const codes = x.search(text(q));
    times.push(ms() - from);
    n.n++;
    if (codes.some((c) => below(c, q.not))) { n.wrong++; continue; }
    const place = codes.findIndex((c) => below(c, q.expected));
    if (place === 0) n.first++;
    if (place >= 0) n.ten++;
  }
  out.sets[name] = n;
}
out.query = { p50: at(sorted(times), 0.5), p95: at(sorted(times), 0.95) };
const keys = (list) => {
  for (const q of list.slice(0, 200)) x.search(text(q)); // warm
  const t = list.map((q) => { const from = ms(); x.search(text(q)); return ms() - from; });
  const s = sorted(t);
  return { p50: at(s, 0.5), p95: at(s, 0.95), max: s[s.length - 1] };
};
out.key = keys(input.keys);
if (x.memory) {
  const [, a, , gc] = x.memory();
  keys(input.keys);
  const [, b, sys, gc2] = x.memory();
  out.garbage = (b - a) / (input.keys.length + 200);
  out.sys = sys;
  out.collections = gc2 - gc;
  const from = ms();
  x.table();
  out.tableBuild = ms() - from;
  out.tableMemory = x.memory()[0];
  out.tableKey = keys(input.keys);
}
out.library = x.library;
const data = Buffer.from(JSON.stringify(input.rows));
out.index = 0;
if (x.index) out.index = brotli(Buffer.from(x.index()));
out.data = x.data ? x.data.reduce((n, b) => n + brotli(b), 0) : brotli(data);
console.log(JSON.stringify(out));
process.exit(0);
