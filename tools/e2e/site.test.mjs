// The built site in a real browser: every page, every language, both themes.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, paste, ready, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, slow, visitor } from './visit.mjs';

const langs = ['az', 'en', 'ru'];

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const visit = visitor(() => ({ server, browser }));
const at = (path) => server.url + path;
const link = (lang, fields) => at(`${lang}/goods/#${Object.entries(fields).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')}`);
const total = (page) => page.locator('#total[data-total]').getAttribute('data-total', { timeout: 5000 });
const rows = (page) => page.locator('#out tr[data-kind]').evaluateAll((all) => all.map((r) => [r.dataset.kind, r.dataset.status, r.querySelector('.c-sum').textContent.trim()]));
/** A number as a language writes it, with a point. */
const plain = (s) => {
  let x = s.replace(/[^\d.,]/g, '');
  const cut = Math.max(x.lastIndexOf(','), x.lastIndexOf('.'));
  return (x.slice(0, cut).replace(/[.,]/g, '') + '.' + x.slice(cut + 1));
};
const cents = (s) => Math.round(Number(plain(s)) * 100);
/** The answer follows the form within a frame: two frames are enough for any. */
const settled = (page) => page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r()))));
async function sumsUp(page) {
  await settled(page);
  const shown = (await rows(page)).filter(([, status]) => status === 'applied').map(([, , s]) => cents(s)).reduce((a, b) => a + b, 0);
  assert.equal(shown, Math.round(Number(await total(page)) * 100), 'the rows add up to the total shown');
  await soon.equal(async () => cents(await page.locator('#total .sum').textContent()), shown, 'and so does the headline');
}
async function pick(page, id, text) {
  await page.fill(`#${id}`, '');
  await page.locator(`#${id}`).pressSequentially(text);
  await page.locator(`#${id}-list [role=option]`).first().click();
}

describe('pages', () => {
  test('the first page offers the languages and remembers the choice', async (t) => {
    const page = await visit(t);
    await page.goto(at(''));
    await soon.equal(() => page.locator('.choices a').count(), 3);
    await page.locator('.choices a[lang=ru]').click();
    await page.waitForURL(/\/ru\/$/);
    const again = await page.context().newPage();
    await again.goto(at(''));
    await again.waitForURL(/\/ru\/$/);
  });

  for (const lang of langs) {
    test(`${lang}: pages are complete before the program, without script`, async (t) => {
      const page = await visit(t, { javaScriptEnabled: false });
      for (const p of ['', 'goods/', 'lines/', 'tariff/', 'about/', 'unknown/', 'tests/']) {
        await page.goto(at(`${lang}/${p}`));
        await soon.equal(() => page.locator('html').getAttribute('lang'), lang);
        await soon.ok(async () => (await page.locator('h1').innerText()).length > 3);
        await soon.equal(() => page.locator('link[hreflang]').count(), 0, 'the full addresses they need are known to a build with -origin only');
        await soon.equal(() => page.locator('.langs a[hreflang]').count(), 3);
        await soon.doesNotMatch(() => page.content(), /ui\.[a-z]+\.|\{\{|\[object|undefined/);
      }
      await page.goto(at(`${lang}/goods/`));
      await page.fill('#code', '847130');
      await page.fill('#price', '1000');
      await soon.equal(() => page.inputValue('#price'), '1000');
      await soon.ok(async () => await page.locator('noscript').count() > 0);
    });

    test(`${lang}: first visit answers, in its own words`, async (t) => {
      const page = await visit(t, phone);
      await open(page, at(`${lang}/goods/`));
      await page.fill('#code', '847130');
      await page.fill('#price', '1000');
      await page.waitForSelector('#total');
      await soon.equal(() => page.locator('#out [data-act=scenario]').count(), 3);
      const text = await page.locator('#out').innerText();
      assert.doesNotMatch(text, /\b(ui|reason|status|kind|warning|step|why)\.[a-z_]+/, 'no key is left without a text');
      assert.doesNotMatch(text, /\{[a-z_]+\}/, 'no argument is left open');
    });
  }

  test('a page that does not exist says so in three languages', async (t) => {
    const page = await visit(t, { expectFaults: true });
    const r = await page.goto(at('az/nothing'));
    assert.equal(r.status(), 404);
    await soon.equal(() => page.locator('.choices a').count(), 3);
  });

  test('no page has inline script or style', async (t) => {
    const page = await visit(t);
    for (const p of ['', 'az/', 'az/goods/', 'az/lines/', 'az/tariff/', 'az/about/', 'az/unknown/', 'az/tests/']) {
      const html = await (await page.request.get(at(p))).text();
      assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/, p);
      assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/, p);
    }
  });

  for (const scheme of ['light', 'dark']) {
    test(`axe finds nothing serious, ${scheme}`, async (t) => {
      const page = await visit(t, { ...phone, colorScheme: scheme });
      for (const p of ['', 'az/', 'en/', 'ru/', 'az/tariff/', 'az/about/', 'az/unknown/', 'ru/tests/', 'en/goods/',
        'ru/goods/#1.code=847130&1.price=1000&1.origin=RU', 'az/goods/#1.code=22042109&1.price=1000&2.code=8471&2.price=12x', 'en/goods/#1.code=847130&1.price=1000&1.scenario=15']) {
        await page.goto('about:blank');
        await page.goto(at(p));
        if (/\/goods|^..\/$/.test(p)) await ready(page);
        if (p.includes('12x')) await page.click('#submit');
        if (p.includes('scenario')) await page.locator('#out .open').nth(1).click();
        await soon.deepEqual(() => axe(page), []);
      }
    });
  }

  test('touch targets are at least 44 pixels, and nothing runs over the edge', async (t) => {
    const page = await visit(t, phone);
    for (const p of ['az/', 'ru/goods/#1.code=847130&1.price=1000&1.origin=RU&2.code=2203&2.price=12345678.90&2.price-cur=EUR', 'az/goods/#1.code=8703&1.price=987654321.12', 'en/about/', 'az/unknown/', 'ru/unknown/', 'ru/tests/']) {
      await page.goto('about:blank');
      await page.goto(at(p));
      if (!/about|unknown|tests/.test(p)) await ready(page);
      else await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      const small = await page.evaluate(() => [...document.querySelectorAll('button, select, summary, input, nav a, .button')]
        .filter((e) => e.checkVisibility() && !['checkbox', 'radio'].includes(e.type))
        .map((e) => [e.id || e.className || e.tagName, e.getBoundingClientRect()])
        .filter(([, r]) => r.height > 0 && (r.height < 43.5 || r.width < 43.5)).map(([n, r]) => `${n} ${r.width}×${r.height}`));
      assert.deepEqual(small, [], p);
      await soon.ok(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${p}: no sideways scrolling`);
    }
  });

  test('the font with the sign of the manat loads, before the first answer is painted', async (t) => {
    const page = await visit(t);
    await page.goto(at('az/about/'));
    const font = await page.evaluate(async () => {
      const rule = [...document.styleSheets].flatMap((s) => [...s.cssRules]).find((r) => r instanceof CSSFontFaceRule);
      const url = new URL(rule.style.getPropertyValue('src').match(/url\("(.+?)"\)/)[1], document.querySelector('link[rel=stylesheet]').href);
      const face = await new FontFace('Sign', `url(${url})`).load();
      document.fonts.add(face);
      const c = document.createElement('canvas').getContext('2d');
      c.font = '100px Sign';
      return { status: face.status, width: Math.round(c.measureText('\u20bc').width) };
    });
    assert.deepEqual(font, { status: 'loaded', width: 70 });
    await page.goto(at('az/goods/#1.code=847130&1.price=1000'));
    await page.waitForSelector('#total');
    await soon.equal(() => page.evaluate(() => [...document.fonts].find((f) => f.family.includes('Rusum Manat')).status), 'loaded');
  });

  test('the theme button switches and is remembered', async (t) => {
    const page = await visit(t);
    await page.goto(at('en/about/'));
    await page.click('#theme');
    await soon.equal(() => page.locator('html').getAttribute('data-theme'), 'dark');
    await page.reload();
    await soon.equal(() => page.locator('html').getAttribute('data-theme'), 'dark');
  });
});

describe('goods', () => {
  test('noutbuk, 1000 USD, China on a phone: scenarios and every payment', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('az/goods/'));
    await pick(page, 'code', 'noutbuk');
    await soon.equal(() => page.inputValue('#code'), '8471 30');
    await page.fill('#price', '1000');
    await pick(page, 'origin', 'cin');
    await soon.equal(() => page.inputValue('#origin'), 'Çin');
    await page.waitForSelector('#out [data-act=scenario]');
    await soon.deepEqual(() => page.locator('#out [data-act=scenario]').evaluateAll((b) => b.map((x) => x.dataset.v)), ['0', '5', '15']);
    const kinds = (await rows(page)).map(([k]) => k);
    for (const k of ['import_duty', 'excise', 'vat', 'clearance_fee', 'e_service', 'e_service_vat']) assert.ok(kinds.includes(k), k);
    await soon.equal(() => page.locator('#total').getAttribute('data-total'), null, 'the total is withheld');
    await page.locator('#out [data-act=scenario][data-v="15"]').click();
    // 1000 USD = 1700.00; duty 255.00; VAT 18 % of 1955.00 = 351.90; fee 60.00; e-service 30.00 + 5.40.
    await soon.equal(() => total(page), '702.30');
    await sumsUp(page);
    await soon.match(() => page.locator('#bar-text').textContent(), /702,30/);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('#bar').click();
    await page.waitForSelector('#bar', { state: 'hidden' });
    await soon.equal(() => page.evaluate(() => document.activeElement.id), 'answer');
  });

  test('8471 30 typed as a code', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('en/goods/'));
    await page.locator('#code').pressSequentially('8471 30');
    await page.locator('#price').pressSequentially('1000');
    await page.waitForSelector('#out [data-act=scenario]');
    await soon.match(() => page.locator('#picked').innerText(), /portable/i);
  });

  for (const [lang, word] of [['az', 'noutbuk'], ['en', 'laptop'], ['ru', 'ноутбук']]) {
    test(`${word} is found, also in the other languages`, async (t) => {
      const page = await visit(t);
      await open(page, at(`${lang}/goods/`), { names: 'all' });
      for (const w of [word, 'noutbuk', 'laptop', 'ноутбук']) {
        await page.fill('#code', '');
        await page.locator('#code').pressSequentially(w);
        await soon.match(() => page.locator('#code-list [role=option]').first().innerText(), /8471 30/, `${w} in ${lang}`);
      }
    });
  }

  test('Russia with ST-1: the option tells its proof, and taking it gives the lower total', async (t) => {
    const page = await visit(t);
    await open(page, at('az/goods/'));
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1000');
    await pick(page, 'origin', 'rusiya');
    await page.waitForSelector('#proof-box:not([hidden])');
    const option = page.locator('#out [data-act=option][data-v="fta:RU"]');
    await soon.match(() => option.innerText(), /ST-1/);
    await option.click();
    await soon.equal(() => page.inputValue('#proof'), 'st1');
    await soon.equal(() => total(page), '401.40'); // no duty; VAT 306.00; 60.00; 35.40
    await sumsUp(page);
    await soon.equal(() => option.getAttribute('aria-pressed'), 'true');
    await page.locator('#out [data-act=option][data-v=mfn]').click();
    await page.waitForSelector('#out [data-act=scenario]');
  });

  test('a combined rate in words asks for litres and is read in all languages', async (t) => {
    for (const [lang, words] of [['az', '15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaqla'], ['en', '15 %, but not less than 0.7 USD per litre'], ['ru', '15 %, но не менее 0,7 доллара США за 1 л']]) {
      const page = await visit(t);
      await open(page, at(`${lang}/goods/`));
      await page.fill('#code', '200989');
      await page.fill('#price', '1000');
      await page.locator('#more-line > summary').click();
      await page.fill('#duty', words);
      await page.waitForSelector('#q-l');
      await page.fill('#q-l', '2000'); // 2000 l × 0.7 USD = 1400 USD = 2380.00 AZN, above 15 % of 1700.00
      await page.waitForSelector('#total[data-total]');
      const duty = (await rows(page)).find(([k]) => k === 'import_duty');
      assert.equal(plain(duty[2]), '2380.00', lang);
      await sumsUp(page);
    }
  });

  test('a rate that is not understood is told beside its field', async (t) => {
    const page = await visit(t);
    await open(page, at('en/goods/'));
    await page.fill('#code', '200989');
    await page.fill('#price', '1000');
    await page.locator('#more-line > summary').click();
    await page.fill('#duty', '15 bananas');
    await page.locator('#name').focus();
    await page.waitForSelector('#duty-err:not([hidden])');
    await soon.equal(() => page.locator('#duty').getAttribute('aria-invalid'), 'true');
    await soon.equal(() => page.locator('#total').count(), 0, 'nothing is computed with half a rate');
  });

  test('excisable goods ask which kind they are and for their quantity', async (t) => {
    const page = await visit(t);
    await open(page, link('en', { '1.code': '2203', '1.price': '1000', '1.duty': '15 %' }));
    await page.waitForSelector('#total');
    const questions = await page.locator('#needs .field').count();
    assert.ok(questions > 0, 'beer asks something');
    for (let i = 0; i < 4 && await page.locator('#total[data-total]').count() === 0; i++) {
      const choice = page.locator('#needs input[type=radio]');
      if (await choice.count()) await choice.first().check();
      const selects = page.locator('#needs select');
      if (await selects.count()) await selects.first().selectOption({ index: 1 });
      for (const input of await page.locator('#needs input:not([type=radio])').all()) if (!await input.inputValue()) await input.fill('100');
      await page.waitForTimeout(100);
    }
    await soon.ok(async () => Number(await total(page)) > 0);
    await sumsUp(page);
  });

  test('several lines: add, copy, choose, remove; sums of all', async (t) => {
    const page = await visit(t);
    await open(page, link('az', { '1.code': '847130', '1.price': '1000', '1.scenario': '15' }));
    await soon.equal(() => total(page), '702.30');
    await page.click('#copy-line');
    await page.waitForSelector('#lines [aria-current]');
    await soon.equal(() => page.locator('#lines li').count(), 2);
    await page.click('#add-line');
    await page.fill('#code', '0902 10');
    await page.fill('#price', '50');
    await page.waitForSelector('#out [data-act=scenario]');
    await page.locator('#out [data-act=scenario][data-v="15"]').click();
    await sumsUp(page);
    await soon.equal(() => page.locator('#lines li').count(), 3);
    await page.locator('#lines button').first().click();
    await soon.equal(() => page.inputValue('#code'), '847130');
    await page.click('#remove-line');
    await soon.equal(() => page.locator('#lines li').count(), 2);
    await sumsUp(page);
  });

  test('rows pasted from a spreadsheet become lines', async (t) => {
    const page = await visit(t);
    await open(page, at('az/goods/'));
    await page.focus('#code');
    await paste(page, 'code', 'Kod\tQiymət\n8471300000\t1 000,50\tUSD\tCN\t12,5\n0902.10\t20\tEUR\tTürkiyə\t3\n');
    await page.waitForSelector('#lines li');
    await soon.equal(() => page.locator('#lines li').count(), 2);
    await soon.equal(() => page.inputValue('#price'), '1 000,50');
    await page.locator('#lines button').nth(1).click();
    await soon.equal(() => page.inputValue('#price-cur'), 'EUR');
    await soon.equal(() => page.inputValue('#net'), '3');
    await page.waitForSelector('#total');
  });

  test('a button pressed as people press it is not moved away by what leaving a field says', async (t) => {
    const page = await visit(t);
    /** Holds the button down for a while, as a finger on a mouse does. */
    const press = async (selector) => {
      await page.locator(selector).scrollIntoViewIfNeeded();
      const r = await page.locator(selector).boundingBox();
      await page.mouse.move(r.x + r.width / 2, r.y + r.height / 2);
      await page.mouse.down();
      await page.waitForTimeout(150);
      await page.mouse.up();
    };
    await open(page, at('az/goods/'));
    await page.fill('#code', '8471 30');
    await page.fill('#price', '12,3x');
    await press('#add-line');
    await soon.equal(() => page.locator('#lines li').count(), 2);
    await page.goto(at('az/late/'));
    await ready(page, 'none');
    await page.fill('#due', '12,3x');
    await press('#submit');
    await soon.equal(() => page.evaluate(() => document.activeElement.id), 'errors');
  });

  test('a list of codes that was closed stays closed while the rest of the names arrive', async (t) => {
    const page = await visit(t);
    await slow(page, 6);
    await open(page, at('en/goods/'));
    await page.focus('#code');
    await page.keyboard.type('laptop');
    await page.waitForSelector('#code[aria-expanded=true]');
    await page.keyboard.press('Escape');
    await soon.equal(() => page.getAttribute('#code', 'aria-expanded'), 'false');
    await page.waitForSelector('html[data-names=all]');
    await page.waitForTimeout(1500); // the index grows in pieces after the names
    assert.equal(await page.getAttribute('#code', 'aria-expanded'), 'false');
  });

  test('typing before the program arrives loses nothing, even with a reload', async (t) => {
    const page = await visit(t);
    let release;
    const gate = new Promise((r) => { release = r; });
    await page.route('**/*.wasm', async (route) => { await gate; await route.continue().catch(() => {}); });
    await page.goto(at('ru/goods/'));
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1 234,5');
    await page.reload();
    await page.selectOption('#price-cur', 'EUR');
    release();
    await ready(page);
    await soon.equal(() => page.inputValue('#code'), '8471 30');
    await soon.equal(() => page.inputValue('#price'), '1 234,5');
    await soon.equal(() => page.inputValue('#price-cur'), 'EUR');
    await page.waitForSelector('#out [data-act=scenario]');
    await soon.match(() => page.locator('#price-note').innerText(), /1\s234,5/);
  });

  test('a reload keeps the draft, also what cannot be read; clear removes it and can be undone', async (t) => {
    const page = await visit(t);
    await open(page, at('az/goods/'));
    await page.fill('#code', '8471 30');
    await page.fill('#price', '12,3x');
    await page.click('#add-line');
    await page.fill('#code', '0902');
    await page.reload();
    await ready(page);
    await soon.equal(() => page.inputValue('#code'), '0902');
    await page.locator('#lines button').first().click();
    await soon.equal(() => page.inputValue('#price'), '12,3x');
    await page.click('#reset');
    await soon.equal(() => page.inputValue('#code'), '');
    await page.click('[data-act=undo]');
    await soon.equal(() => page.inputValue('#price'), '12,3x');
    await page.click('#reset');
    await page.reload();
    await ready(page);
    await soon.equal(() => page.inputValue('#code'), '');
  });

  test('a link opens the same answer elsewhere, in another language', async (t) => {
    const page = await visit(t, { permissions: ['clipboard-read', 'clipboard-write'] });
    await open(page, at('az/goods/'));
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1234,56');
    await page.selectOption('#price-cur', 'EUR');
    await pick(page, 'origin', 'tur');
    await page.locator('#out [data-act=scenario][data-v="5"]').click();
    const sum = await total(page);
    await page.locator('[data-act=link]').click();
    await page.waitForSelector('#notices:not([hidden])');
    const url = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(url, /#v=[^&]+&/);
    const other = await visit(t);
    await open(other, url.replace('/az/', '/en/'));
    await soon.equal(() => total(other), sum);
    await soon.equal(() => other.inputValue('#price'), '1234.56');
    await soon.equal(() => other.inputValue('#price-cur'), 'EUR');
    await soon.ok(() => other.locator('#notices').isHidden());
  });

  test('a link of other data, with unknown parts, with another total, says so', async (t) => {
    const page = await visit(t);
    await open(page, link('en', { v: 'older', total: '1.00', 'nonsense': '1', '7x.code': '2', '1.code': '847130', '1.price': '1000', '1.scenario': '15' }));
    const said = await page.locator('#notices').innerText();
    assert.match(said, /nonsense/);
    assert.match(said, /7x\.code/);
    assert.match(said, /older/);
    assert.match(said, /1\.00/);
    await soon.equal(() => total(page), '702.30');
    for (const broken of ['#=&&&=%zz&1.code=%E0%A4%A&date=&1001.code=1', '#1.price=', '#%', '#a=b=c']) {
      await page.goto('about:blank');
      await open(page, at(`en/goods/${broken}`));
      await soon.ok(() => page.locator('#out').innerText(), `${broken}: the page is not blank`);
    }
  });

  test('the language switch keeps the form', async (t) => {
    const page = await visit(t);
    await open(page, at('az/goods/'));
    await page.fill('#code', '8471 30');
    await page.fill('#price', '1 234,5');
    await pick(page, 'origin', 'almaniya');
    await page.locator('.langs a[lang=en]').click();
    await page.waitForURL(/\/en\/goods\//);
    await ready(page);
    await soon.equal(() => page.inputValue('#price'), '1234.5');
    await soon.equal(() => page.inputValue('#origin'), 'Germany');
    await soon.equal(() => page.inputValue('#code'), '8471 30');
  });

  test('the list of codes works from the keyboard alone', async (t) => {
    const page = await visit(t);
    await open(page, at('en/goods/'));
    await page.focus('#code');
    await page.keyboard.type('laptop');
    await page.waitForSelector('#code[aria-expanded=true]');
    const first = await page.locator('#code').getAttribute('aria-activedescendant');
    await soon.equal(() => page.locator(`#${first}`).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowDown');
    await soon.notEqual(() => page.locator('#code').getAttribute('aria-activedescendant'), first);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await soon.equal(() => page.locator('#code').getAttribute('aria-activedescendant'), first);
    await page.keyboard.press('Escape');
    await soon.equal(() => page.locator('#code').getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await soon.equal(() => page.inputValue('#code'), '8471 30');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1000');
    await page.waitForSelector('#out [data-act=scenario]');
    await soon.ok(() => page.evaluate(() => document.activeElement.id === 'price'));
  });

  test('rows open to their steps and stay open while one types', async (t) => {
    const page = await visit(t);
    await open(page, link('en', { '1.code': '847130', '1.price': '1000', '1.scenario': '15' }));
    const vat = page.locator('tr[data-kind=vat] .open');
    await vat.click();
    await soon.equal(() => vat.getAttribute('aria-expanded'), 'true');
    const id = await vat.getAttribute('aria-controls');
    await soon.match(() => page.locator(`#${id}`).innerText(), /351\.9/);
    await page.fill('#price', '2000');
    await page.waitForFunction(() => document.querySelector('#total')?.dataset.total !== '702.30');
    await soon.equal(() => page.locator('tr[data-kind=vat] .open').getAttribute('aria-expanded'), 'true');
    await soon.ok(() => page.locator(`#${id}`).isVisible());
  });

  test('a rate of exchange of the person’s own is used and marked', async (t) => {
    const page = await visit(t);
    await open(page, link('en', { '1.code': '847130', '1.price': '1000', '1.scenario': '0' }));
    await page.locator('#more-fx > summary').click();
    await soon.match(() => page.locator('#rate-USD-hint').innerText(), /1\.7/);
    await page.fill('#rate-USD', '2');
    await page.waitForFunction(() => document.querySelector('#total')?.dataset.total === '455.40'); // VAT 360.00 + 60.00 + 35.40
    await soon.match(() => page.locator('#rate-USD-hint').innerText(), /user/i);
    await sumsUp(page);
  });

  test('freight under EXW is added, under CIF it is not', async (t) => {
    const page = await visit(t);
    await open(page, link('en', { '1.code': '847130', '1.price': '1000', '1.scenario': '0', incoterm: 'EXW', freight: '100' }));
    await soon.match(() => page.locator('#total .then').first().innerText(), /1,870\.00/);
    await page.selectOption('#incoterm', 'CIF');
    await page.waitForFunction(() => /1,700\.00/.test(document.querySelector('#total .then').textContent));
  });

  test('export', async (t) => {
    const page = await visit(t);
    await open(page, at('en/goods/'));
    await page.selectOption('#flow', 'export');
    await page.fill('#code', '0804');
    await page.fill('#price', '1000');
    await page.waitForSelector('#out tr[data-kind=export_duty]');
    await soon.match(() => page.locator('#date-label').innerText(), /filing/i);
  });
});

describe('bad input', () => {
  const cases = [
    ['a negative price', { '1.code': '847130', '1.price': '-5' }, 'price'],
    ['a huge price', { '1.code': '847130', '1.price': '99999999999999999999' }, 'price'],
    ['letters in a number', { '1.code': '847130', '1.price': '12,3x' }, 'price'],
    ['an impossible date', { '1.code': '847130', '1.price': '1', date: '31.02.2026' }, 'date'],
    ['a date out of range', { '1.code': '847130', '1.price': '1', date: '01.01.1900' }, 'date'],
    ['a code with letters', { '1.code': '84A130', '1.price': '1' }, 'code'],
    ['a code of 3 digits', { '1.code': '847', '1.price': '1' }, 'code'],
    ['a code of 11 digits', { '1.code': '84713000000', '1.price': '1' }, 'code'],
    ['a word for a code', { '1.code': 'noutbuk', '1.price': '1' }, 'code'],
    ['an unknown currency', { '1.code': '847130', '1.price': '1', '1.price-cur': 'QQQ' }, 'price'],
    ['an unknown country', { '1.code': '847130', '1.price': '1', '1.origin': 'Narnia' }, 'origin'],
    ['net above gross', { '1.code': '847130', '1.price': '1', '1.net': '5', '1.gross': '4' }, 'net'],
  ];
  for (const lang of langs) {
    test(`${lang}: each is told beside its field and at the top, in the same words`, async (t) => {
      const page = await visit(t);
      for (const [name, fields, field] of cases) {
        await page.goto('about:blank');
        await open(page, link(lang, fields));
        await page.click('#submit');
        const err = page.locator(`#${field}-err`);
        await err.waitFor({ state: 'visible', timeout: 3000 }).catch(() => assert.fail(`${name}: nothing beside ${field}`));
        const text = (await err.innerText()).trim();
        assert.ok(text.length > 5 && !/^[a-z_.]+$/.test(text), `${name}: ${text}`);
        await soon.ok(async () => (await page.locator('#errors').innerText()).includes(text), `${name}: the summary says the same`);
        await soon.equal(() => page.evaluate(() => document.activeElement.id), 'errors', `${name}: the summary has the focus`);
        await soon.equal(() => page.locator('#total').count(), 0, `${name}: no total`);
        await soon.ok(async () => (await page.locator('#out').innerText()).length > 5, `${name}: not blank`);
        await page.locator('#errors a').first().click();
        await soon.ok(async () => (await page.evaluate(() => document.activeElement.id)).startsWith(field), `${name}: the link leads to the field`);
      }
    });
  }

  test('an ambiguous number asks, and either answer is taken', async (t) => {
    for (const [n, value] of [[0, '1 234'], [1, '1,234']]) {
      const page = await visit(t);
      await open(page, at('ru/goods/'));
      await page.fill('#code', '847130');
      await page.fill('#price', '1.234');
      await page.waitForSelector('#price-err:not([hidden]) [data-act=put]');
      await soon.equal(() => page.locator('#price-err [data-act=put]').count(), 2);
      const labels = (await page.locator('#price-err [data-act=put]').allInnerTexts()).map((s) => s.replace(/\s/g, ' '));
      assert.deepEqual([...labels].sort(), ['1 234', '1,234'].sort());
      await page.locator('#price-err [data-act=put]').nth(labels.indexOf(value)).click();
      await page.waitForSelector('#total');
      await soon.ok(() => page.locator('#price-err').isHidden());
    }
  });

  test('asking with an empty form names what is missing', async (t) => {
    const page = await visit(t);
    await open(page, at('en/goods/'));
    await page.click('#submit');
    await soon.equal(() => page.locator('#errors a').count(), 2);
    await soon.match(() => page.title(), /^Error/);
    await page.fill('#code', '847130');
    await page.fill('#price', '5');
    await page.click('#submit');
    await soon.ok(() => page.locator('#errors').isHidden());
    await soon.doesNotMatch(() => page.title(), /^Error/);
  });

  test('text of a stranger is text: nothing typed or linked becomes markup', async (t) => {
    const page = await visit(t);
    const evil = '<img src=x onerror=alert(1)>"\'&';
    await open(page, link('en', { '1.code': evil, '1.name': evil, '1.price': evil, '1.origin': evil, '1.duty': evil, [evil]: evil, v: evil, '1.relief': evil, '2.code': '847130', '2.name': evil, '2.price': '1' }));
    await page.click('#submit');
    await page.fill('#code', evil);
    await soon.equal(() => page.locator('main img, main script').count(), 0);
    await page.goto('about:blank');
    await open(page, link('en', { '1.code': '847130', '1.price': '1', '1.name': evil, '1.relief': evil, '2.code': '847130', '2.price': '1', '2.name': evil }));
    await page.waitForSelector('#total');
    await soon.equal(() => page.locator('main img, main script').count(), 0);
  });
});

describe('print', () => {
  test('the printed page has the whole breakdown and no form', async (t) => {
    const page = await visit(t);
    await open(page, link('az', { '1.code': '847130', '1.price': '1000', '1.origin': 'CN', '1.scenario': '15' }));
    await page.waitForSelector('#total[data-total]');
    await page.emulateMedia({ media: 'print' });
    await soon.ok(() => page.locator('#form').isHidden());
    await soon.ok(() => page.locator('.top').isHidden());
    for (const row of await page.locator('#out tr.steps').all()) await soon.ok(() => row.isVisible());
    const text = await page.locator('#answer').innerText();
    for (const want of ['702,30', '351,9', '255', 'Çin', '8471 30', '/az/goods/#']) assert.ok(text.includes(want), want);
    await soon.ok(async () => (await page.pdf({ format: 'A4' })).length > 10000);
  });
});
