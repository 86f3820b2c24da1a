// Runs the test files two at a time. What failed is tried once more, alone: a
// test that passes then is named as unsteady, because on a busy machine a browser
// may take longer than anyone waits; one that fails twice fails the run.
// Arguments are files; none means all. ENGINE=firefox or webkit runs them there,
// except those that do not open a page of the site.
import { run } from 'node:test';
import { spec, tap } from 'node:test/reporters';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { engine, firefoxPath } from './lib.mjs';
import { webkitParts } from './engines/webkit.mjs';

if ((engine === 'firefox' && !firefoxPath()) || (engine === 'webkit' && !webkitParts())) {
  console.error(`\n*** ${engine.toUpperCase()} IS NOT ON THIS MACHINE: nothing is tested in it. On Debian: apt-get install firefox-esr webkit2gtk-driver xvfb ***\n`);
  process.exit(0);
}

const here = path.dirname(fileURLToPath(import.meta.url));
const files = (process.argv.length > 2 ? process.argv.slice(2) : readdirSync(here).filter((f) => f.endsWith('.test.mjs') && (engine === 'chromium' || !/^(size|compilers)\./.test(f))).sort()).map((f) => path.resolve(here, f));
const most = 8; // more failures than this are no accident

/** Runs files; the tests that failed, without the suites they stand in. */
async function attempt(files, concurrency, names) {
  const failed = [];
  let bad = false;
  const tests = run({ files, concurrency, ...(names && { testNamePatterns: names.map((n) => new RegExp(`^${n.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`)) }) });
  tests.on('test:fail', (e) => {
    if (e.skip !== undefined || e.todo !== undefined) return;
    bad = true;
    if (e.details?.error?.failureType !== 'subtestsFailed') failed.push({ name: e.name, file: e.file });
  });
  const shown = tests.compose(process.stdout.isTTY ? new spec() : tap);
  shown.pipe(process.stdout, { end: false });
  await new Promise((resolve, reject) => { shown.on('end', resolve); shown.on('error', reject); });
  return { failed, bad };
}

const one = await attempt(files, 2);
let ok = !one.bad;
if (!ok && one.failed.length > 0 && one.failed.length <= most) {
  console.log(`# ${one.failed.length} failed and are tried once more, alone: ${one.failed.map((f) => f.name).join(' · ')}`);
  const again = [...new Set(one.failed.map((f) => f.file))].filter((f) => files.includes(f));
  // A file that broke as a whole is run as a whole.
  const whole = one.failed.some((f) => f.name === f.file || files.includes(path.resolve(f.name)));
  const two = again.length > 0 ? await attempt(again, 1, whole ? undefined : one.failed.map((f) => f.name)) : one;
  ok = !two.bad;
  if (ok) console.log(`# UNSTEADY, passed at the second attempt: ${one.failed.map((f) => `${path.basename(f.file)}: ${f.name}`).join(' · ')}`);
}
process.exit(ok ? 0 : 1);
