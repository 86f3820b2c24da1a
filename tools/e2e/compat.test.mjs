// Links of every version of their format (wasm/compat/testdata) in the site of
// today: each comes to what it came to then, or the page says what changed.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { launch, open, root, serve, test } from './lib.mjs';
import { desk, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const dir = path.join(root, 'wasm/compat/testdata');
const all = readdirSync(dir).filter((n) => n.endsWith('.json')).sort()
  .flatMap((name) => JSON.parse(readFileSync(path.join(dir, name), 'utf8')).samples.map((s) => ({ ...s, name })));
// The same form in several files is opened once for each total it has had.
const seen = new Set();
const samples = all.filter((s) => {
  const key = `${s.page}/${s.link.replace(/(^|&)v=[^&]*/, '')}/${s.total}`;
  return !seen.has(key) && seen.add(key);
});
const pages = [...new Set(samples.map((s) => s.page))];

for (const name of pages) {
  test(`${name}: every link there ever was answers as it did, or says what changed`, async (t) => {
    const page = await visit(t, desk);
    for (const s of samples.filter((s) => s.page === name)) {
      const at = `${s.name}: ${s.page}/#${s.link}`;
      await page.goto('about:blank');
      await open(page, `${server.url}en/${s.page}/#${s.link}`);
      await page.waitForSelector('#out [data-act=link], #out .empty', { state: 'attached' });
      if (s.total !== '') await page.waitForFunction((total) => document.querySelector('#total')?.dataset.total === total || !document.getElementById('notices').hidden, s.total);
      const now = await page.evaluate(() => ({ total: document.querySelector('#total')?.dataset.total ?? '', said: document.getElementById('notices').innerText }));
      const gone = s.link.split('&').some((p) => s.page === 'late' && p.startsWith('kind='));
      if (gone) assert.match(now.said, /kind/, `${at}: a part that is gone is named`);
      else if (s.total !== '' && now.total !== s.total) assert.match(now.said, /\d/, `${at}: ${s.total} then, ${now.total} now, and the page says so`);
      else assert.equal(now.total, s.total, at);
    }
  });
}

test('a draft of every version is in the form again', async (t) => {
  const page = await visit(t, desk);
  // Of each calculator the oldest whose form is the one of today, of goods one of every file.
  const drafts = new Map(all.filter((s) => s.name !== '2-late.json' || s.page !== 'late').reverse().map((s) => [s.page === 'goods' ? s.name : s.page, s]));
  await page.goto(`${server.url}az/`);
  for (const s of drafts.values()) {
    await page.evaluate(([key, draft]) => sessionStorage.setItem(key, draft), ['rusum.' + s.page, s.draft]);
    await open(page, `${server.url}az/${s.page}/`);
    await page.waitForFunction((total) => (document.querySelector('#total')?.dataset.total ?? '') === total, s.total, { timeout: 10000 })
      .catch(() => assert.fail(`${s.name}: ${s.draft} does not come to ${s.total}`));
  }
});

test('a backup of every version is restored', async (t) => {
  for (const name of readdirSync(dir).filter((n) => n.endsWith('.json')).sort()) {
    const { backup } = JSON.parse(readFileSync(path.join(dir, name), 'utf8'));
    if (!backup) continue;
    const page = await visit(t, desk);
    await open(page, `${server.url}az/journal/`);
    await page.waitForSelector('html[data-journal]');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('[data-act=choose]')]);
    await chooser.setFiles({ name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(backup)) });
    await page.click('[data-act=merge]');
    await page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, Math.min(50, backup.entries.length));
  }
});
