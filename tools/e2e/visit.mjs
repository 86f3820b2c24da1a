// Opening a page so that anything unquiet fails its test.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { engine } from './lib.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
export const desk = { viewport: { width: 1280, height: 800 } };

/** The page runs on a processor so many times slower: SLOW=4 finds tests that look too early. */
export async function slow(page, times) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: times });
}

/**
 * Firefox breaks off what a page computes and loads when it is left; the program
 * and the service worker end with a word that nobody sees any more.
 */
export const left = (text) => engine === 'firefox' && /^(exit code: 2|Error)$|ServiceWorker intercepted the request and encountered an unexpected error/.test(text);

/** What is asked for in vain over WebDriver BiDi, mostly without a word: the test would look at something else. */
function bidi(options) {
  for (const [name, what] of Object.entries({ javaScriptEnabled: 'a page without script', forcedColors: 'forced colours', reducedMotion: 'less motion', contrast: 'more contrast', media: 'print and other media' })) {
    if (name in options && !(name === 'javaScriptEnabled' && options[name])) throw new Error(`not supported: ${what}, over WebDriver BiDi`);
  }
}

/**
 * visitor(of) makes visit(t, options): a page that fails its test for anything
 * on the console, any refused policy, any request that leaves the origin.
 * Service workers are off unless asked for: a request they answer is not seen.
 */
export function visitor(of) {
  return async function visit(t, options = {}) {
    const { server, browser } = of();
    if (engine === 'firefox') bidi(options);
    const context = await browser.newContext({ ...desk, serviceWorkers: 'block', timezoneId: 'Asia/Baku', ...options });
    await context.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`));
    });
    if (engine === 'firefox' && options.colorScheme === 'dark') await context.addInitScript(() => { try { localStorage.setItem('rusum.theme', 'dark'); } catch { /* an empty page */ } }); // as its button does
    const page = await context.newPage();
    if (engine === 'firefox') page.emulateMedia = async () => bidi({ media: true });
    if (process.env.SLOW) await slow(page, +process.env.SLOW);
    const faults = [];
    page.on('console', (m) => {
      if (left(m.text())) return;
      if (['error', 'warning'].includes(m.type()) && !m.text().includes('Service Worker registration blocked')) faults.push(m.text());
    });
    page.on('pageerror', (e) => { if (!left(String(e))) faults.push(String(e)); });
    page.on('request', (r) => { if (!r.url().startsWith(server.url) && !/^(data|blob):/.test(r.url())) faults.push(`request to ${r.url()}`); });
    t.after(async () => {
      const refused = await page.evaluate(() => window.violations ?? []).catch(() => []);
      await context.close();
      if (!options.expectFaults) assert.deepEqual([...faults, ...refused], [], 'console, requests and policy stay quiet');
    });
    return page;
  };
}

/** What axe finds on a page as it stands, of any weight. */
export async function violations(page) {
  await page.evaluate(source);
  return page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations));
}

/** A violation in words. */
export const said = (v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${[...n.any, ...n.none, ...n.all][0]?.message ?? ''}`).join(', ')}`;

/**
 * The serious things axe finds. The screen is made as tall as the page: on a
 * short one the bar with the total covers whatever stands under it until one
 * scrolls, which axe takes for a small target.
 */
export async function axe(page) {
  const was = page.viewportSize();
  await page.setViewportSize({ width: was.width, height: 6000 });
  const found = await violations(page);
  await page.setViewportSize(was);
  return found.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${page.url()}: ${said(v)}`);
}
