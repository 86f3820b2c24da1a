import { launch, serve, ready } from './lib.mjs';
const server = await serve({ dir: process.env.DIR });
const browser = await launch();
const shots = JSON.parse(process.argv[2]);
for (const s of shots) {
  const ctx = await browser.newContext({ viewport: s.desk ? { width: 1280, height: 800 } : { width: 360, height: 740 }, deviceScaleFactor: s.desk ? 1 : 2, colorScheme: s.dark ? 'dark' : 'light', serviceWorkers: 'block', hasTouch: !s.desk, isMobile: !s.desk });
  const page = await ctx.newPage();
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type()) && !/Service Worker/.test(m.text())) console.log('CONSOLE', m.text()); });
  page.on('pageerror', (e) => console.log('PAGEERROR', e));
  await page.goto(server.url + s.url);
  if (!s.static) await ready(page, s.names || 'first').catch((e) => console.log(String(e)));
  await page.waitForTimeout(s.wait || 400);
  if (s.js) { const r = await page.evaluate(s.js); if (r !== undefined) console.log(r); await page.waitForTimeout(300); }
  if (s.type) { await page.locator(s.type[0]).pressSequentially(s.type[1]); await page.waitForTimeout(600); }
  if (s.press) { for (const k of s.press) await page.keyboard.press(k); await page.waitForTimeout(300); }
  console.log(s.name, await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, document.documentElement.scrollHeight].join(' ')));
  await page.screenshot({ path: `/tmp/browse-shots/${s.name}.png`, fullPage: !!s.full });
  await ctx.close();
}
await browser.close(); server.close();
