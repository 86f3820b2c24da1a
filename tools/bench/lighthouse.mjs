// Lighthouse with its mobile settings (simulated slow 4G, processor four times
// slower) for each kind of page; the medians of three runs.
//
//	node tools/bench/lighthouse.mjs [PAGE…]
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { browserPath, serve } from '../e2e/lib.mjs';

const from = createRequire(new URL('./web/package.json', import.meta.url));
const lighthouse = (await import(pathToFileURL(from.resolve('lighthouse')))).default;
const chromeLauncher = await import(pathToFileURL(from.resolve('chrome-launcher')));

const pages = process.argv.length > 2 ? process.argv.slice(2)
  : ['', 'az/', 'az/goods/', 'az/codes/', 'az/codes/8471/', 'az/code/#847130', 'az/car/', 'az/value/', 'az/traveller/', 'az/journal/', 'az/about/'];
const server = await serve();
const chrome = await chromeLauncher.launch({ chromePath: browserPath(), chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'] });
const keys = ['performance', 'accessibility', 'best-practices', 'seo'];
const metrics = { FCP: 'first-contentful-paint', LCP: 'largest-contentful-paint', TBT: 'total-blocking-time', CLS: 'cumulative-layout-shift' };
console.log(`${'page'.padEnd(22)}${keys.map((k) => k.slice(0, 13).padStart(14)).join('')}${Object.keys(metrics).map((k) => k.padStart(9)).join('')}`);
let low = 0;
for (const page of pages) {
  const runs = [];
  for (let i = 0; i < (Number(process.env.RUNS) || 3); i++) {
    const { lhr } = await lighthouse(server.url + page, { port: chrome.port, onlyCategories: keys, logLevel: 'silent' });
    runs.push({ ...Object.fromEntries(keys.map((k) => [k, Math.round(100 * lhr.categories[k].score)])),
      ...Object.fromEntries(Object.entries(metrics).map(([k, id]) => [k, lhr.audits[id].numericValue])),
      failed: Object.values(lhr.audits).filter((a) => a.score !== null && a.score < 0.9 && lhr.categories.accessibility.auditRefs.concat(lhr.categories['best-practices'].auditRefs).some((r) => r.id === a.id && r.weight > 0)).map((a) => a.id) });
  }
  const median = (k) => runs.map((r) => r[k]).sort((a, b) => a - b)[runs.length >> 1];
  console.log(`${(page || '/').padEnd(22)}${keys.map((k) => String(median(k)).padStart(14)).join('')}${Object.keys(metrics).map((k) => (k === 'CLS' ? median(k).toFixed(3) : `${Math.round(median(k))}`).padStart(9)).join('')} ${[...new Set(runs.flatMap((r) => r.failed))].join(' ')}`);
  if (keys.slice(0, 3).some((k) => median(k) < 95)) low++;
}
chrome.kill();
server.close();
console.log(low ? `${low} of ${pages.length} pages have a score under 95` : 'every score is 95 or more');
process.exit(0);
