// The same visit in every browser engine there is: what is typed, counted, kept
// and shown must not depend on whose browser it is.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { browserPath, firefoxPath, launch, open as openPage, ready, serve } from '../lib.mjs';
import { webkitParts } from './webkit.mjs';

const engines = [
  { name: 'chromium', find: () => { try { return browserPath(); } catch { return ''; } } },
  { name: 'firefox', find: firefoxPath },
  { name: 'webkit', find: webkitParts },
];

// Answers whose words are compared between the engines, letter by letter; spaces
// are left out, for the engines differ in how they join the texts of a picture.
const links = [
  'az/goods/#1.code=847130&1.price=1000&1.scenario=15&date=2026-09-08',
  'ru/goods/#1.code=220421&1.price=1234,5&1.price-cur=EUR&1.origin=GE&1.q-l=200&1.duty=15%20%25&date=2026-09-08',
  'en/car/#kind=car&fuel=petrol&cc=1998&made=2019-08-01&price=10000&date=2026-09-08',
  'az/late/#how=known&debt=10000&due=2026-01-10&paid=2026-02-24',
  'ru/border/#kind=truck&axles=4&stay=20&date=2026-09-08',
  'en/value/#price=10000&price-cur=EUR&term=FCA&freight=800&date=2026-09-08',
  'az/parcel/', 'ru/traveller/', 'en/code/#847130',
];
const shown = () => document.querySelector('html[data-names=all]') && (document.querySelector('#out') || document.querySelector('main')).innerText.replace(/\s+/g, '');

/** The first place where two texts part, with what stands around it; '' if they are the same. */
function parting(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a === b ? '' : `“${a.slice(Math.max(0, i - 40), i + 60)}” and “${b.slice(Math.max(0, i - 40), i + 60)}”`;
}
const total = () => document.querySelector('#total[data-total]')?.dataset.total;

const answers = {};
for (const engine of engines) {
  const there = engine.find();
  if (!there) console.error(`\n*** ${engine.name} IS NOT ON THIS MACHINE: nothing is tested in it. On Debian: apt-get install firefox-esr webkit2gtk-driver xvfb ***\n`);
  describe(engine.name, { skip: !there, concurrency: 1 }, () => {
    let server, browser, page;
    before(async () => {
      server = await serve();
      browser = await launch(engine.name);
      page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
    });
    after(async () => { await browser?.close(); server?.close(); });
    const open = async (path) => { await page.goto('about:blank'); await openPage(page, server.url + path); };
    const waitFor = async (fn) => { await page.waitForFunction(fn); return page.evaluate(fn); };
    const type = async (selector, text) => { await page.fill(selector, ''); await page.locator(selector).pressSequentially(text); };

    test('goods: typed key by key, a slip is named, a reload loses nothing', async () => {
      await open('en/goods/');
      await type('#code', '847130');
      await type('#price', '1000');
      await type('#date', '08.09.2026');
      await waitFor(() => document.querySelector('#out').innerText.includes('15'));
      await type('#price', '12x4');
      await page.click('#submit');
      await waitFor(() => !document.querySelector('#errors').hidden && document.querySelector('#errors').innerText.includes('12x4'));
      await page.reload();
      await ready(page);
      assert.equal(await page.evaluate(() => document.querySelector('#price').value), '12x4');
    });

    test('search: a word with a slip, then the page of the code', async () => {
      await open('az/');
      await waitFor(() => document.documentElement.dataset.names === 'all');
      await type('#find', 'noutbok');
      await waitFor(() => document.querySelector('#find-list li')?.innerText.startsWith('8471'));
      await page.locator('#find-list li').first().click();
      await waitFor(() => location.pathname.endsWith('/code/') && document.querySelector('h1')?.innerText.includes('8471'));
    });

    test('what a calculation says is the same in every engine', async () => {
      answers[engine.name] = {};
      for (const link of links) {
        await open(link);
        answers[engine.name][link] = await waitFor(shown);
        assert.ok(answers[engine.name][link].length > 20, link);
      }
      const [one, ...others] = Object.keys(answers);
      for (const other of others) for (const link of links) assert.equal(parting(answers[other][link], answers[one][link]), '', `${link}: ${other} and ${one}`);
    });

    test('the journal keeps a calculation over a reload', async () => {
      await open('en/goods/#1.code=847130&1.price=1000&1.scenario=15&date=2026-09-08');
      await waitFor(total);
      await page.click('button[data-act=save]:visible');
      await page.waitForSelector('#keep-name');
      await page.click('#keep [type=submit]');
      await page.waitForSelector('#keep a[href="../journal/"]');
      await open('en/journal/');
      await waitFor(() => document.querySelector('#list, main').innerText.includes('702.30'));
    });

    test('offline: with the server gone every page is there and computes', async () => {
      await open('az/');
      await waitFor(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' && (await caches.keys()).some((k) => k.startsWith('rusum-')));
      await page.reload();
      await ready(page);
      server.close();
      await page.goto(`${server.url}ru/goods/#1.code=847130&1.price=1000&1.scenario=5&date=2026-09-08`);
      assert.equal(await waitFor(total), '501.70');
      await page.goto(`${server.url}en/car/`);
      await ready(page);
    });
  });
}
