// Two builds of the site, by two compilers, must answer alike: every link of
// links.mjs, the declarations of the golden files and the search.
//
//   DIST=dist TINY_DIST=dist-tiny node --test compilers.test.mjs
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, ready, root, serve } from './lib.mjs';
import { answerOf, links, queries } from './links.mjs';

const tiny = process.env.TINY_DIST && path.resolve(root, process.env.TINY_DIST);
const skip = tiny ? false : 'NOT COMPARED: TINY_DIST names no build by TinyGo (docs/compilers.md)';
if (skip) console.error(skip);

describe('answers of both compilers', { skip }, () => {
  let browser;
  const sites = [];
  before(async () => {
    browser = await launch();
    for (const dir of [undefined, tiny]) {
      const server = await serve({ dir });
      // One context a site, so that the browser keeps the compiled program.
      const context = await browser.newContext({ serviceWorkers: 'block', timezoneId: 'Asia/Baku', viewport: { width: 1280, height: 800 } });
      sites.push({ url: server.url, context, close: server.close });
    }
  });
  after(async () => { await browser?.close(); sites.forEach((s) => s.close()); });

  /** Runs f on a page of each site and expects the same of both. */
  async function same(what, f) {
    const got = [];
    for (const s of sites) {
      const page = await s.context.newPage();
      const faults = [];
      page.on('pageerror', (e) => faults.push(String(e)));
      page.on('console', (m) => { if (m.type() === 'error') faults.push(m.text()); });
      got.push(await f(page, s.url).catch((e) => String(e)));
      assert.deepEqual(faults, [], `${what} at ${s.url} is quiet`);
      await page.close();
    }
    assert.deepEqual(got[1], got[0], what);
    return got[0];
  }

  const langs = ['az', 'en', 'ru'];
  links.forEach((link, i) => test(link, async () => {
    const lang = langs[i % 3];
    const got = await same(link, async (page, url) => {
      await page.goto(`${url}${lang}/${link}`);
      await ready(page);
      return answerOf(page);
    });
    assert.ok(got.text.length > 100, 'there is something to compare');
  }));

  const golden = path.join(root, 'tools/rusum/testdata/assess');
  for (const name of readdirSync(golden).filter((n) => n.endsWith('.json') && !n.endsWith('.out.json'))) {
    test(`declaration ${name}`, async () => {
      await same(name, async (page, url) => {
        await page.goto(`${url}en/goods/`);
        await ready(page, 'all');
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.evaluate(() => document.getElementById('open-file').click())]);
        await chooser.setFiles({ name, mimeType: 'application/json', buffer: readFileSync(path.join(golden, name)) });
        await page.waitForFunction(() => document.getElementById('notices').innerText !== '');
        return answerOf(page);
      });
    });
  }

  test('the search finds the same in the same order', async () => {
    const got = await same('search', async (page, url) => {
      await page.goto(`${url}az/goods/`);
      await ready(page, 'all');
      const out = {};
      for (const q of queries) {
        await page.fill('#code', q);
        await page.waitForTimeout(300);
        out[q] = await page.locator('#code-list').innerText();
      }
      return out;
    });
    assert.match(got.noutbuk, /8471 30/);
  });
});
