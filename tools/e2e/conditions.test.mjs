// The site under conditions that are not the developer's: large letters, forced
// colours, pasted text of other scripts, a slow line, a browser that comes back.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, ready, serve, soon, test } from './lib.mjs';
import { desk, phone, visitor } from './visit.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });
const visit = visitor(() => ({ server, browser }));
const at = (p) => server.url + p;

// Every kind of page, with an answer where it has one.
const pages = ['az/', 'az/goods/#1.code=847130&1.price=1000&1.scenario=15', 'ru/goods/#1.code=220421&1.price=100000', 'az/car/#kind=car&fuel=petrol&cc=1998&made=2019-08-01&price=10000',
  'ru/parcel/', 'ru/traveller/', 'en/temporary/', 'ru/late/#how=known&debt=10000&due=2026-01-10&paid=2026-02-24', 'ru/border/#kind=truck&axles=4&stay=20', 'ru/lines/',
  'en/value/#price=10000&price-cur=EUR&term=FCA&freight=800', 'en/journal/', 'ru/stats/', 'ru/codes/', 'en/code/#847130', 'ru/fx/', 'ru/tariff/', 'ru/compare/', 'ru/procedures/',
  'ru/refund/', 'ru/security/', 'ru/storage/', 'ru/phone/', 'az/unknown/', 'ru/tests/', 'ru/about/', 'az/kiosk/?kiosk=1'];
const still = /unknown|tests|about|tariff/;

/** How far the page is wider than the window, and what sticks out. */
const beyond = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return '';
  return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map((e) => `${e.tagName}#${e.id}.${e.className} ${Math.round(e.getBoundingClientRect().right)} of ${width}`).join(', ');
};

describe('size', () => {
  test('no page scrolls sideways at 200 % and at 400 % zoom', async (t) => {
    const page = await visit(t, desk);
    for (const p of pages) {
      await page.goto('about:blank');
      await page.setViewportSize({ width: 640, height: 400 });
      await page.goto(at(p));
      if (!still.test(p)) await ready(page);
      await soon.equal(() => page.evaluate(beyond), '', `200 %: ${p}`);
      // WCAG 1.4.10: 320 × 256 is 1280 × 1024 at 400 %.
      await page.setViewportSize({ width: 320, height: 256 });
      await soon.equal(() => page.evaluate(beyond), '', `400 %: ${p}`);
    }
  });

  test('letters twice as large in the browser’s settings: nothing is cut off, the form still counts', async (t) => {
    const page = await visit(t, desk);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.enable');
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    for (const p of pages) {
      await page.goto('about:blank');
      await page.goto(at(p));
      if (!still.test(p)) await ready(page);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the letters are as large as asked for');
      await soon.equal(() => page.evaluate(beyond), '', p);
    }
    await page.goto(at('az/goods/#1.code=847130&1.price=1000&1.scenario=15'));
    await soon.equal(() => page.locator('#total').getAttribute('data-total'), '702.30');
  });
});

test('forced colours: what is chosen, pressed or wrong is told by more than a background', async (t) => {
  const page = await visit(t, { ...desk, forcedColors: 'active' });
  await open(page, at('az/goods/#1.code=847130&1.price=12x&1.scenario=15'));
  const edge = (selector) => page.locator(selector).first().evaluate((e) => { const s = getComputedStyle(e); return { width: parseFloat(s.borderTopWidth), style: s.borderTopStyle, colour: s.borderTopColor, outline: `${s.outlineStyle} ${s.outlineWidth}` }; });
  for (const selector of ['#submit', '#reset', '#code', '#price', '#price-cur']) {
    const e = await edge(selector);
    assert.ok(e.width >= 1 && e.style !== 'none', `${selector} has an edge: ${JSON.stringify(e)}`);
  }
  await page.focus('#code');
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, 'none', 'focus is seen');
  await soon.match(() => page.locator('#price-err').innerText(), /12x/, 'a fault has words');
  await page.fill('#price', '1000');
  await page.fill('#origin', 'RU');
  await page.waitForSelector('.option[aria-pressed=true]');
  const chosen = await edge('.option[aria-pressed=true]'), other = await edge('.option[aria-pressed=false]');
  assert.notDeepEqual(chosen, other, 'the chosen option differs without its background');
});

describe('pasted text of other scripts', () => {
  test('marks nobody sees and digits of other scripts are read', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('az/goods/'));
    for (const [code, price, day] of [['\u202b8471 30\u202c', '\u202e1000,00\u202c', '\u200f08.09.2026\u200f'], ['\u200e8471\u200f30', '\u2067١٠٠٠\u2069', '٠٨.٠٩.٢٠٢٦'], ['8471\u00ad30\ufeff', '１０００', '2026-09-08\u200b']]) {
      await page.fill('#code', code);
      await page.fill('#price', price);
      await page.fill('#date', day);
      await page.locator('#out [data-act=scenario][data-v="15"]').click();
      await soon.equal(() => page.locator('#total').getAttribute('data-total'), '702.30', `${code} ${price} ${day}`);
      for (const id of ['code', 'price', 'date']) await soon.equal(() => page.locator(`#${id}-err`).innerText(), '');
      await page.click('#reset');
    }
  });

  test('a word with a soft hyphen and a mark of direction is found', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('az/'), { names: 'all' });
    await page.fill('#find', '\u202bnout\u00adbuk\u200f');
    await soon.match(() => page.locator('#find-list [role=option]').first().innerText(), /8471 30/);
  });
});

test('a slow line: the form takes what is typed while the program is on its way, and counts it when it is there', async (t) => {
  const page = await visit(t, phone);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  // Half a megabit with half a second of delay: the program takes many seconds.
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 500, downloadThroughput: 64000, uploadThroughput: 32000 });
  await page.goto(at('ru/goods/'), { waitUntil: 'commit' });
  await page.locator('#code').pressSequentially('8471 30');
  await page.locator('#price').pressSequentially('1000');
  assert.equal(await page.getAttribute('html', 'data-ready'), null, 'it was typed before the program');
  await soon.ok(() => page.locator('#boot-status').innerText(), 'the page says that it is loading');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await ready(page);
  await soon.equal(() => page.inputValue('#code'), '8471 30');
  await page.locator('#out [data-act=scenario][data-v="15"]').click();
  await soon.equal(() => page.locator('#total').getAttribute('data-total'), '702.30');
});

describe('the browser comes back', () => {
  for (const [p, field] of [['az/goods/', '#price'], ['az/car/', '#price'], ['az/late/', '#debt']]) {
    test(`${p}: a tab closed and opened again, and one that broke down, keep the form`, async (t) => {
      const page = await visit(t, desk);
      await open(page, at(p));
      await page.fill(field, '4321');
      await page.waitForFunction((f) => Object.keys(localStorage).some((k) => localStorage.getItem(k).includes('4321')) || f === '', field);
      const again = await page.context().newPage();
      await page.close();
      await open(again, at(p));
      await soon.equal(() => again.inputValue(field), '4321');
      await again.fill(field, '98765');
      await again.waitForFunction(() => Object.keys(localStorage).some((k) => localStorage.getItem(k).includes('98765')));
      // The tab's process ends without a word, as when memory runs out.
      const cdp = await again.context().newCDPSession(again);
      const crashed = again.waitForEvent('crash');
      cdp.send('Page.crash').catch(() => {});
      await crashed;
      const third = await again.context().newPage();
      await open(third, at(p));
      await soon.equal(() => third.inputValue(field), '98765');
    });
  }
});
