// The declaration as a table: typing, pasting, files, thousands of lines.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { copied as copiedFrom, engine, launch, offlineReady, open, paste as pasteInto, ready, root, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

let server, browser, dir;
const visit = visitor(() => ({ server, browser }));
before(async () => {
  server = await serve();
  browser = await launch();
  dir = await mkdtemp(path.join(os.tmpdir(), 'rusum-lines-'));
});
after(async () => {
  await browser?.close();
  server?.close();
  await rm(dir, { recursive: true, force: true });
});

const day = '08.09.2026'; // of the bulletin
const total = (page) => page.locator('#total').getAttribute('data-total');
const cell = (page, row, col) => page.locator(`#c${row - 1}-${col}`);
/** Waits until a cell shows a text: it is painted with the next frame. */
const shows = (page, row, col, text) => page.waitForFunction(([id, text]) => document.getElementById(id)?.textContent === text, [`c${row - 1}-${col}`, text], { timeout: 5000 })
  .catch(async () => await soon.equal(() => cell(page, row, col).innerText(), text));
const settled = (page) => page.waitForFunction(() => document.documentElement.dataset.lines === 'done');
const kept = (page) => page.waitForFunction(() => document.documentElement.dataset.kept === 'yes');

async function lines(page, lang = 'en', hash = '') {
  await open(page, `${server.url}${lang}/lines/${hash}`, { names: 'all' });
  await page.waitForSelector('html[data-draft]');
  await page.fill('#date', day);
}

/** Pastes a text at the cell under the cursor. */
const paste = (page, text) => pasteInto(page, 'grid', text);
const copied = (page) => copiedFrom(page, 'grid');

async function at(page, row, col) {
  await page.locator('#grid').focus();
  await cell(page, row, col).click();
}

const invoice = [
  ['847130', 'Laptop', '10', 'piece', '25', '5000', 'USD', 'CN', '', '15 %'],
  ['0902 30', 'Tea', '', '', '100', '1000.50', 'EUR', 'LK', '', '15 %'],
  ['2204 21 09', 'Wine', '100', 'l', '120', '900', 'EUR', 'GE', '', '15 %'],
  ['6403 99', 'Shoes', '40', 'pair', '38', '61000', 'TRY', 'TR', '', '15 %'],
];
const tsv = (rows) => rows.map((r) => r.join('\t')).join('\r\n');

function rusum(...args) {
  const out = spawnSync('go', ['run', './tools/rusum', ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { ...out, json: () => JSON.parse(out.stdout) };
}

/** What the command line says of the same rows. */
async function assessed(rows, ...more) {
  const file = path.join(dir, 'same.csv');
  const head = 'Code,Description,Quantity,Unit,Net,Price,Currency,Origin,Proof of origin,Duty rate';
  await writeFile(file, [head, ...rows.map((r) => r.map((c) => (/[",]/.test(c) ? `"${c}"` : c)).join(','))].join('\n'));
  return rusum('assess', '--lang', 'en', '--date', '2026-09-08', '--table', file, ...more).json();
}

async function download(page, button) {
  const [d] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return { name: d.suggestedFilename(), file: await d.path() };
}

async function choose(page, file, button = '#read') {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(button)]);
  await chooser.setFiles(file);
}

describe('the table', () => {
  test('is typed in by keyboard as a spreadsheet is', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await page.locator('#grid').focus();
    await page.keyboard.type('847130');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Laptop');
    await page.keyboard.press('Tab');
    for (const v of ['10', 'piece', '25', '5000', 'USD']) {
      await page.keyboard.type(v);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('China');
    await page.keyboard.press('Enter');
    await shows(page, 1, 7, 'China');
    await settled(page);
    await soon.match(() => page.locator('#out').innerText(), /The duty rate of 1 line is not known/);
    await page.click('#out [data-act=scenario][data-v="15"]');
    await page.waitForSelector('#total[data-total]');
    const want = await assessed([invoice[0]]);
    await soon.equal(() => total(page), want.total);

    // F2 goes on where the text ends, Escape gives up, Delete empties, undo brings back.
    await at(page, 1, 5);
    await page.keyboard.press('F2');
    await soon.equal(() => page.inputValue('#cell'), '5000');
    await page.keyboard.type('7');
    await shows(page, 1, 5, '50007');
    await page.keyboard.press('Escape');
    await shows(page, 1, 5, '5000');
    await settled(page);
    await soon.equal(() => total(page), want.total);
    await page.keyboard.press('Delete');
    await settled(page);
    await soon.equal(() => page.locator('#total').count(), 0, 'a line without a price has no payments');
    await page.keyboard.press('Control+z');
    await page.waitForSelector('#total[data-total]');
    await soon.equal(() => total(page), want.total);

    // A letter begins a new text; what was typed is one change.
    await page.keyboard.type('6000');
    await page.keyboard.press('ArrowDown');
    await shows(page, 1, 5, '6000');
    await soon.equal(() => page.locator('#grid').getAttribute('aria-activedescendant'), 'c1-5');
    await page.keyboard.press('Control+z');
    await shows(page, 1, 5, '5000');
    await page.keyboard.press('Control+y');
    await shows(page, 1, 5, '6000');

    // Tab leaves after Escape: the keyboard is not caught.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await soon.notEqual(() => page.evaluate(() => document.activeElement.id), 'grid');
  });

  test('takes a block from a spreadsheet in several currencies and says what rusum assess says', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(invoice));
    await page.waitForSelector('#total[data-total]');
    await settled(page);
    const want = await assessed(invoice);
    await soon.equal(() => total(page), want.total);
    const money = (s) => Number(s).toLocaleString('en', { minimumFractionDigits: 2 });
    for (const [i, l] of want.lines.entries()) {
      const shown = await page.locator(`#body tr[data-i="${i}"]`).innerText();
      const duty = l.charges.find((c) => c.kind === 'import_duty');
      const vat = l.charges.find((c) => c.kind === 'vat');
      for (const s of [l.customsValue, duty.amount, vat.amount]) assert.ok(shown.includes(money(s)), `line ${i + 1} shows ${s}: ${shown}`);
    }
    const out = await page.locator('#out').innerText();
    assert.match(out, /Declaration sheets: 2/);
    for (const c of want.charges.filter((c) => c.amount)) assert.ok(out.includes(money(c.amount)), `${c.kind} ${c.amount}`);
    assert.match(out, /1 EUR = /);
    assert.match(out, /1 TRY = /);

    // The same with costs of the way shared over the lines.
    await page.click('#more-delivery summary');
    await page.selectOption('#incoterm', 'FOB');
    await page.fill('#freight', '1234.56');
    await settled(page);
    const top = path.join(dir, 'top.json');
    await writeFile(top, JSON.stringify({ date: '2026-09-08', delivery: { incoterm: 'FOB', freight: { amount: '1234.56', currency: 'USD' } } }));
    const shared = await assessed(invoice, '-f', top);
    await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, shared.total);

    // And it copies out what it took in.
    await page.locator('#grid').focus();
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
    for (let i = 0; i < 7; i++) await page.keyboard.press('Shift+ArrowRight');
    await soon.equal(async () => (await copied(page)).trim(), tsv(invoice.map((r) => r.slice(0, 8))));
  });

  test('opens the steps of a line with the articles', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(invoice));
    await page.waitForSelector('#total[data-total]');
    await at(page, 3, 1);
    await page.waitForFunction(() => document.querySelector('#detail h2')?.textContent.startsWith('Line 3'));
    await page.click('#detail [data-kind=excise] button.open');
    await soon.match(() => page.locator('#detail tr.steps:not([hidden])').first().innerText(), /l\b/);
    await soon.ok(async () => await page.locator('#detail a[href^="https://"]').count() > 1, 'each payment names its law');
  });

  test('fills down, sorts, duplicates, inserts, deletes and takes each back', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(invoice));
    const column = async (col, n = 4) => (await settled(page), await page.evaluate(() => new Promise(requestAnimationFrame)), Promise.all(Array.from({ length: n }, (_, i) => cell(page, i + 1, col).innerText())));
    await at(page, 1, 7);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    await shows(page, 4, 7, 'CN');
    await soon.deepEqual(() => column(7), ['CN', 'CN', 'CN', 'CN']);
    await page.click('#undo');
    await soon.deepEqual(() => column(7), ['CN', 'LK', 'GE', 'TR']);
    await page.click('#grid thead th[data-c="5"]');
    await soon.deepEqual(() => column(1), ['Wine', 'Tea', 'Laptop', 'Shoes'], 'by number, not by letter');
    await soon.equal(() => page.locator('#grid thead th[data-c="5"]').getAttribute('aria-sort'), 'ascending');
    await page.click('#grid thead th[data-c="5"]');
    await soon.deepEqual(() => column(1), ['Shoes', 'Laptop', 'Tea', 'Wine']);
    await settled(page);
    await soon.equal(() => total(page), (await assessed(invoice)).total, 'the order changes no sum');
    await page.click('#undo');
    await page.click('#undo');
    await soon.deepEqual(() => column(1), ['Laptop', 'Tea', 'Wine', 'Shoes']);
    await page.locator('#c1-n').click();
    await page.click('#duplicate');
    await soon.deepEqual(() => column(1, 5), ['Laptop', 'Tea', 'Tea', 'Wine', 'Shoes']);
    await page.locator('#c2-n').click();
    await page.locator('#c3-n').click({ modifiers: ['Shift'] });
    await page.click('#delete');
    await soon.deepEqual(() => column(1, 3), ['Laptop', 'Tea', 'Shoes']);
    await page.click('#undo');
    await page.click('#undo');
    await page.locator('#c0-n').click();
    await page.click('#add');
    await soon.deepEqual(() => column(1, 5), ['Laptop', '', 'Tea', 'Wine', 'Shoes']);
    await page.click('#clear');
    await shows(page, 1, 1, '');
    await page.click('#undo');
    await soon.deepEqual(() => column(1, 5), ['Laptop', '', 'Tea', 'Wine', 'Shoes']);
    await settled(page);
    await soon.equal(() => total(page), (await assessed(invoice)).total, 'an empty row is no line');
  });

  test('marks and lists what is wrong, and computes the good rows', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv([invoice[0], ['84x1', 'Bad', '1', 'boxx', '1', '12x', 'QQQ', 'Narnia', '', ''], invoice[1]]));
    await page.waitForSelector('#wrong li');
    await settled(page);
    await soon.equal(() => total(page), (await assessed([invoice[0], invoice[1]])).total);
    const list = await page.locator('#wrong').innerText();
    for (const s of ['84x1', 'boxx', '12x', 'Narnia', 'Line 2']) assert.ok(list.includes(s), s);
    await soon.equal(() => cell(page, 2, 0).getAttribute('aria-invalid'), 'true');
    await soon.match(() => cell(page, 2, 0).getAttribute('title'), /84x1/);
    await soon.match(() => page.locator('#out').innerText(), /Without 1 line/);
    await page.locator('#wrong button', { hasText: 'Origin' }).click();
    await soon.equal(() => page.locator('#grid').getAttribute('aria-activedescendant'), 'c1-7');
    await soon.deepEqual(() => axe(page), []);
    // Nothing of the head is lost silently either.
    await page.fill('#date', '31.02.2026');
    await page.waitForSelector('#date-err:not([hidden])');
    await soon.match(() => page.locator('#date-err').innerText(), /31\.02\.2026/);
    await soon.equal(() => page.locator('#total').count(), 0);
  });

  test('head fields stand for empty cells', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv([['847130', '', '', '', '', '5000', '', '', '', '15 %']]));
    await page.selectOption('#d-cur', 'EUR');
    await page.fill('#d-origin', 'CN');
    await settled(page);
    await shows(page, 1, 6, 'EUR');
    await soon.match(() => cell(page, 1, 6).getAttribute('class'), /muted/);
    const want = await assessed([['847130', '', '', '', '', '5000', 'EUR', 'CN', '', '15 %']]);
    await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, want.total);
  });
});

describe('files', () => {
  test('a CSV file: columns are asked, remembered; bad cells are listed with their row; good rows stay', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    const file = path.join(dir, 'in.csv');
    await writeFile(file, 'Mal kodu;Ad;Qeyd;Faktura dəyəri;Valyuta;Mənşə ölkəsi;Rüsum dərəcəsi\n847130;Noutbuk;a;5.000,00;USD;CN;15 %\nxx;Səhv;b;12,5;USD;CN;15 %\n090230;Çay;c;1.000,50;EUR;LK;15 %\n;;;;;;\n');
    await choose(page, file);
    await page.waitForSelector('#import-title');
    await soon.equal(() => page.inputValue('#import-col-3'), 'price');
    await soon.equal(() => page.inputValue('#import-col-2'), '', 'an unknown head is not taken');
    await soon.deepEqual(() => axe(page), []);
    await page.selectOption('#import-col-2', 'name');
    await soon.equal(() => page.inputValue('#import-col-1'), '', 'a field belongs to one column');
    await page.click('[data-act=import-replace]');
    await page.waitForSelector('#wrong li');
    await settled(page);
    await soon.match(() => page.locator('#notices').innerText(), /3 lines taken.*1 row/);
    await soon.match(() => page.locator('#wrong').innerText(), /row 3 of the file/);
    await shows(page, 1, 1, 'a');
    const want = await assessed([['847130', '', '', '', '', '5000', 'USD', 'CN', '', '15 %'], ['090230', '', '', '', '', '1000.50', 'EUR', 'LK', '', '15 %']]);
    await soon.equal(() => total(page), want.total);
    await choose(page, file);
    await page.waitForSelector('#import-title');
    await soon.equal(() => page.inputValue('#import-col-2'), 'name', 'the answer is remembered by the heads');
    await page.click('[data-act=import-cancel]');
    await soon.equal(() => page.locator('#import-title').count(), 0);
    await page.click('#undo');
    await shows(page, 1, 0, '');
  });

  test('what is no table says what it is', async (t) => {
    const page = await visit(t, desk);
    await lines(page, 'az');
    const file = path.join(dir, 'paper.pdf');
    await writeFile(file, '%PDF-1.7\n');
    await choose(page, file);
    await page.waitForSelector('#file-error:not([hidden])');
    await soon.match(() => page.locator('#file-error').innerText(), /PDF/);
    await at(page, 1, 0);
    await page.keyboard.type('8471');
    await soon.equal(() => page.inputValue('#cell'), '8471', 'the table can be used again');
  });

  test('XLSX and CSV go out with steps and sources, and come back the same', async (t) => {
    const page = await visit(t, { ...desk, acceptDownloads: true });
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(invoice));
    await page.waitForSelector('#total[data-total]');
    await settled(page);
    const want = await total(page);
    const x = await download(page, '#out-xlsx');
    assert.equal(x.name, 'rusum-2026-09-08.xlsx');
    const file = path.join(dir, x.name);
    await writeFile(file, await readFile(x.file));
    const again = rusum('assess', '--lang', 'en', '--date', '2026-09-08', '--table', file);
    assert.equal(again.stderr, '');
    assert.equal(again.json().total, want, 'the command reads the file and says the same');

    const csv = await readFile((await download(page, '#out-csv')).file, 'utf8');
    const mine = csv.replace(/^\ufeff/, '').trim().split(/\r?\n/);
    assert.equal(mine.length, 6, 'heads, lines, total');
    const payments = await readFile((await download(page, '#out-payments')).file, 'utf8');
    assert.match(payments, /https:\/\//);
    assert.match(payments, /Import duty/);

    await page.click('#clear');
    await choose(page, file);
    await page.waitForSelector('#import-title');
    await page.click('[data-act=import-add]');
    await page.waitForSelector('#total[data-total]');
    await settled(page);
    await soon.equal(() => total(page), want);
  });
});

/** n lines of an invoice, no two alike. */
const many = (n) => Array.from({ length: n }, (_, i) => ['847130', `Laptop ${i}`, String(1 + i % 9), 'piece', '2', String(100 + i), i % 3 ? 'USD' : 'EUR', 'CN', '', '15 %']);

describe('thousands of lines', () => {
  test('wherever it is scrolled to, the rows of that place are there, and the editor is over its cell', async (t) => {
    const page = await visit(t);
    await lines(page);
    await paste(page, tsv(many(900)));
    await settled(page);
    const seen = () => page.evaluate(() => {
      const scroll = document.getElementById('scroll');
      const head = document.querySelector('#grid thead th').getBoundingClientRect().bottom;
      const row = [...document.querySelectorAll('#body tr')].find((r) => r.getBoundingClientRect().bottom > head + 1);
      const height = document.querySelector('#body tr').getBoundingClientRect().height;
      return { top: scroll.scrollTop, off: row ? Math.abs(parseInt(row.innerText, 10) - 1 - scroll.scrollTop / height) : Infinity };
    });
    const tall = await page.evaluate(() => document.getElementById('scroll').scrollHeight);
    for (const y of [20000, 400, 5000, tall - 600, 12345]) {
      await page.evaluate((to) => document.getElementById('scroll').scrollTo(0, to), y);
      await soon.ok(async () => { const s = await seen(); return s.top === y && s.off < 1.5; }, `at ${y}`);
    }
    assert.equal(await page.evaluate(() => document.getElementById('scroll').scrollHeight), tall);
    const apart = await page.evaluate(async () => {
      const height = document.querySelector('#body tr').getBoundingClientRect().height;
      const row = [...document.querySelectorAll('#body tr')].find((r) => r.getBoundingClientRect().top > document.getElementById('scroll').getBoundingClientRect().top + 3 * height);
      const cell = row.querySelector('td');
      cell.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      document.getElementById('grid').dispatchEvent(new KeyboardEvent('keydown', { key: 'F2', bubbles: true }));
      await new Promise((r) => setTimeout(r, 100));
      const at = document.querySelector('#body .at').getBoundingClientRect(), edit = document.getElementById('edit').getBoundingClientRect();
      return Math.max(Math.abs(at.top - edit.top), Math.abs(at.left - edit.left));
    });
    assert.ok(apart < 3, `the editor is ${apart} px off its cell`);
  });

  test('a thousand are typed in and scrolled, and only those in sight are elements', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(many(1000)));
    await page.waitForSelector('#total[data-total]');
    await settled(page);
    const rows = many(1000);
    await soon.equal(() => total(page), (await assessed(rows)).total);
    await soon.ok(async () => await page.locator('#body tr').count() < 80);
    await soon.equal(() => page.locator('#grid').getAttribute('aria-rowcount'), '1001');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+ArrowDown');
    await page.waitForSelector('#c999-0');
    await shows(page, 1000, 1, 'Laptop 999');
    await soon.equal(() => page.locator('#body tr[data-i="999"]').getAttribute('aria-rowindex'), '1001');
    await at(page, 1000, 5);
    await page.keyboard.type('77');
    rows[999][5] = '77';
    await page.keyboard.press('Enter');
    const want = (await assessed(rows)).total;
    await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, want);
  });

  test('ten thousand come from a file while the page answers, and can be sorted, written and kept', async (t) => {
    const page = await visit(t, { ...desk, acceptDownloads: true });
    await lines(page);
    const rows = many(10000);
    const file = path.join(dir, 'many.csv');
    await writeFile(file, ['Code,Description,Quantity,Unit,Net,Price,Currency,Origin,Proof,Duty rate', ...rows.map((r) => r.join(','))].join('\n'));
    await choose(page, file);
    await page.waitForSelector('#import-title');
    await page.click('[data-act=import-replace]');
    await page.waitForSelector('#total[data-total]', { timeout: 60000 });
    const want = (await assessed(rows)).total;
    await soon.equal(() => total(page), want);
    await page.click('#grid thead th[data-c="5"]');
    await page.click('#grid thead th[data-c="5"]');
    await settled(page);
    await shows(page, 1, 5, '10099');
    await soon.equal(() => total(page), want);
    const x = await download(page, '#out-xlsx');
    await soon.ok(async () => (await readFile(x.file)).length > 500000);
    await kept(page);
    await page.reload();
    await ready(page);
    await page.waitForSelector('html[data-draft]');
    await page.waitForSelector('#total[data-total]', { timeout: 60000 });
    await soon.equal(() => total(page), want);
  });

  test('more than one declaration holds are divided, each with its fees', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(many(10001)));
    await page.waitForSelector('#total[data-total]', { timeout: 60000 });
    await settled(page);
    await soon.match(() => page.locator('#out').innerText(), /Declarations: 2/);
    const rows = many(10001);
    const [a, b] = [await assessed(rows.slice(0, 10000)), await assessed(rows.slice(10000))];
    await soon.equal(() => total(page), (Number(a.total) + Number(b.total)).toFixed(2));
    // Costs of the way belong to one declaration: they are not counted twice.
    await page.click('#more-delivery summary');
    await page.fill('#freight', '10');
    await page.waitForSelector('#freight-err:not([hidden])');
    await soon.equal(() => page.locator('#total').count(), 0);
  });

  test('a long paste is taken in pieces, can be given up and taken back', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    const rows = many(12000);
    // Both in one task: the paste has not had a piece of work yet.
    await page.evaluate((t) => {
      const d = new DataTransfer();
      d.setData('text/plain', t);
      document.getElementById('grid').dispatchEvent(new ClipboardEvent('paste', { clipboardData: d, data: t, dataType: 'text/plain', bubbles: true, cancelable: true }));
      if (document.getElementById('work').hidden) throw new Error('no progress is shown');
      document.querySelector('#work [data-act=stop]').click();
    }, tsv(rows));
    await page.waitForFunction(() => /Cancelled/.test(document.getElementById('notices').textContent));
    await shows(page, 1, 0, '');
    assert.equal(await page.locator('#work').isHidden(), true);
    await at(page, 3, 0);
    await paste(page, tsv(rows));
    await page.waitForSelector('#total', { timeout: 120000 });
    await page.waitForFunction(() => /12,?000/.test(document.getElementById('notices').textContent));
    await page.keyboard.press('Control+Home');
    await shows(page, 3, 1, 'Laptop 0');
    await settled(page);
    assert.match(await page.locator('#out').innerText(), /12,?000 lines/);
    await page.click('#undo');
    await shows(page, 3, 1, '');
  });

  test('long work is shown and can be given up', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    const file = path.join(dir, 'many2.csv');
    await writeFile(file, ['Code,Price,Currency', ...Array.from({ length: 60000 }, (_, i) => `847130,${100 + i},USD`)].join('\n'));
    await choose(page, file);
    await page.waitForSelector('#import-title');
    await page.click('[data-act=import-replace]');
    await page.waitForSelector('#work:not([hidden])');
    await page.click('[data-act=stop]');
    await page.waitForSelector('#work', { state: 'hidden' });
    await soon.match(() => page.locator('#notices').innerText(), /Cancelled/);
    await shows(page, 1, 0, '');
  });
});

/** A table of n rows with everything in it: slips, open rates, several currencies, quantities. */
const mixed = (n) => Array.from({ length: n }, (_, i) => [
  ['847130', `Laptop ${i}`, '2', 'piece', '2', String(100 + i), 'USD', 'CN', '', '15 %'],
  ['2204 21 09', 'Wine', '10', 'l', '12', `${90 + i},5`, 'EUR', 'GE', 'ST-1', '15 %'],
  ['847130', 'Laptop', '1', '', '10', String(50 + i), 'TRY', 'TR', '', ''],
  ['84x', 'Slip', '1', 'boxx', '', '1,2,3', '', 'Narnia', '', ''],
][i % 11 === 10 ? 3 : i % 3]);

/** Everything the page says of the table. */
const said = (page) => page.evaluate(() => Object.fromEntries(['out', 'strip', 'wrong', 'detail', 'body', 'rates'].map((id) => [id, document.getElementById(id).innerHTML.replace(/ +"/g, '"')])));
const place = (page) => page.evaluate(() => document.documentElement.dataset.desk);
/** The worker that computes: the last one that was started. */
const helper = (page) => page.workers().at(-1);

describe('a long table is computed beside the page', () => {
  test('letter by letter as the page itself would, and as the command line does', async (t) => {
    const both = [];
    for (const alone of [false, true]) {
      const page = await visit(t, { ...desk, acceptDownloads: true });
      if (alone) await page.addInitScript(() => { const W = window.Worker; window.Worker = undefined; window.later = W; });
      await lines(page);
      await page.click('#more-delivery summary');
      await page.selectOption('#incoterm', 'FOB');
      await page.fill('#freight', '123');
      await at(page, 1, 0);
      await paste(page, tsv(mixed(1050)));
      await page.waitForSelector('#total');
      await settled(page);
      assert.equal(await place(page), alone ? undefined : 'away');
      const got = [];
      const note = async (row) => {
        await settled(page);
        await page.waitForFunction(() => document.documentElement.dataset.detail === 'done');
        assert.match(await page.locator('#detail h2').innerText(), new RegExp(`Line ${row} `));
        got.push(await said(page));
      };
      await at(page, 2, 0);
      await note(2);
      // A cell changes, a row goes, the order turns, a choice is made, everything is taken back.
      await at(page, 1, 5);
      await page.keyboard.type('777');
      await page.keyboard.press('Enter');
      await note(2);
      await page.click('#delete');
      await note(2);
      await page.click('#grid thead th[data-c="5"]');
      await page.keyboard.press('Control+Home');
      await note(1);
      await page.click('#out [data-act=scenario][data-v="15"]');
      await page.waitForSelector('#total[data-total]');
      await note(1);
      got.push(await total(page));
      if (alone) await page.evaluate(() => { window.Worker = window.later; });
      for (const id of ['#out-csv', '#out-payments']) got.push(await readFile((await download(page, id)).file, 'utf8'));
      for (let i = 0; i < 3; i++) {
        await page.click('#undo');
        await settled(page);
      }
      await note(1);
      both.push(got);
    }
    const [far, near] = both;
    assert.equal(far.length, near.length);
    far.forEach((x, i) => (typeof x === 'string'
      ? assert.equal(x, near[i], `text ${i}`)
      : Object.keys(x).forEach((id) => assert.equal(x[id], near[i][id], `${id} after step ${i}`))));
  });

  for (const [how, end] of [
    ['fails', (page) => helper(page).evaluate(() => { setTimeout(() => { throw new Error('gone'); }); })],
    ['ends, as without memory', (page) => helper(page).evaluate(() => { self.postMessage({ ended: 'out of memory' }); })],
    ['says nothing any more', (page) => helper(page).evaluate(() => { self.close(); })],
  ]) {
    test(`a worker that ${how} loses nothing: the page says so and goes on`, async (t) => {
      const page = await visit(t, { ...desk, expectFaults: true });
      await lines(page);
      await at(page, 1, 0);
      const rows = many(1050);
      await paste(page, tsv(rows));
      await page.waitForSelector('#total[data-total]');
      await settled(page);
      assert.equal(await place(page), 'away');
      await end(page).catch(() => { // it may be gone before it answers
        if (engine !== 'chromium') throw new Error('not supported: the inside of a worker');
      });
      await at(page, 1, 5);
      await page.keyboard.type('77');
      rows[0][5] = '77';
      await page.keyboard.press('Enter');
      await page.waitForSelector('html[data-desk=home]', { timeout: 60000 });
      const want = (await assessed(rows)).total;
      await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, want);
      assert.match(await page.locator('#notices').innerText(), /Everything you typed is here/);
      await shows(page, 1, 5, '77');
      await kept(page);
      await page.reload();
      await ready(page);
      await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, want);
    });
  }

  test('without a worker the page computes it in pieces', async (t) => {
    const page = await visit(t, { ...desk, expectFaults: true });
    await page.route('**/convert-worker*', (r) => r.abort());
    await lines(page);
    await at(page, 1, 0);
    const rows = many(1050);
    await paste(page, tsv(rows));
    await page.waitForSelector('html[data-desk=home]');
    const want = (await assessed(rows)).total;
    await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, want);
  });

  test('a table that becomes short comes back, and a long one goes again', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(many(1050)));
    await page.waitForSelector('#total[data-total]');
    await settled(page);
    const long = await total(page);
    await page.click('#clear');
    await page.waitForSelector('html[data-desk=home]');
    await settled(page);
    assert.equal(await page.locator('#total').count(), 0);
    await page.click('#undo');
    await page.waitForSelector('html[data-desk=away]');
    await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total === x, long);
  });
});

describe('the draft', () => {
  test('is there after a reload, in another language too, with what cannot be read', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv([invoice[1], ['nonsense', 'x', '', '', '', '1,2,3', '', '', '', '']]));
    await page.waitForSelector('#total[data-total]');
    await kept(page);
    const want = await total(page);
    await page.reload();
    await ready(page);
    await page.waitForSelector('#total[data-total]');
    await soon.equal(() => total(page), want);
    await shows(page, 2, 5, '1,2,3');
    await soon.equal(() => page.inputValue('#date'), day);
    await page.goto(`${server.url}az/lines/`);
    await ready(page);
    await page.waitForSelector('#total[data-total]');
    await soon.equal(() => total(page), want);
    await shows(page, 1, 5, '1000,5');
  });

  test('what is typed in the last moment is not lost', async (t) => {
    const page = await visit(t, desk);
    await lines(page);
    await page.locator('#grid').focus();
    await page.keyboard.type('847130');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Last words');
    await page.reload();
    await ready(page);
    await page.waitForSelector('html[data-draft]');
    await page.waitForFunction(() => document.getElementById('c0-1')?.textContent === 'Last words');
  });

  /** The table in a second tab of the same visitor. */
  async function second(page) {
    const other = await page.context().newPage();
    await open(other, `${server.url}en/lines/`, { names: 'all' });
    await other.waitForSelector('html[data-draft]');
    return other;
  }
  /** Types a code in row and leaves the cell. */
  async function put(page, row, text) {
    await page.bringToFront();
    await at(page, row, 0);
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await shows(page, row, 0, text);
  }

  test('two tabs show one table: each follows the other', async (t) => {
    const a = await visit(t, desk);
    await lines(a);
    await put(a, 1, '847130');
    await kept(a);
    const b = await second(a);
    await shows(b, 1, 0, '847130');
    await put(a, 4, '640399');
    await shows(b, 4, 0, '640399'); // nothing was typed here yet
    await put(b, 2, '090230');
    await kept(b);
    await shows(a, 2, 0, '090230');
    assert.match(await a.locator('#notices').innerText(), /changed in another tab/);
    await put(a, 3, '220421');
    await kept(a);
    await shows(b, 3, 0, '220421');
    await shows(b, 2, 0, '090230');
    // The way back leads to what stood in this tab, in both.
    await b.click('#undo');
    await b.waitForFunction(() => document.getElementById('c2-0')?.textContent !== '220421');
    await a.waitForFunction(() => document.getElementById('c2-0')?.textContent !== '220421');
    await b.reload();
    await ready(b);
    await shows(b, 2, 0, '090230');
  });

  test('two tabs that are typed in at once both keep what was typed, and say so', async (t) => {
    const a = await visit(t, desk);
    await lines(a);
    await put(a, 1, '847130');
    await kept(a);
    const b = await second(a);
    await shows(b, 1, 0, '847130');
    // What is typed in one tab is not on the disk yet when the other writes.
    await b.evaluate(() => {
      const { batch } = rusumStore;
      rusumStore.batch = (...args) => new Promise((go) => {
        window.release = () => { rusumStore.batch = batch; go(); };
      }).then(() => batch(...args));
    });
    await put(b, 2, '090230');
    await b.waitForFunction(() => window.release);
    await put(a, 2, '220421');
    await kept(a);
    await b.bringToFront();
    await b.evaluate(() => window.release());
    await b.waitForFunction(() => /keeps a table of its own/.test(document.getElementById('notices').textContent));
    await shows(b, 2, 0, '090230');
    await kept(b);
    await a.bringToFront();
    await a.waitForFunction(() => /typed in another tab/.test(document.getElementById('notices').textContent));
    await shows(a, 2, 0, '220421');
    for (const [page, text] of [[a, '220421'], [b, '090230']]) {
      await page.reload();
      await ready(page);
      await shows(page, 2, 0, text);
    }
    // After the tab is closed its table can still be had, and the common one again.
    await b.close();
    await a.waitForSelector('#notices [data-act=table]');
    await a.click('#notices [data-act=table]');
    await shows(a, 2, 0, '090230');
    await a.waitForFunction(() => /table of its own/.test(document.getElementById('notices').textContent));
    assert.deepEqual(await axe(a), []);
    await a.click('#notices [data-act=table]');
    await shows(a, 2, 0, '220421');
    // One that is emptied is not offered any more.
    await a.click('#notices [data-act=table]');
    await shows(a, 2, 0, '090230');
    await a.click('#clear');
    await kept(a);
    await a.click('#notices [data-act=table]');
    await shows(a, 2, 0, '220421');
    await a.waitForFunction(() => !document.querySelector('#notices [data-act=table]'));
  });

  test('a browser that keeps nothing says so', async (t) => {
    const page = await visit(t, { ...desk, expectFaults: true });
    await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } }));
    await lines(page);
    await at(page, 1, 0);
    await paste(page, tsv(invoice));
    await page.waitForFunction(() => /does not let this site keep/.test(document.getElementById('notices').textContent));
    await page.waitForSelector('#total[data-total]');
  });

  test('is there offline', async (t) => {
    const own = await serve();
    const context = await browser.newContext({ ...desk, timezoneId: 'Asia/Baku' });
    t.after(async () => { own.close(); await context.close(); });
    const page = await context.newPage();
    await page.goto(`${own.url}en/lines/`);
    await ready(page, 'all');
    await offlineReady(page);
    await page.fill('#date', day);
    await at(page, 1, 0);
    await paste(page, tsv(invoice));
    await page.waitForSelector('#total[data-total]');
    const want = await total(page);
    await kept(page);
    await page.waitForFunction(() => document.documentElement.dataset.files === 'here', null, { timeout: 20000 });
    own.close();
    await page.waitForTimeout(300);
    await page.reload();
    await ready(page);
    await page.waitForSelector('#total[data-total]');
    await soon.equal(() => total(page), want);
    const file = path.join(dir, 'offline.csv');
    await writeFile(file, 'Code,Price,Currency,Duty rate\n847130,10,USD,15 %\n');
    await choose(page, file);
    await page.waitForSelector('#import-title');
    await page.click('[data-act=import-add]');
    await page.waitForFunction((x) => document.querySelector('#total')?.dataset.total !== x, want);
  });

  test('goes to the form and comes back', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/goods/#1.code=847130&1.price=1000&1.origin=CN&1.duty=15&1.q-piece=3&2.code=090230&2.price=50&2.price-cur=EUR&2.duty=15&date=2026-09-08`, { names: 'all' });
    await page.waitForSelector('#total[data-total]');
    const want = await total(page);
    await page.fill('#name', 'Laptop');
    await page.click('#to-lines');
    await page.waitForSelector('html[data-draft]');
    await page.waitForSelector('#total[data-total]');
    await soon.equal(() => total(page), want);
    await shows(page, 1, 2, '3');
    await shows(page, 1, 1, 'Laptop');
    await page.click('#to-form');
    await page.waitForURL(/goods/);
    await ready(page);
    await page.waitForSelector('#total[data-total]');
    await soon.equal(() => total(page), want);
  });
});

describe('the page', () => {
  for (const lang of ['az', 'en', 'ru']) {
    test(`${lang}: fits a phone, passes axe, every word has its text`, async (t) => {
      const page = await visit(t, { ...phone, colorScheme: lang === 'en' ? 'dark' : 'light' });
      await lines(page, lang);
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360, 'no sideways scrolling');
      await page.evaluate(() => document.getElementById('grid').focus());
      await paste(page, tsv(invoice));
      await page.waitForSelector('#total[data-total]');
      await settled(page);
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360);
      for (const s of await page.locator('summary').all()) await s.click();
      await soon.ok(async () => !/ui\.lines|reason\./.test(await page.locator('body').innerText()));
      await soon.deepEqual(() => axe(page), []);
      // The first columns and the total stay while the table moves under them.
      await page.evaluate(() => { document.getElementById('scroll').scrollLeft = 600; });
      const [scroll, code] = [await page.locator('#scroll').boundingBox(), await cell(page, 1, 0).boundingBox()];
      assert.ok(code.x >= scroll.x && code.x < scroll.x + 60, 'the code stays in sight');
      await page.locator('#scroll').scrollIntoViewIfNeeded();
      await soon.ok(() => page.locator('#strip').isVisible());
    });
  }

  test('a finger types in a cell', async (t) => {
    const page = await visit(t, phone);
    await lines(page);
    await cell(page, 1, 0).tap();
    await page.waitForSelector('#edit:not([hidden])');
    await page.keyboard.type('847130');
    await page.keyboard.press('Enter');
    await shows(page, 1, 0, '847130');
  });

  test('a desk, light and dark, passes axe with a slip and an open editor', async (t) => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await visit(t, { ...desk, colorScheme });
      await lines(page);
      await at(page, 1, 0);
      await paste(page, tsv([...invoice, ['84x', '', '', '', '', '', '', '', '', '']]));
      await page.waitForSelector('#wrong li');
      await at(page, 6, 0);
      await page.keyboard.type('lapt');
      await page.waitForSelector('#cell-list:not([hidden])');
      await soon.deepEqual(() => axe(page), []);
    }
  });
});
