// The page of the customs value.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, serve, soon, test } from './lib.mjs';
import { desk, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

describe('customs value', () => {
  test('what the term leaves out is added, what has no rule is shown apart, and the goods page goes on from it', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/value/`);
    await page.fill('#price', '10000');
    await page.selectOption('#term', 'FCA');
    await page.fill('#fx', '1.7');
    await page.fill('#freight', '500');
    await page.waitForSelector('#total[data-total="17850.00"]');
    const answer = page.locator('#answer');
    await soon.match(() => answer.innerText(), /Insurance[\s\S]*belongs to it; no amount yet/);
    await page.selectOption('#term', 'CPT');
    await page.waitForSelector('#total[data-total="17000.00"]');
    await soon.match(() => answer.innerText(), /in the price under this term/);
    await page.selectOption('#term', 'FCA');
    await page.click('summary:has-text("Commissions")');
    await page.fill('#royalties', '100');
    await page.waitForSelector('#total[data-total="17850.00"]');
    await soon.match(() => answer.innerText(), /₼18,020.00 if what no rule was found for is counted too/);
    await soon.match(() => answer.innerText(), /Royalties and licence fees\s+rule not found/);
    await page.click('text=Count the payments for this price');
    await page.waitForSelector('html[data-ready]');
    await soon.deepEqual(() => Promise.all(['price', 'freight', 'incoterm'].map((id) => page.inputValue(`#${id}`))), ['10000', '500', 'FCA']);
  });

  test('without a sale the six methods say which comes next and what it needs', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}az/value/`);
    await page.selectOption('#basis', 'deductive');
    await page.waitForSelector('#total');
    await soon.match(() => page.locator('#total').innerText(), /Xərclərin çıxılması/);
    await soon.match(() => page.locator('tr.now').innerText(), /^4\. Xərclərin çıxılması/);
    await soon.ok(() => page.locator('#price').isHidden());
  });
});
