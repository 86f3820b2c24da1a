// Pages about time and procedures: their figures, pictures, days and lists.
import { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, serve, soon, test } from './lib.mjs';
import { axe, desk, phone, visitor } from './visit.mjs';

let server, browser;
const visit = visitor(() => ({ server, browser }));
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.close(); });

const plain = (s) => s.replaceAll(/\s+/g, ' ').trim();
const total = (page) => page.locator('#total').getAttribute('data-total');
const text = async (page, sel) => plain(await page.locator(sel).innerText());

async function at(page, where) {
  await open(page, `${server.url}${where}`);
  await page.waitForSelector('#total');
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-act=csv]')]);
  const chunks = [];
  for await (const c of await file.createReadStream()) chunks.push(c);
  return Buffer.concat(chunks).toString('utf8');
}

const digger = 'code=842952&price=10000&price-cur=AZN&date=2026-07-09';

// Every page with an answer on it: link, total where it has one, words of its answer.
const answers = [
  ['late/#debt=10000&due=2026-01-10&paid=2026-02-24', '450.00'],
  ['late/#debt=10000&due=2026-01-10&paid=2026-06-01&from=2026-01-20&until=2026-03-11&rate=6.5&afrom=2026-04-01&ato=2026-04-11', '909.04'],
  ['late/#how=presented&presented=2026-03-05', null],
  [`temporary/#${digger}&duty=15%25&months=14&release=2027-12-15`, '1594.80'],
  ['temporary/#what=vehicle&v-kind=car&v-fuel=petrol&v-cc=1998&v-made=2024-05-01&price=10000&price-cur=AZN&date=2026-07-09&months=2', null],
  [`temporary/#${digger}&relief=full&duty=15%25`, '95.40'],
  [`procedures/#${digger}&duty=15%25`, '3665.40'],
  [`procedures/#${digger}&duty=15%25&procedure=re_import&exported=2025-01-01`, '95.40'],
  [`security/#kind=value_dispute&${digger}&duty=15%25&corrected=14000&corrected-cur=AZN`, '1488.00'],
  [`security/#kind=highest&${digger}`, '3665.40'],
  ['security/#kind=comprehensive&debts-1-amount=100&debts-1-from=2026-01-01&debts-1-to=2026-01-10&debts-2-amount=50&debts-2-from=2026-01-10&debts-2-to=2026-01-20', '150.00'],
  ['refund/#paid=2025-07-01&claimed=2025-08-10&decided=2025-08-20&refunded=2026-01-10&amount=10000', '95.68'],
  ['border/#kind=truck&axles=4&stay=20&way=out&declared=10&date=2026-09-08&p-over_quota=1', '510.00'],
  ['border/#kind=car&cc=1998&stay=10&date=2026-09-08', null],
  ['storage/#from=2026-07-09&to=2026-07-19&mass=1000', '20.00'],
  ['storage/#about=marks&variant=cigarettes&quantity=10000&obtained=2025-11-01&imported=2026-01-15&count=500', '95.00'],
  ['storage/#about=list&date=2026-07-09', null],
];

for (const [where, want] of answers) {
  test(`${where}: the same figure in three languages, every word there, both themes, both screens`, async (t) => {
    await Promise.all(['az', 'en', 'ru'].map(async (lang) => {
      const page = await visit(t, { ...(lang === 'ru' ? desk : phone), colorScheme: lang === 'en' ? 'dark' : 'light' });
      await at(page, `${lang}/${where}`);
      await soon.equal(() => total(page), want ?? await total(page), lang);
      const words = await page.locator('body').innerText();
      assert.doesNotMatch(words, /\b(ui|term|event|length|fee|security|refund|reason|warning|step|kind|status|procedure)\.[a-z_]+/, `${lang}: every word has its text`);
      assert.doesNotMatch(words, /\{[a-z]+[|}]/, `${lang}: every argument is filled`);
      await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${lang}: no sideways scrolling`);
      await soon.deepEqual(() => axe(page), []);
    }));
  });
}

describe('late payment', () => {
  test('the timeline is a named picture, and the list beside it adds up', async (t) => {
    const page = await visit(t, desk);
    await at(page, `en/${answers[1][0]}`);
    const picture = page.getByRole('img', { name: /late 10 days.*deferred 50 days.*complaint examined 10 days/ });
    await soon.equal(() => picture.locator('rect').count(), 5);
    const parts = (await page.locator('.parts li').allInnerTexts()).map(plain);
    assert.equal(parts.length, 5);
    const sum = parts.map((s) => Number(/₼([\d,.]+)/.exec(s)?.[1] ?? 0)).reduce((a, b) => a + b);
    assert.equal(sum.toFixed(2), '909.04');
    await soon.match(() => text(page, '#total'), /With the debt: ₼10,909.04 Each further day: ₼10.00/);
    const csv = await download(page);
    assert.match(csv, /Deferral,2026-01-21,2026-03-11,50,6.5%,89.04\r\n/);
  });

  test('the last day is counted from the presentation, over Novruz, and what is late from it', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/late/`);
    await page.check('[data-field=how][value=presented]');
    await page.locator('#due').waitFor({ state: 'hidden' });
    await page.fill('#presented', '05.03.2026');
    await page.waitForSelector('#total');
    await soon.match(() => text(page, '#total'), /Last day to declare and pay: 31 March 2026/);
    await soon.match(() => text(page, '.days'), /20 March 2026, Friday The 15 days end on this day, but it is no working day/);
    await page.fill('#filed', '10.04.2026');
    await page.fill('#debt', '1000');
    await page.fill('#paid', '10.04.2026');
    await page.waitForFunction(() => document.querySelector('#total')?.dataset.total === '10.00');
    await soon.match(() => text(page, '.days'), /filed late: the payment fell due on this day/);
  });

  test('a year without announced holidays is marked', async (t) => {
    const page = await visit(t, desk);
    await at(page, 'en/late/#how=presented&presented=2027-03-05');
    await soon.match(() => text(page, '#out'), /holidays of that year are not announced yet/);
  });

  test('a slip in the deferral is named beside its field', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/late/#debt=1000&due=2026-03-01&paid=2026-04-01&from=2026-02-01&until=2026-04-01`);
    await page.waitForSelector('#from-err:not([hidden])');
    await soon.equal(() => page.locator('#from').getAttribute('aria-invalid'), 'true');
  });
});

describe('temporary import', () => {
  test('an unknown rate is offered as the three of the law, and the schedule appears', async (t) => {
    const page = await visit(t, phone);
    await at(page, `en/temporary/#${digger}`);
    await page.getByRole('button', { name: '15%' }).click();
    await soon.equal(() => page.inputValue('#duty'), '15%');
    await page.waitForFunction(() => document.querySelector('#total')?.dataset.total === '202.50');
    await page.fill('#months', '40');
    await page.waitForFunction(() => document.querySelectorAll('details .grid tbody tr').length === 40);
    await soon.match(() => text(page, '#out'), /at most 24 months/);
    await page.fill('#months', '12');
    await page.waitForFunction(() => document.querySelectorAll('details .grid tbody tr').length === 36);
    await page.getByText('All months (36)').click();
    await soon.match(() => text(page, 'details .grid tbody tr:nth-child(34)'), /Month 34 until 9 May 2029 ₼35.70 ₼3,570.00 100%/);
    await soon.match(() => text(page, '#out'), /in month 34, from 10 Apr 2029/);
    const csv = (await download(page)).trim().split('\r\n').map((l) => l.split(','));
    assert.equal(csv.length, 37);
    assert.equal(csv.slice(1).reduce((s, r) => s + Number(r[4]), 0).toFixed(2), '3570.00', 'the months add up to the full amount');
  });

  test('release later: the rest with what was paid counted, and without', async (t) => {
    const page = await visit(t, desk);
    await at(page, `en/${answers[3][0]}`);
    const out = await text(page, '#out');
    assert.match(out, /Paid \(18 months\) ₼1,927.80 Still due ₼1,642.20/);
    assert.match(out, /If the months paid do not count ₼3,570.00/);
    assert.match(out, /9 July 2028 Last day of the stay 24 months \+ 12 months, from: the day of placement If prolonged, 9 July 2029/);
  });

  test('months and a last day at once are not read silently', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/temporary/#${digger}&duty=15%25&months=2&until=2026-12-01`);
    await page.waitForSelector('#until-err:not([hidden])');
  });
});

describe('procedures', () => {
  test('side by side, and one by its name', async (t) => {
    const page = await visit(t, phone);
    await at(page, `en/procedures/#${digger}&duty=15%25`);
    await soon.equal(() => page.locator('.grid tbody tr').count(), 14);
    await soon.match(() => text(page, '.grid tbody tr:nth-child(4)'), /Inward processing 2 years ₼95.40 ₼3,570.00 put off/);
    await page.getByRole('button', { name: /Customs warehousing/ }).click();
    await soon.equal(() => page.inputValue('#procedure'), 'customs_warehouse');
    await page.waitForSelector('.facts');
    const out = await text(page, '#out');
    assert.match(out, /Put off ₼3,570.00/);
    assert.match(out, /Security ₼3,570.00 As much as the highest possible debt/);
    assert.match(out, /9 July 2029/);
  });

  test('a term that has passed costs the relief', async (t) => {
    const page = await visit(t, desk);
    await at(page, `en/procedures/#${digger}&duty=15%25&procedure=re_import&exported=2023-07-08`);
    await soon.equal(() => total(page), '3665.40');
    await soon.match(() => text(page, '.warnings'), /the relief is lost/);
    await soon.equal(() => page.locator('.days .late').count(), 1);
  });
});

describe('security, refund, border, storage', () => {
  test('debts are added row by row', async (t) => {
    const page = await visit(t, desk);
    await open(page, `${server.url}en/security/`);
    await page.selectOption('#kind', 'comprehensive');
    await page.locator('#price').waitFor({ state: 'hidden' });
    for (const n of [1, 2]) {
      if (n > 1) await page.click('#debts-add');
      await page.fill(`#debts-${n}-amount`, '100');
      await page.fill(`#debts-${n}-from`, '01.02.2026');
      await page.fill(`#debts-${n}-to`, '10.02.2026');
    }
    await page.waitForFunction(() => document.querySelector('#total')?.dataset.total === '200.00');
    await soon.match(() => text(page, '#out'), /Pledge.*Bank guarantee.*When security comes back/);
  });

  test('a claim after its year is late, unless force majeure is proven', async (t) => {
    const page = await visit(t, desk);
    await at(page, 'en/refund/#paid=2025-07-01&claimed=2026-08-01');
    await soon.match(() => text(page, '#total'), /The term ended on: 1 July 2026/);
    await page.check('#force');
    await page.waitForFunction(() => /Last day to claim/.test(document.querySelector('#total').innerText));
    await soon.match(() => text(page, '#total'), /1 July 2027/);
  });

  test('the dollar rate typed by the person is the one used', async (t) => {
    const page = await visit(t, desk);
    await at(page, 'en/border/#kind=bus&seats=40&stay=10&date=2026-09-08');
    const usd = Number(/In dollars: ([\d.,]+)/.exec(await text(page, '#total'))[1]);
    await page.fill('#usd', '2');
    await page.waitForFunction((want) => document.querySelector('#total')?.dataset.total === want, (usd * 2).toFixed(2));
    await page.check('[data-field=kind][value=car]');
    await page.locator('#part-permits').waitFor({ state: 'hidden' });
  });

  test('a fee whose amount was not found is unknown, not zero', async (t) => {
    const page = await visit(t, desk);
    await at(page, 'en/storage/#about=list&date=2026-07-09');
    const row = plain(await page.locator('.grid tbody tr', { hasText: 'Customs escort' }).innerText());
    assert.match(row, /unknown/);
    assert.doesNotMatch(row, /₼0/);
  });
});

test('the printed page says what was asked and what came out, without the form', async (t) => {
  const page = await visit(t, desk);
  await at(page, `en/${answers[3][0]}`);
  await page.emulateMedia({ media: 'print' });
  await soon.equal(() => page.locator('#form').isVisible(), false);
  const out = await text(page, '#out');
  assert.match(out, /Length of stay, months 14/);
  assert.match(out, /₼1,594.80/);
  assert.match(out, /Link to this calculation: http:\S+temporary\/#v=\S+months=14/);
  assert.doesNotMatch(out, /Copy the link/);
});

test('the home page leads to each of them', async (t) => {
  const page = await visit(t, desk);
  await open(page, `${server.url}az/`);
  for (const name of ['late', 'temporary', 'procedures', 'security', 'refund', 'border', 'storage']) {
    await soon.equal(() => page.locator(`.tile[href$="${name}/"]`).count(), 1, name);
  }
});
