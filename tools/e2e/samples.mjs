// What the built site writes of each calculator: its link with the total, its
// draft, and a backup of the journal with everything saved. Run once for each
// version of a format; the file is kept for ever (docs/compatibility.md):
//   DIST=<site> node samples.mjs > ../../wasm/compat/testdata/<day>-<what is new>.json
import { readFile } from 'node:fs/promises';
import { launch, open, serve } from './lib.mjs';
import { links } from './links.mjs';

const more = [
  // A form of a version that is no more: later ones list what they do not know.
  'late/#kind=deferral&debt=10000&due=2026-01-20&paid=2026-03-11&rate=6.5',
  // What a declaration has beside its lines, and every field of a line.
  'goods/#date=2026-07-09&fxDate=2026-07-08&incoterm=FCA&apportion=mass&freight=100&freight-cur=EUR&insurance=10&other=3.5&additions=20&paper=1&offHours=1&offSite=1&rate-USD=1.7&rate-EUR=1.95'
    + '&1.code=847130&1.price=1000&1.origin=CN&1.from=TR&1.traded=AE&1.net=2.5&1.gross=3&1.duty=15&1.name=%C5%9E%C9%99rab%20%26%20%3Cb%3E'
    + '&2.code=2204210000&2.price=200&2.price-cur=EUR&2.origin=GE&2.proof=st1&2.gross=7&2.net=6&2.q-l=5&2.alcohol=12&2.duty=15&2.marks=1&2.variant=wine',
  'goods/#date=2026-07-09&rate-USD=1.7&1.code=870323&1.price=9000&1.v-kind=car&1.v-fuel=petrol&1.v-cc=1998&1.v-made=2020-03-01&1.v-km=50000&1.duty=15',
];
const lang = process.env.SAMPLE_LANG || 'az';
const server = await serve();
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', timezoneId: 'Asia/Baku' });
await context.addInitScript(() => { // the link is shown where the clipboard is refused
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
});
const page = await context.newPage();
const samples = [], kept = {};
let version;
for (const link of [...more, ...links].filter((l) => !/^code\//.test(l))) {
  const name = link.split('/')[0];
  const there = await fetch(`${server.url}${lang}/${name}/`);
  if (!there.ok) continue;
  try {
    await page.goto('about:blank');
    await open(page, `${server.url}${lang}/${link}`);
    await page.waitForSelector('#out [data-act=link]', { timeout: 4000 });
    // A letter typed and taken back writes the draft.
    await page.evaluate((key) => { sessionStorage.removeItem(key); localStorage.removeItem(key); }, 'rusum.' + name);
    const field = page.locator('#main input:visible:not([type=checkbox]):not([type=radio]):not([type=file]):not([readonly])').first();
    if (await field.count()) {
      await field.focus();
      for (const key of ['End', '1', 'Backspace', 'Escape']) await page.keyboard.press(key);
      await page.waitForFunction((key) => sessionStorage.getItem(key), 'rusum.' + name, { timeout: 2000 }).catch(() => null);
    }
    await page.waitForSelector('#out [data-act=link]', { state: 'attached', timeout: 4000 });
    const s = await page.evaluate((name) => {
      const open = document.querySelector('#out details:has([data-act=link])');
      if (open) open.open = true;
      document.querySelector('#out [data-act=link]').click();
      return { total: document.querySelector('#total')?.dataset.total ?? '', link: document.getElementById('link-text').value,
        draft: sessionStorage.getItem('rusum.' + name) ?? '' };
    }, name);
    s.link = s.link.replace(/^[^#]*#?/, '');
    samples.push({ page: name, link: s.link, total: s.total, draft: s.draft });
    version ??= /(?:^|&)v=([^&]*)/.exec(s.link)?.[1];
    if (await page.$('[data-act=save]')) {
      await page.click('[data-act=save]');
      await page.waitForSelector('#keep-name');
      await page.fill('#keep-name', `№ ${samples.length} <${name}>`);
      await page.fill('#keep-tags', name + ', nümunə');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#keep a[href="../journal/"]');
    }
  } catch (e) {
    console.error(link, String(e).split('\n')[0]);
  }
}
let backup = null, lines = null;
if ((await fetch(`${server.url}${lang}/journal/`)).ok) {
  await page.goto(`${server.url}${lang}/journal/`);
  await page.waitForSelector('html[data-journal]');
  const [d] = await Promise.all([page.waitForEvent('download'), page.click('[data-act=backup]')]);
  backup = JSON.parse(await readFile(await d.path(), 'utf8'));
}
console.log(JSON.stringify({ version, lang, samples, backup }, null, 1));
await browser.close();
server.close();
