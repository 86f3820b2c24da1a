// axe-core over every page, blank and answered, whatever weight it gives, in
// three languages, light and dark. What opens (menus, slips, editors) is looked at where it is tested.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { dist, launch, serve, test } from './lib.mjs';
import { links } from './links.mjs';
import { said, violations } from './visit.mjs';

const pages = ['', ...readdirSync(path.join(dist, 'az'), { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => `${d.name}/`)]
  .filter((p) => p !== 'code/'); // without a code it goes on to the tree
const wrong = ['goods/#1.code=12345&1.price=12x&1.origin=Narnia', 'car/#cc=abc&made=2031-01-01&price=-5', 'late/#debt=x&due=2026-13-01', 'parcel/#goods-1-price=x', 'value/#price=1,2,3'];
/** The first answer of each page. */
const each = (list) => list.filter((l, i) => list.findIndex((m) => m.split('/')[0] === l.split('/')[0]) === i);

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

// Every page in every language and both schemes takes minutes more: AXE=all. Without
// it dark has what is answered, and English and Russian share the pages.
const all = process.env.AXE === 'all';
const blank = pages.filter((p) => !links.some((l) => p && l.startsWith(p)));
const answered = each(links);
const some = (odd) => [...blank, ...answered].filter((_, i) => all || i % 2 === odd);

for (const [lang, colorScheme, list] of [
  ['az', 'light', [...pages, 'codes/8471/', ...(all ? links : answered), ...wrong]],
  ['az', 'dark', [...(all ? pages : blank), ...answered, ...wrong]],
  ['en', 'light', some(0)],
  ['ru', 'light', some(1)],
]) {
  test(`axe finds nothing on ${list.length} pages, ${lang}, ${colorScheme}`, async (t) => {
    // As tall as the page: the bar with the total covers nothing then.
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 9000 }, colorScheme, reducedMotion: 'reduce', timezoneId: 'Asia/Baku' });
    t.after(() => context.close());
    const page = await context.newPage();
    const found = [];
    for (const at of list) {
      await page.goto('about:blank');
      await page.goto(`${server.url}${lang}/${at}`);
      // Asked within the page: that of the terminal goes on to its own address.
      await page.waitForFunction(() => document.readyState === 'complete' && (!document.querySelector('#boot[data-wasm]') || document.documentElement.matches('[data-ready]:not([data-filling])')));
      // What the link asks for has an answer, none of it on its way, or a fault; what is folded is unfolded.
      if (at.includes('#')) await page.waitForFunction(() => document.querySelector('#out, #code-body, .code-body')?.textContent.trim() && !document.querySelector('main [aria-busy=true]') || document.querySelector('[aria-invalid=true]'));
      await page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));
      found.push(...(await violations(page)).map((v) => `${at}: ${said(v)}`));
    }
    assert.deepEqual(found, []);
  });
}
