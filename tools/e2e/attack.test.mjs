// Attempts to get script, markup or a request past the page: what strangers can
// hand over is a link, a file, a file's name, a backup, a tariff table.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dist, launch, open, ready, serve, soon, test } from './lib.mjs';
import { desk, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const evil = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
const pages = readdirSync(path.join(dist, 'en'), { withFileTypes: true }).filter((d) => d.isDirectory() && readFileSync(path.join(dist, 'en', d.name, 'index.html'), 'utf8').includes('data-wasm')).map((d) => `en/${d.name}/`);

/** Nothing of it became an element, and nothing of it ran. */
async function harmless(page, what) {
  const found = await page.evaluate(() => ({ pwned: window.pwned, images: document.querySelectorAll('main img[src=x], #toast img').length, scripts: [...document.scripts].filter((s) => !s.src).length }));
  assert.deepEqual(found, { pwned: undefined, images: 0, scripts: 0 }, what);
}

describe('the policy holds', () => {
  test('markup from a text, another policy, code from a text, foreign addresses: all refused', async (t) => {
    const page = await visit(t, { ...desk, expectFaults: true });
    await open(page, `${server.url}en/goods/`);
    const refused = await page.evaluate(async () => {
      await new Promise((r) => setTimeout(r)); // what the debugger starts itself may eval
      const fails = async (f) => { try { await f(); return false; } catch { return true; } };
      const image = (src) => new Promise((ok) => { const i = new Image(); i.onload = () => ok(false); i.onerror = () => ok(true); i.src = src; });
      const inline = () => { const s = document.createElement('script'); try { s.textContent = 'window.pwned=1'; } catch { return true; } document.head.append(s); return window.pwned !== 1; };
      return {
        'innerHTML of a string': await fails(() => { document.createElement('div').innerHTML = '<b>x</b>'; }),
        'insertAdjacentHTML': await fails(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')),
        'document.write': await fails(() => document.write('<b>x</b>')),
        'a policy of another name': await fails(() => trustedTypes.createPolicy('evil', { createHTML: (s) => s })),
        'the policy once more': await fails(() => trustedTypes.createPolicy('rusum', { createHTML: (s) => s })),
        'eval': await fails(() => (0, eval)('1+1')),
        'a function of a text': await fails(() => new Function('return 1')()),
        'a script of a text': inline(),
        'a worker of another address': await fails(() => { const w = new Worker('data:text/javascript,1'); return new Promise((_, no) => { w.onerror = no; setTimeout(() => {}, 100); }); }),
        'a request to another host': await fails(() => fetch('https://example.org/?x=1')),
        'an image of another host': await image('https://example.org/x.png'),
        'a beacon': !navigator.sendBeacon('https://example.org/', 'x') || 'queued',
        'a socket': await fails(() => new Promise((ok, no) => { const s = new WebSocket('wss://example.org/'); s.onopen = ok; s.onerror = no; })),
        'a frame': await new Promise((ok) => { const f = document.createElement('iframe'); f.src = 'https://example.org/'; document.addEventListener('securitypolicyviolation', (e) => { if (/frame|child|default/.test(e.violatedDirective)) ok(true); }); document.body.append(f); setTimeout(() => ok(false), 1500); }),
      };
    });
    for (const [what, held] of Object.entries(refused)) assert.ok(held, what);
    await harmless(page, 'after all of it');
  });

  test('a form that somebody plants sends nothing, and a planted base leads nowhere', async (t) => {
    const page = await visit(t, { ...desk, expectFaults: true });
    await open(page, `${server.url}en/goods/`);
    const asked = [];
    page.on('request', (r) => { if (!r.url().startsWith(server.url)) asked.push(r.url()); });
    await page.evaluate(() => {
      const f = document.createElement('form');
      f.action = 'https://example.org/';
      document.body.append(f);
      try { f.submit(); } catch { /* Firefox tells the refusal so */ }
      const b = document.createElement('base');
      b.href = 'https://example.org/';
      document.head.append(b);
    });
    await page.waitForTimeout(300);
    await soon.equal(() => page.evaluate(() => document.baseURI.startsWith(location.origin)), true);
    assert.deepEqual(asked, []);
  });
});

describe('what strangers hand over is text', () => {
  test(`links to each of the ${pages.length} pages`, async (t) => {
    const page = await visit(t, desk);
    const e = encodeURIComponent(evil);
    const hashes = [`${e}=${e}&find=${e}&j=${e}&price=%ff%fe&%zz=%&1.name=${e}&kind=${e}&date=${e}`, evil, `find=${e}`, '%', 'a=1&'.repeat(3000)];
    // Every page meets the first, and one of the others in turn.
    for (const [i, p] of pages.entries()) {
      for (const hash of [hashes[0], hashes[1 + i % 4]]) {
        await page.goto('about:blank');
        await page.goto(`${server.url}${p}#${hash}`);
        await ready(page, 'none');
        await harmless(page, `${p}#${hash.slice(0, 60)}`);
      }
    }
  });

  test('names of files, and what is in them', async (t) => {
    const page = await visit(t, desk);
    const bodies = [['text/csv', `code,price,origin,name\n${evil},${evil},${evil},${evil}\n847130,1,CN,${evil}\n`], ['application/json', JSON.stringify({ [evil]: evil, entries: [{ id: evil, name: evil }] })],
      ['text/xml', `<ValCurs Date="${evil}"><x>${evil}</x></ValCurs>`], ['text/html', evil]];
    for (const [p, way] of [['fx', '#fx-file'], ['car', '#list-file'], ['parcel', '#diary-file'], ['goods', '#open-file'], ['lines', '#read'], ['journal', '[data-act=choose]'], ['stats', '[data-act=choose]']]) {
      for (const [kind, body] of p === 'fx' ? bodies : bodies.slice(0, 2)) {
        await page.goto('about:blank');
        await open(page, `${server.url}en/${p}/`);
        if (p === 'stats') await page.check('#s-source-file');
        if (p === 'car') await page.check('#mode-1');
        const file = { name: `${evil.replaceAll('/', '')}.csv`, mimeType: kind, buffer: Buffer.from(body) };
        if (way.endsWith('-file') && way !== '#open-file') await page.setInputFiles(way, file);
        else {
          const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(way)]);
          await chooser.setFiles(file);
        }
        await page.waitForTimeout(300);
        await harmless(page, `${p}: ${kind}`);
      }
    }
  });

  test('a backup of the journal with markup in every field', async (t) => {
    const page = await visit(t, desk);
    const backup = JSON.parse(readFileSync(new URL('../../wasm/journal/testdata/backup-v1.json', import.meta.url), 'utf8'));
    const spoil = (v, key) => (Array.isArray(v) ? v.map((x) => spoil(x, key)) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, spoil(x, k)]))
      : typeof v === 'string' && /^(name|tags|title|text|link)$/.test(key) ? (key === 'link' ? v : `${evil}${v}`) : v);
    await open(page, `${server.url}en/journal/`);
    await page.waitForSelector('html[data-journal]');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('[data-act=choose]')]);
    await chooser.setFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(spoil(backup, ''))) });
    await page.waitForSelector('#j-restore button');
    await harmless(page, 'asked what to do with it');
    await page.locator('#j-restore button').first().click();
    await page.waitForSelector('.entry');
    await soon.ok(async () => (await page.locator('.entry').first().innerText()).includes('<img src=x'), 'the name stands there as text');
    await harmless(page, 'restored');
    await page.reload();
    await ready(page);
    await harmless(page, 'after a reload');
  });
});
