// Painting anew leaves alone what is the same, and comes to the same page.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, ready, serve, soon, test } from './lib.mjs';
import { visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

test('whatever was painted before, the page is what was painted last', async (t) => {
  const page = await visit(t);
  await page.goto(`${server.url}en/goods/`);
  await ready(page);
  const wrong = await page.evaluate(() => {
    let seed = 7;
    const pick = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
    const node = (depth) => {
      if (depth === 0 || pick(3) === 0) return ['a', 'b &amp; c', '<br>', '<input value="x">', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'][pick(5)];
      const tag = ['p', 'div', 'details', 'b'][pick(4)];
      const attr = ['', ' id="i"', ' class="x"', ' open', ' data-v="1"'][pick(5)];
      return `<${tag === 'p' ? 'div' : tag}${attr}>${Array.from({ length: pick(4) }, () => node(depth - 1)).join('')}</${tag === 'p' ? 'div' : tag}>`;
    };
    const list = () => Array.from({ length: pick(5) }, () => node(3)).join('');
    // The same again with other words, values and once in a while a node more or less.
    const words = (html) => html.replace(/\ba\b|b &amp; c|\d+ &lt;|<br>/g, (w) => [w, w, `${pick(100)} &lt;`, 'b &amp; c', '<br>', ''][pick(6)]).replace(/(data-v|d)="[^"]*"/g, (_, name) => `${name}="${name === 'd' ? 'M0 ' : ''}${pick(9)}"`).replace(/<path[^>]*>/g, (p) => [p, p, p, p + p][pick(4)])
      .replace(/ class="[^"]*"/g, (c) => [c, c, c, ' class="y"'][pick(4)]);
    let shown = '';
    const next = () => { shown = pick(4) === 0 ? list() : words(shown); return shown; };
    const [el, whole] = [document.createElement('div'), document.createElement('div')];
    for (let i = 0; i < 6000; i++) {
      const html = next();
      window.rusum.patchHTML(el, html);
      window.rusum.setHTML(whole, html);
      if (!el.isEqualNode(whole) && el.innerHTML !== whole.innerHTML) return `${i}: ${el.innerHTML} is not ${html}`;
    }
    return '';
  });
  assert.equal(wrong, '');
});

test('what a translator or an extension did to the page does not hide a new number', async (t) => {
  const page = await visit(t);
  await page.goto(`${server.url}en/goods/`);
  await ready(page);
  const shown = await page.evaluate(() => {
    const el = document.createElement('div');
    const paint = (sum, href) => window.rusum.patchHTML(el, `<p title="&quot;${sum}&quot;">Sum <b>${sum} &lt;</b></p><a href="${href}">link</a>`);
    paint('1', '#1');
    paint('2', '#2');
    const all = [el.innerHTML];
    const font = document.createElement('font');
    font.textContent = 'iki';
    el.querySelector('b').firstChild.replaceWith(font);
    paint('3', '#2');
    all.push(el.innerHTML);
    el.querySelector('b').firstChild.data = 'three';
    paint('4', '#2');
    all.push(el.innerHTML);
    el.querySelector('a').remove();
    paint('4', '#3');
    all.push(el.innerHTML);
    el.append('something else');
    paint('5', '#3');
    paint('5', '#4');
    all.push(el.innerHTML);
    return all;
  });
  const want = (sum, href) => `<p title="&quot;${sum}&quot;">Sum <b>${sum} &lt;</b></p><a href="${href}">link</a>`;
  assert.deepEqual(shown, [want('2', '#2'), want('3', '#2'), want('4', '#2'), want('4', '#3'), want('5', '#4')]);
});

for (const [name, form, field, value, more] of [
  ['goods', '1.code=220421&1.price=1000&1.origin=GE&1.q-l=200&1.duty=15&date=2026-09-08', 'price', '2000', '1.price=2000'],
  ['car', 'kind=car&fuel=petrol&cc=1998&made=2019-08-01&price=10000&date=2026-09-08', 'price', '20000', 'price=20000'],
]) {
  test(`${name}: a letter changes the words it changes, and the answer is that of a new page`, async (t) => {
    const page = await visit(t);
    await open(page, `${server.url}en/${name}/#${form}`, { names: 'all' });
    await page.waitForSelector('#total[data-total]');
    const before = await page.locator('#total').getAttribute('data-total');
    await page.evaluate(() => { document.querySelector('#out .box47').kept = true; });
    await page.fill(`#${field}`, value);
    await page.waitForFunction((x) => document.getElementById('total').dataset.total !== x, before);
    await page.waitForFunction(() => !document.querySelector('#out .faded'));
    assert.equal(await page.evaluate(() => document.querySelector('#out .box47').kept), true, 'the table is the same element');
    // Without the address, which says when it was made.
    const said = (p) => p.evaluate(() => {
      const out = document.getElementById('out').cloneNode(true);
      out.querySelectorAll('.print-only, #keep, #keep-place, #link-out').forEach((e) => e.remove());
      return out.innerHTML;
    });
    const got = await said(page);
    const other = await visit(t);
    const whole = form.split('&').filter((p) => !p.startsWith(more.split('=')[0] + '=')).concat(more).join('&');
    await open(other, `${server.url}en/${name}/#${whole}`, { names: 'all' });
    await other.waitForFunction((x) => document.getElementById('total')?.dataset.total !== x, before);
    await other.waitForFunction(() => !document.querySelector('#out .faded'));
    assert.equal(got, await said(other));
  });
}

// A button that is held down holds back the painting. The browser tells nothing of
// a release outside the window or after a menu: the press is made here, by the
// event alone, and never let go.
for (const [what, act] of Object.entries({
  'the pointer is taken away': (page) => page.evaluate(() => { document.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true })); }),
  'the window is left': (page) => page.evaluate(() => { window.dispatchEvent(new Event('blur')); }),
  'a press elsewhere': (page) => page.click('h1'),
  'a press elsewhere that is lost too': (page) => page.evaluate(() => { document.querySelector('h1').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 })); }),
  'a key': (page) => page.press('#price', 'Shift'),
  'letters without keys': (page) => page.evaluate(() => { document.querySelector('#price').dispatchEvent(new Event('input', { bubbles: true })); }),
})) {
  test(`a press whose release is lost: painted again with ${what}`, async (t) => {
    const page = await visit(t);
    await open(page, `${server.url}en/goods/#1.code=847130&1.price=1000&1.duty=15&date=2026-09-08`, { names: 'all' });
    await page.waitForSelector('#total[data-total]');
    const total = () => page.locator('#total').getAttribute('data-total');
    const was = await total();
    await page.evaluate(async () => {
      const price = document.querySelector('#price'), button = document.querySelector('#submit');
      price.value = '2000';
      price.dispatchEvent(new Event('input', { bubbles: true }));
      button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }));
      for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
    });
    assert.equal(await total(), was, 'held back while the button is down');
    await act(page);
    await soon.notEqual(total, was);
    const next = await total();
    await page.fill('#price', '3000');
    await soon.notEqual(total, next);
    await page.fill('#price', '12x4');
    await page.click('#submit');
    await page.waitForFunction(() => !document.querySelector('#errors').hidden && document.querySelector('#errors').innerText.includes('12x4'));
  });
}
