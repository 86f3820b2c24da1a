// The page of exchange rates: bulletins are loaded, kept, named in results and removed.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launch, open, ready, root, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const published = readFileSync(path.join(root, 'tariffdata/source/cbar-2026-09-08.xml'), 'utf8');
/** The bulletin as if it were of another day, with another dollar. */
const bulletin = (day, usd = '1.7') => published.replaceAll('08.09.2026', day).replace('<Value>1.7</Value>', `<Value>${usd}</Value>`);
const file = (name, text) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
const said = async (page) => (await page.locator('#fx-said p').allInnerTexts()).map((s) => s.replaceAll('\u00a0', ' '));
const days = (page) => page.locator('.bulletins [data-act=open]').evaluateAll((all) => all.map((b) => b.dataset.v));
/** Drops files as a person does, from outside the page. */
async function drop(page, files) {
  const data = await page.evaluateHandle((list) => {
    const d = new DataTransfer();
    for (const [name, text] of list) d.items.add(new File([text], name, { type: 'text/xml' }));
    return d;
  }, files);
  await page.dispatchEvent('#fx-drop', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('#fx-drop', 'drop', { dataTransfer: data });
}

describe('exchange rates', () => {
  test('several files are dropped at once: good ones are used, bad ones say what was found', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/fx/`);
    await drop(page, [['20.11.2026.xml', bulletin('20.11.2026', '1.69')], ['22.11.2026.xml', bulletin('20.11.2026', '1.69')],
      ['21.11.2026.xml', bulletin('21.11.2026', '1.71')], ['page.xml', '<!DOCTYPE html><html><body>home page</body></html>'],
      ['old.xml', bulletin('05.01.2005')], ['half.xml', published.slice(0, 4000)]]);
    await page.waitForFunction(() => document.querySelectorAll('#fx-wrong p').length === 3);
    const list = await said(page);
    assert.ok(list.some((s) => /22\.11\.2026\.xml.*20 Nov 2026.*days off/.test(s)), list.join('\n'));
    assert.ok(list.includes('The bulletin of 20 Nov 2026 is here already.'), list.join('\n'));
    const wrong = await page.locator('#fx-wrong p').allInnerTexts();
    assert.match(wrong[0], /page\.xml: .*web page.*<!DOCTYPE html>.*ValCurs/);
    assert.match(wrong[1], /old\.xml: .*2005-01-05.*old manat/);
    assert.match(wrong[2], /half\.xml: /);
    await soon.deepEqual(async () => (await days(page)).slice(0, 2), ['2026-11-21', '2026-11-20']);

    await page.goto(`${server.url}en/goods/#1.code=847130&1.price=1000&1.scenario=15&date=2026-11-21`);
    await ready(page);
    await soon.match(() => page.locator('#out .meta').innerText(), /1.USD = ₼1\.71 .Central Bank, 21.Nov.2026, your file/);
    await soon.match(() => page.locator('#total').innerText(), /1,710\.00/);
    await page.locator('#more-fx summary').click();
    await soon.match(() => page.locator('#rate-USD-hint').innerText(), /loaded by you/);
    // The rate one types still comes before any bulletin.
    await page.fill('#rate-USD', '2');
    await page.waitForFunction(() => /2,000\.00/.test(document.querySelector('#total').textContent));
    await soon.match(() => page.locator('#out .meta').innerText(), /your rate/);
  });

  test('a bulletin is pasted, seen from another tab, replaced, and removed', async (t) => {
    const page = await visit(t, phone);
    await open(page, `${server.url}az/fx/`);
    const other = await page.context().newPage();
    await open(other, `${server.url}az/fx/`);
    await page.fill('#fx-paste', bulletin('19.11.2026'));
    await page.click('#fx-add');
    await page.waitForSelector('#fx-said p');
    await soon.equal(() => page.inputValue('#fx-paste'), '');
    await other.waitForSelector('[data-act=open][data-v="2026-11-19"]');
    await page.setInputFiles('#fx-file', [file('a.xml', bulletin('19.11.2026')), file('b.xml', bulletin('19.11.2026', '1.75'))]);
    await page.waitForFunction(() => document.querySelectorAll('#fx-said p').length === 2);
    await soon.match(async () => (await said(page))[1], /USD/);
    await page.reload();
    await ready(page);
    await soon.equal(async () => (await days(page))[0], '2026-11-19');
    await page.locator('[data-act=open]').first().click();
    await soon.match(() => page.locator('.rate-list').innerText(), /USD\s+1,75/);
    await page.fill('#amount', '100');
    await page.fill('#day', '19.11.2026');
    await soon.match(() => page.locator('#fx-out').innerText(), /175,00/);
    await page.click('[data-act=remove]');
    await page.waitForFunction(async () => (await window.rusumStore.get('kept', 'bulletins')) === '');
    await page.reload();
    await ready(page);
    await soon.equal(async () => (await days(page))[0], '2026-09-08');
  });

  test('what was pasted and is no bulletin stays in the field', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}ru/fx/`);
    await page.fill('#fx-paste', published.replace('<Value>1.7</Value>', '<Value>1,7</Value>'));
    await page.click('#fx-add');
    await soon.match(() => page.locator('#fx-wrong p').innerText(), /USD.*1,7/);
    await soon.match(() => page.inputValue('#fx-paste'), /ValCurs/);
    await soon.equal(async () => (await days(page))[0], '2026-09-08');
    await page.fill('#amount', '12x');
    await soon.match(() => page.locator('#amount-err').innerText(), /12x/);
  });

  test('it works without a network', async (t) => {
    const page = await visit(t, { ...desk, serviceWorkers: 'allow', expectFaults: true });
    await open(page, `${server.url}en/fx/`, { names: 'all' });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.context().setOffline(true);
    await page.reload();
    await ready(page);
    await page.setInputFiles('#fx-file', [file('21.11.2026.xml', bulletin('21.11.2026', '1.73'))]);
    await page.waitForSelector('#fx-said p');
    await page.goto(`${server.url}en/goods/#1.code=847130&1.price=1000&1.scenario=15&date=2026-11-21`);
    await ready(page);
    await soon.match(() => page.locator('#out .meta').innerText(), /your file/);
  });

  test('a browser that keeps nothing says so, and the bulletin counts meanwhile', async (t) => {
    const page = await visit(t, desk);
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
    });
    await open(page, `${server.url}en/fx/`);
    await page.setInputFiles('#fx-file', [file('21.11.2026.xml', bulletin('21.11.2026', '1.73'))]);
    await page.waitForSelector('#fx-wrong p');
    await soon.match(() => page.locator('#fx-wrong').innerText(), /does not let the page keep/);
    await page.fill('#amount', '100');
    await page.fill('#day', '21.11.2026');
    await soon.match(() => page.locator('#fx-out').innerText(), /173\.00/);
  });

  for (const scheme of ['light', 'dark']) {
    test(`axe finds nothing serious and nothing runs over the edge, ${scheme}`, async (t) => {
      const page = await visit(t, { ...phone, colorScheme: scheme });
      for (const lang of ['az', 'en', 'ru']) {
        await open(page, `${server.url}${lang}/fx/`);
        await page.setInputFiles('#fx-file', [file('a.xml', bulletin('21.11.2026', '1.73')), file('b.xml', '<html>')]);
        await page.waitForSelector('#fx-wrong p');
        await page.locator('[data-act=open]').first().click();
        await page.fill('#amount', '1000');
        await soon.deepEqual(() => axe(page), []);
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360);
        await soon.doesNotMatch(() => page.locator('main').innerText(), /ui\.fx|\{[a-z]+\}/);
      }
    });
  }
});
