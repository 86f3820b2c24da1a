// What every calculator made of a sheet does alike.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { dist, launch, open, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

const pages = readdirSync(path.join(dist, 'az'), { withFileTypes: true })
  .filter((d) => d.isDirectory() && readFileSync(path.join(dist, 'az', d.name, 'index.html'), 'utf8').includes('data-sheet'))
  .map((d) => d.name);

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

test('there are calculators', () => assert.ok(pages.length > 0));

for (const name of pages) {
  describe(name, () => {
    for (const lang of ['az', 'en', 'ru']) {
      test(`${lang}: the form is there before the program, fits a phone and passes axe`, async (t) => {
        const page = await visit(t, { ...phone, colorScheme: lang === 'en' ? 'dark' : 'light' });
        await page.goto(`${server.url}${lang}/${name}/`, { waitUntil: 'commit' });
        await page.waitForSelector('#form .field:not([hidden])');
        await open(page, `${server.url}${lang}/${name}/`);
        await soon.equal(() => page.locator('h1').count(), 1);
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360, 'no sideways scrolling');
        await soon.ok(async () => !(await page.locator('body').innerText()).includes(`ui.${name}`), 'every word has its text');
        await soon.deepEqual(() => axe(page), []);
      });
    }

    test('a slip is named beside its field and summed up, and nothing typed is lost on reload', async (t) => {
      const page = await visit(t, desk);
      await open(page, `${server.url}en/${name}/`);
      const input = page.locator('#form input[inputmode=decimal]:visible, #form input[inputmode=numeric]:visible').first();
      if (!await input.count()) return;
      const id = await input.getAttribute('id');
      const untouched = await input.inputValue();
      await input.fill('12x4');
      await page.click('#submit');
      await page.waitForSelector('#errors:not([hidden])');
      await soon.match(() => page.locator(`[id="${id}-err"]`).innerText(), /12x4/);
      await soon.equal(() => input.getAttribute('aria-invalid'), 'true');
      await soon.deepEqual(() => axe(page), []);
      await page.reload();
      await page.waitForSelector('html[data-ready]');
      await soon.equal(() => page.locator(`[id="${id}"]`).inputValue(), '12x4');
      await page.click('#reset');
      await soon.equal(() => page.locator(`[id="${id}"]`).inputValue(), untouched);
    });
  });
}
