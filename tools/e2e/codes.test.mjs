// Codes: the search, the tree, the page of a code, the pages of chapters and
// headings, without a network too.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { launch, offlineReady, open, ready, serve, soon, test } from './lib.mjs';
import { axe, phone, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });
const at = (path) => server.url + path;
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());
const noKeys = (text) => assert.doesNotMatch(text, /\b(ui|code|kind|layer|section|variant|confidence|relief|originProof)\.[a-z_]+|\{[a-z_]+\}/, 'no key or argument is left');

describe('finder', () => {
  test('the list works from the keyboard alone, says why each code is there, and is announced after a pause', async (t) => {
    const page = await visit(t);
    await open(page, at('en/'));
    const said = [];
    await page.exposeFunction('heard', (s) => said.push(s));
    await page.evaluate(() => new MutationObserver(() => window.heard(document.getElementById('find-status').textContent))
      .observe(document.getElementById('find-status'), { childList: true, characterData: true, subtree: true }));
    await page.focus('#find');
    await page.keyboard.type('l');
    await page.waitForSelector('#find[aria-expanded=true]');
    await soon.ok(async () => await page.locator('#find-list [role=option]').count() > 0, 'from the first letter');
    await page.keyboard.type('aptop', { delay: 20 });
    await page.waitForFunction(() => /8471 30/.test(document.querySelector('#find-list [role=option]')?.textContent));
    await page.waitForFunction(() => document.getElementById('find-status').textContent);
    // A busy machine may itself make a pause; that is one more time, not one a letter.
    assert.ok(said.length >= 1 && said.length <= 2, `after the pause, not while one types: ${said}`);
    await soon.equal(() => page.locator('#find').getAttribute('aria-activedescendant'), null, 'nothing is chosen for the person');
    const option = page.locator('#find-list [role=option]').first();
    await soon.match(() => option.locator('.why').innerText(), /laptop/);
    await soon.equal(() => option.locator('mark').first().innerText(), 'laptop');
    await page.keyboard.press('ArrowDown');
    const id = await page.locator('#find').getAttribute('aria-activedescendant');
    await soon.equal(() => page.locator(`#${id}`).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Escape');
    await soon.equal(() => page.locator('#find').getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/en\/code\/#8471\d*$/);
  });

  test('Enter lists what was found: to the page of the code, or straight into the calculator', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('en/'));
    await page.fill('#find', 'laptop');
    await page.press('#find', 'Enter');
    await page.waitForSelector('#found .hit');
    await soon.match(() => page.locator('#find-status').innerText(), /result/);
    await page.waitForTimeout(900); // longer than the pause after which suggestions are counted aloud
    assert.match(await page.locator('#find-status').innerText(), /result/, 'the number of suggestions is not said over it');
    await soon.match(() => page.locator('#found .hit').first().getAttribute('href'), /^code\/#8471/);
    await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.locator('#found a.button').first().click();
    await page.waitForURL(/goods\/#/);
    await ready(page);
    await soon.match(() => page.inputValue('#code'), /^8471 ?30/);
    await soon.match(() => page.locator('#picked').innerText(), /portable/i);
  });

  test('says when nothing is found', async (t) => {
    const page = await visit(t);
    await open(page, at('en/'));
    await page.focus('#find');
    await page.keyboard.type('zzqqxx');
    await page.waitForFunction(() => /zzqqxx/.test(document.querySelector('#find-status').textContent));
  });
});

describe('tree', () => {
  test('from the keyboard: sections, chapters, headings, groups, subheadings, lines', async (t) => {
    const page = await visit(t);
    await open(page, at('az/codes/'));
    await page.locator('#I > summary').focus();
    const press = async (key, want) => {
      await page.keyboard.press(key);
      await soon.match(() => focused(page), want, key);
    };
    await press('ArrowDown', /^II\b/);
    await press('ArrowUp', /^I\b/);
    await page.keyboard.press('ArrowRight');
    await soon.ok(() => page.locator('#I').evaluate((e) => e.open), 'right opens');
    await press('ArrowRight', /^01 /);
    await page.keyboard.press('ArrowRight');
    await soon.equal(() => page.locator('[data-twist="01"]').getAttribute('aria-expanded'), 'true');
    await press('ArrowRight', /^0101 /);
    await page.keyboard.press('ArrowRight');
    await press('ArrowRight', /^atlar$/);
    await page.keyboard.press('ArrowRight');
    await press('ArrowRight', /^0101 21 /);
    await page.keyboard.press('ArrowRight');
    await press('ArrowRight', /^0101 21 000 0/);
    await press('ArrowLeft', /^0101 21 /);
    await page.keyboard.press('ArrowLeft');
    await soon.equal(() => page.locator('[data-twist="010121"]').getAttribute('aria-expanded'), 'false', 'left closes');
    await press('ArrowLeft', /^atlar$/);
    await page.keyboard.press('ArrowLeft');
    await press('ArrowLeft', /^0101 /);
    await press('End', /^XXI/);
    await press('Home', /^I\b/);
    // Enter on a row is its page; Back finds the tree where it was left.
    await page.locator('#n-0101').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/az\/code\/#0101$/);
    await page.goBack();
    await ready(page);
    await page.waitForFunction(() => document.activeElement.id === 'n-0101');
  });

  test('buttons say what they open and whether it is open; an address opens the way to its row', async (t) => {
    const page = await visit(t, phone);
    await open(page, at('ru/codes/#8471300000'));
    await page.waitForFunction(() => document.activeElement.id === 'n-847130');
    for (const key of ['84', '8471']) await soon.equal(() => page.locator(`[data-twist="${key}"]`).getAttribute('aria-expanded'), 'true');
    const b = page.getByRole('button', { name: /^8471 Вычислительные/ });
    await soon.equal(() => b.getAttribute('aria-expanded'), 'true');
    await b.click();
    await soon.equal(() => b.getAttribute('aria-expanded'), 'false');
    await soon.ok(() => page.locator('#n-847130').isHidden());
    const box = await b.boundingBox();
    assert.ok(box.width >= 40 && box.height >= 44);
    await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.goto(at('ru/codes/#XX'));
    await ready(page);
    await page.waitForFunction(() => document.getElementById('XX').open);
    noKeys(await page.locator('#main').innerText());
  });

  test('a code is chosen for the form that asked, and nothing of the form is lost', async (t) => {
    const page = await visit(t);
    await open(page, at('az/goods/'));
    await page.fill('#price', '1234,5');
    await page.fill('#code', '8471');
    await page.locator('#browse[href$="#8471&pick"]').click();
    await page.waitForURL(/\/codes\/#8471&pick$/);
    await ready(page);
    await page.waitForFunction(() => document.activeElement.id === 'n-8471');
    await soon.ok(() => page.locator('#picking').isVisible());
    await page.locator('[data-twist="8471"]').click();
    await page.locator('#n-847130').click();
    await page.waitForURL(/\/code\/#847130&pick$/);
    await ready(page);
    await page.locator('.actions .button').first().click();
    await page.waitForURL(/\/goods\/$/);
    await ready(page);
    await soon.equal(() => page.inputValue('#code'), '8471 30');
    await soon.equal(() => page.inputValue('#price'), '1234,5');
    await page.waitForSelector('#out [data-act=scenario]');
  });
});

describe('page of a code', () => {
  for (const [lang, want] of [['az', [/viski/, /Whiskies/, /12,8/, /15\.01\.2019/, /rəsmi qeydləri/]], ['en', [/Whiskies/, /виски/, /12\.8/, /CT-1/]], ['ru', [/виски/, /viski/, /12,8/, /Налоговый кодекс/]]]) {
    test(`${lang}: names, unit, duty, excise by period, VAT, preferences, history, neighbours`, async (t) => {
      const page = await visit(t, phone);
      await open(page, at(`${lang}/code/#220830`), { names: 'all' });
      await page.waitForFunction(() => document.querySelectorAll('.names dd').length === 3);
      await page.locator('.history > summary').click();
      const text = await page.locator('#main').innerText();
      for (const w of want) assert.match(text, w);
      noKeys(text);
      await soon.ok(async () => await page.locator('.history [data-state=past]').count() >= 4, 'earlier rates of whisky');
      await soon.equal(() => page.locator('[data-topic=duty] [data-state=now]').count(), 1, 'a reported rate');
      await soon.match(() => page.locator('[data-topic=duty]').innerText(), /0\s?%, 5\s?%, 15\s?%/);
      await soon.match(() => page.title(), /2208 30/);
      await soon.match(() => page.locator('.near .previous').innerText(), /2208 20/);
      await soon.match(() => page.locator('.near .next').innerText(), /2208 40/);
      await soon.equal(() => page.locator('h1').count(), 1);
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360);
      await page.locator('.actions .button').first().click();
      await page.waitForURL(/goods\/#1\.code=220830$/);
    });
  }

  test('2 to 10 digits, another day, a breadcrumb that leads up, and the same page without reloading', async (t) => {
    const page = await visit(t);
    await open(page, at('en/code/#85434000'));
    const h1 = () => page.locator('h1').innerText();
    await soon.match(() => h1(), /8543 40/);
    await soon.match(() => page.locator('#code-head .notice').innerText(), /8543 40/, 'only this part of the code is known');
    await soon.match(() => page.locator('#code > .notice').first().innerText(), /prohibited/i);
    await page.fill('#day', '01.01.2026');
    await page.press('#day', 'Enter');
    await page.waitForURL(/#85434000&date=2026-01-01$/);
    await soon.equal(() => page.locator('#code > .notice').count(), 0, 'not yet prohibited on that day');
    await page.fill('#day', '45.01.2026');
    await page.press('#day', 'Enter');
    await soon.match(() => page.locator('#day-err').innerText(), /45\.01\.2026/);
    await page.locator('.trail a', { hasText: '8543' }).first().click();
    await page.waitForFunction(() => /^8543(?! 40)/.test(document.querySelector('h1').textContent));
    await soon.ok(async () => await page.locator('.rows.whole a.name').count() >= 5, 'its subheadings');
    await page.locator('.trail a', { hasText: /^85/ }).first().click();
    await page.waitForFunction(() => /^85\s/.test(document.querySelector('h1').textContent));
    await soon.match(() => page.locator('.trail').innerText(), /XVI/);
    await page.goto(at('en/code/#7799'));
    await page.waitForFunction(() => /7799/.test(document.querySelector('#code-head').textContent));
    await page.goto(at('en/code/#8703'));
    await page.waitForFunction(() => /^8703/.test(document.querySelector('h1').textContent));
    const exclusion = page.locator('section[aria-labelledby=not-title] li', { hasText: '8702' });
    await soon.match(() => exclusion.first().innerText(), /other than those of heading no\. 8702/);
    await exclusion.locator('a', { hasText: '8702' }).first().click();
    await page.waitForFunction(() => /^8702/.test(document.querySelector('h1').textContent));
    // The link past the head of the page does not take the code out of the address.
    await page.locator('a.skip').focus();
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#8702$/);
    await soon.equal(() => page.evaluate(() => document.activeElement.id), 'main');
  });

  test('the other languages open the same code; without a code the page leads to all of them', async (t) => {
    const page = await visit(t);
    await open(page, at('az/code/#847130'));
    await page.locator('.langs a[data-lang=ru]').click();
    await page.waitForURL(/\/ru\/code\/#847130$/);
    await ready(page);
    await soon.match(() => page.locator('h1').innerText(), /портативные/);
    await page.goto('about:blank');
    await page.goto(at('en/code/'));
    await page.waitForURL(/\/en\/codes\/$/);
  });

  test('a link of a stranger is text', async (t) => {
    const page = await visit(t);
    await open(page, at('en/code/#<img src=x onerror=alert(1)>&date=<b>'));
    await page.waitForSelector('#code-head .notice');
    await soon.equal(() => page.locator('#main img').count(), 0);
  });

  test('painting does not hold the page up', async (t) => {
    const page = await visit(t);
    await page.addInitScript(() => {
      window.long = [];
      new PerformanceObserver((l) => l.getEntries().forEach((e) => window.long.push(e.duration))).observe({ type: 'longtask' });
    });
    await open(page, at('az/code/#847130'), { names: 'all' });
    const built = await page.evaluate(() => window.long.splice(0));
    for (const code of ['8471', '84', '0207', '220830', '8703']) {
      await page.evaluate((c) => { location.hash = c; }, code);
      await page.waitForFunction((c) => document.querySelector('h1').textContent.replace(/\s/g, '').startsWith(c), code);
    }
    const painted = await page.evaluate(() => window.long);
    console.log(`long tasks while loading: ${built.map(Math.round).join(' ') || 'none'} ms; while going through five codes: ${painted.map(Math.round).join(' ') || 'none'} ms`);
    await soon.equal(() => page.evaluate(() => performance.getEntriesByName('rusum-names').length), 1);
  });
});

describe('pages of chapters and headings', () => {
  test('are complete without script', async (t) => {
    const page = await visit(t, { javaScriptEnabled: false, ...phone });
    for (const [path, want] of [['az/codes/', /Diri heyvanlar/], ['ru/codes/22/', /2208/], ['en/codes/8471/', /8471 30/], ['az/codes/0101/', /atlar/]]) {
      const r = await page.goto(at(path));
      assert.equal(r.status(), 200);
      await soon.equal(() => page.locator('h1').count(), 1);
      await soon.match(() => page.locator('#main').innerText(), want);
      await soon.ok(async () => (await page.locator('meta[name=description]').getAttribute('content')).length > 40);
      await soon.equal(() => page.locator('link[hreflang]').count(), 0, 'the full addresses they need are known to a build with -origin only');
      await soon.equal(() => page.locator('.langs a[hreflang]').count(), 3);
      await soon.ok(async () => (await r.body()).length < 80 << 10);
    }
    await page.locator('a[href="../../codes/01/"]').first().click();
    await page.waitForURL(/az\/codes\/01\/$/);
    await page.locator('#0102 a.name').click().catch(() => page.locator('[id="0102"] a.name').click());
    await page.waitForURL(/az\/codes\/0102\/$/);
    await page.goto(at('az/codes/'));
    await page.locator('#I > summary').click();
    await soon.ok(() => page.locator('#I a.name').first().isVisible(), 'sections open without script');
    await soon.ok(() => page.locator('.twist').first().isHidden(), 'no button without what it does');
  });

  test('lead into the calculator and to the page of the code', async (t) => {
    const page = await visit(t);
    await page.goto(at('en/codes/8471/'));
    await page.locator('[id="847130"] a.go').click();
    await page.waitForURL(/en\/goods\/#1\.code=847130$/);
    await page.goto(at('en/codes/8471/#847150'));
    await soon.ok(() => page.locator('[id="847150"]').isVisible());
    await page.locator('[id="847150"] a.name').click();
    await page.waitForURL(/en\/code\/#847150$/);
  });
});

test('without a network every code is there, also on pages never opened', async () => {
  const own = await serve();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    await page.goto(`${own.url}az/codes/`);
    await offlineReady(page);
    const kept = await page.evaluate(async () => {
      const all = [];
      for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) all.push(new URL(r.url).pathname);
      return all;
    });
    assert.ok(kept.length < 200, `${kept.length} files are kept, not thousands`);
    own.close();
    await page.waitForTimeout(300);
    for (const [path, want] of [['az/codes/8471/', /^8471/], ['en/codes/0102/', /^0102/], ['ru/codes/22/', /^22\s/], ['ru/codes/2208', /^2208/]]) {
      await page.goto(own.url + path);
      await page.waitForURL(new RegExp(`/${path.slice(0, 2)}/code/#\\d+$`));
      await ready(page);
      await soon.match(() => page.locator('h1').innerText(), want);
    }
    // Down the tree and to a line, still without a network.
    await page.goto(`${own.url}az/codes/#0101`);
    await ready(page);
    await page.locator('[data-twist="0101"]').click();
    await page.locator('[data-twist="g010121"]').click();
    await page.locator('[data-twist="010129"]').click();
    await page.locator('#n-0101291000').click();
    await page.waitForURL(/az\/code\/#0101291000$/);
    await page.waitForFunction(() => /ətlik/.test(document.querySelector('h1')?.textContent));
  } finally {
    own.close();
    await context.close();
  }
});

test('targets of a thumb: at least 44 pixels', async (t) => {
  const page = await visit(t, phone);
  for (const [path, program] of [['az/codes/#0101', true], ['en/code/#8471', true], ['ru/codes/8471/', false]]) {
    await page.goto('about:blank');
    await page.goto(at(path));
    if (program) await ready(page);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, summary, input, nav a, a.go, .button, .near a')]
      .filter((e) => e.checkVisibility()).map((e) => [e.id || e.className || e.tagName, e.textContent.slice(0, 20), e.getBoundingClientRect()])
      .filter(([, , r]) => r.height > 0 && (r.height < 43.5 || r.width < 43.5)).map(([n, x, r]) => `${n} ${x} ${r.width}×${r.height}`));
    assert.deepEqual(small, [], path);
  }
});

for (const scheme of ['light', 'dark']) {
  test(`axe finds nothing serious, ${scheme}`, async (t) => {
    const page = await visit(t, { ...phone, colorScheme: scheme });
    const faults = [];
    for (const [path, program] of [['az/codes/#0101', true], ['en/code/#220830', true], ['ru/codes/84/', false], ['az/codes/2208/', false]]) {
      await page.goto(at(path));
      if (program) await ready(page, 'all');
      faults.push(...await axe(page));
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360, path);
    }
    await open(page, at('en/'));
    await page.locator('#find').pressSequentially('tea');
    await page.waitForSelector('#find[aria-expanded=true]');
    faults.push(...await axe(page));
    assert.deepEqual(faults, []);
  });
}

/** The site by way of a server that waits before each page of the terminal, and counts them. */
async function slowly(server) {
  const slow = { asked: [], wait: 0 };
  const http = createServer(async (request, answer) => {
    const page = request.url.includes('/kiosk/');
    if (page) slow.asked.push(request.url);
    if (page) await new Promise((r) => setTimeout(r, slow.wait));
    // Without the service worker, which answers without a server.
    const got = await fetch(new URL(request.url.endsWith('/sw.js') ? 'none' : request.url.slice(1), server.url));
    const heads = Object.fromEntries([...got.headers].filter(([k]) => !/^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/.test(k)));
    answer.writeHead(got.status, heads).end(Buffer.from(await got.arrayBuffer()));
  });
  await new Promise((r) => http.listen(0, 'localhost', r));
  slow.url = `http://localhost:${http.address().port}/`;
  slow.close = () => { http.close(); http.closeAllConnections(); };
  return slow;
}

describe('terminal', () => {
  const screen = { viewport: { width: 1280, height: 800 } };
  const type = async (page, text) => { for (const c of text) await page.locator('.k-key', { hasText: new RegExp(`^${c}$`) }).click(); };
  /** Everything a browser can keep of a visit. */
  const kept = (page) => page.evaluate(async () => ({
    local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
    databases: (await indexedDB.databases()).length, history: history.length, hash: location.hash,
  }));

  test('?kiosk=1 on any page: look up, open, count, from the screen alone; nothing is kept and nothing leads away', async (t) => {
    const page = await visit(t, screen);
    await page.goto(at('az/?kiosk=1'));
    await page.waitForURL(/\/az\/kiosk\/\?kiosk=1$/);
    await ready(page, 'all');
    const before = (await kept(page)).history;
    for (const selector of ['.k-key', '.k-button:visible']) {
      for (const b of await page.locator(selector).all()) {
        const box = await b.boundingBox();
        assert.ok(box.width >= 64 && box.height >= 64, `${await b.textContent()}: ${box.width} × ${box.height}`);
      }
    }
    for (const letter of 'əğıöüçş') await soon.equal(() => page.locator('.k-key', { hasText: new RegExp(`^${letter}$`) }).count(), 1, letter);
    await type(page, 'köynək');
    await page.waitForSelector('.k-hit');
    await soon.match(() => page.locator('.k-hit').first().innerText(), /^(6105|6106|6205|6206)/);
    await page.getByRole('button', { name: 'Hamısını sil' }).click();
    await soon.equal(() => page.inputValue('#find'), '');
    await type(page, '847130');
    await page.locator('.k-hit', { hasText: '8471 30' }).first().click();
    await soon.match(() => page.locator('h1:visible').innerText(), /8471 30/);
    await type(page, '1000');
    await page.locator('[data-k-currency=USD]').click();
    await page.waitForSelector('#k-sum #total');
    await soon.match(() => page.locator('#k-sum').innerText(), /702,30/, 'the total under 15 %');
    await page.getByRole('button', { name: 'Bir işarə sil' }).click();
    await soon.equal(() => page.inputValue('#k-price'), '100');
    await soon.equal(() => page.locator('a').count(), 0, 'no link');
    await page.locator('#k-back').click();
    await soon.ok(() => page.locator('#find').isVisible());
    await page.locator('[data-layout=ru]').click();
    await page.getByRole('button', { name: 'Hamısını sil' }).click();
    await type(page, 'чай');
    // The list of the letters before the last stays until the next frame.
    await page.locator('.k-hit').first().and(page.locator('.k-hit', { hasText: /^0902/ })).waitFor();
    await soon.deepEqual(() => kept(page), { local: 0, session: 0, cookies: '', databases: 0, history: before, hash: '' });
    noKeys(await page.locator('body').innerText());
  });

  test('excisable goods ask for their quantity', async (t) => {
    const page = await visit(t, screen);
    await open(page, at('en/kiosk/?kiosk=1'));
    await type(page, '2203');
    await page.locator('.k-hit').first().click();
    await type(page, '100');
    await page.waitForSelector('#k-needs input');
    await page.locator('#k-needs input').click();
    await type(page, '50');
    await page.waitForFunction(() => /95\.00/.test(document.querySelector('#k-sum').textContent), null, { timeout: 5000 });
    await soon.equal(() => page.inputValue('#k-needs input'), '50');
  });

  test('clears itself after a time without a touch, language too, whatever the clock says', async (t) => {
    const page = await visit(t, screen);
    await open(page, at('az/kiosk/?kiosk=1&idle=10'));
    await page.evaluate(() => { window.marker = 1; });
    await page.waitForTimeout(2000);
    await soon.ok(() => page.locator('#k-idle').isHidden(), 'nothing to clear, nothing to count');
    await page.locator('[data-k-lang=ru]').click();
    await page.waitForURL(/\/ru\/kiosk\/\?kiosk=1&idle=10&home=az$/);
    await ready(page);
    // The device's clock jumps by a day: the countdown is measured, not read.
    await page.evaluate(() => { const real = Date.now; Date.now = () => real() + 864e5; });
    await type(page, '84');
    await soon.ok(() => page.locator('#k-idle').isHidden());
    await page.waitForSelector('#k-idle:not([hidden])', { timeout: 12000 });
    await soon.match(() => page.locator('#k-count').innerText(), /^[1-5]$/);
    await soon.equal(() => page.evaluate(() => document.activeElement.id), 'k-stay');
    await page.locator('#k-stay').click();
    await soon.ok(() => page.locator('#k-idle').isHidden());
    await soon.equal(() => page.inputValue('#find'), '84', 'whoever is still there loses nothing');
    await page.waitForURL(/\/az\/kiosk\/\?kiosk=1&idle=10$/, { timeout: 20000 });
    await ready(page);
    await soon.equal(() => page.inputValue('#find'), '');
    await soon.equal(() => page.evaluate(() => window.marker), undefined, 'the page is a new one');
    const now = await kept(page);
    assert.deepEqual([now.local, now.session, now.databases, now.cookies], [0, 0, 0, '']);
  });

  for (const [what, start, home, twice] of [
    ['at home', 'az/kiosk/?kiosk=1&idle=3', 'az/kiosk/?kiosk=1&idle=3'],
    ['in another language', 'ru/kiosk/?kiosk=1&idle=3&home=az', 'az/kiosk/?kiosk=1&idle=3'],
    ['at home, by a button pressed twice', 'az/kiosk/?kiosk=1', 'az/kiosk/?kiosk=1', true],
  ]) {
    test(`a server that thinks for two seconds is asked once for the first page, ${what}`, async (t) => {
      const slow = await slowly(server);
      t.after(() => slow.close());
      const page = await visitor(() => ({ server: slow, browser }))(t, screen);
      await open(page, slow.url + start);
      slow.asked.length = 0; // before anything that takes time: the terminal begins to wait for nobody
      slow.wait = 2000;
      await page.evaluate(() => { window.marker = 1; });
      await type(page, '8');
      if (twice) await page.evaluate(() => { for (let i = 0; i < 2; i++) document.getElementById('k-restart').click(); });
      await page.waitForFunction(() => !window.marker && document.documentElement.dataset.ready);
      assert.deepEqual(slow.asked, [`/${home}`]);
      await soon.equal(() => page.inputValue('#find'), '');
    });
  }

  for (const scheme of ['light', 'dark']) {
    test(`axe finds nothing serious, ${scheme}`, async (t) => {
      const page = await visit(t, { ...screen, colorScheme: scheme });
      await open(page, at('ru/kiosk/?kiosk=1'), { names: 'all' });
      await type(page, 'чай');
      await page.waitForSelector('.k-hit');
      const faults = await axe(page);
      await page.locator('.k-hit').first().click();
      await type(page, '12');
      faults.push(...await axe(page));
      assert.deepEqual(faults, []);
      await page.setViewportSize({ width: 360, height: 740 });
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 360);
    });
  }
});
