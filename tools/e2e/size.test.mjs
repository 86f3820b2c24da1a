// What a visitor pays in bytes. The budgets are the sizes of the built files with
// a little room; a larger number here is a decision, not an accident.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { dist } from './lib.mjs';

const assets = readdirSync(path.join(dist, 'assets'));
const brotli = (name) => {
  const [stem, ext] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
  const found = assets.find((f) => f.startsWith(`${stem}.`) && f.endsWith(`${ext}.br`));
  return found && statSync(path.join(dist, 'assets', found)).size;
};

const budgets = {
  'program of the home page and the codes': [['find.wasm'], 640_000],
  'program of goods, exchange rates and the terminal': [['goods.wasm'], 905_000],
  'program of all other pages': [['rusum.wasm'], 1_322_000],
  'converter of tariff tables': [['convert.wasm'], 807_000],
  'glue, codes, rates and law': [['wasm_exec.js', 'boot.js', 'early.js', 'store.js', 'core.bin', 'tariff.bin'], 40_000],
  'names of Azerbaijani': [['names_az.bin'], 120_000],
  'names of English': [['names_en.bin'], 120_000],
  'names of Russian': [['names_ru.bin'], 125_000],
  'texts of every page, Azerbaijani': [['texts-az.txt'], 20_000],
  'style sheet': [['style.css'], 12_000],
};

for (const [what, [files, most]] of Object.entries(budgets)) {
  test(`${what}: at most ${most.toLocaleString('en')} bytes in brotli`, (t) => {
    const sizes = files.map(brotli);
    if (!brotli('rusum.wasm')) return t.skip('a build without compression');
    assert.ok(sizes.every(Boolean), `${files} are there`);
    const sum = sizes.reduce((a, b) => a + b, 0);
    t.diagnostic(`${sum.toLocaleString('en')} bytes`);
    assert.ok(sum <= most, `${sum} bytes: ${files.map((f, i) => `${f} ${sizes[i]}`).join(', ')}`);
  });
}
