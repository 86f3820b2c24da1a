// Shared by the tests and the measuring program: the local server and the browser.
import assert from 'node:assert/strict';
import { test as nodeTest } from 'node:test';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { chromium, firefox } from 'playwright-core';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const dist = path.resolve(root, process.env.DIST || 'dist');

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The browser named by CHROMIUM, or the first that is installed: the shell without windows needs half the processor. */
export function browserPath() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .filter(Boolean).find((p) => existsSync(p));
  if (!found) throw new Error('no Chromium: set CHROMIUM to its path');
  return found;
}

/** Firefox as it is installed, if it is. */
export function firefoxPath() {
  return [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'].filter(Boolean).find((p) => existsSync(p));
}

/** The engine the tests run in: ENGINE=firefox or webkit for those Debian ships, Chromium otherwise. */
export const engine = process.env.ENGINE || 'chromium';

export async function launch(name = engine) {
  if (name === 'webkit') return (await import('./engines/webkit.mjs')).launchWebKit();
  if (name === 'chromium') return chromium.launch({ executablePath: browserPath(), args: flags });
  const executablePath = firefoxPath();
  if (!executablePath) throw new Error('no Firefox: set FIREFOX to its path');
  // The unpatched Firefox, over WebDriver BiDi, which does not hear of a page that
  // comes back from the cache of pages. Scroll bars lie over the page as on a phone.
  return firefox.launch({ executablePath, channel: 'moz-firefox', firefoxUserPrefs: { 'ui.useOverlayScrollbars': 1, 'browser.sessionhistory.max_total_viewers': 0 } });
}

// What the way to an engine cannot do is no fault of the page: the test is told
// as skipped, with what was missing. In Chromium nothing is.
const missing = /not supported|unsupported operation|unknown command|UnsupportedOperation|not implemented|only available in|only supported|waiting for event "download"/i;
export const test = engine === 'chromium' ? nodeTest : (name, ...rest) => {
  const body = rest.pop();
  return nodeTest(name, ...rest, async (t) => {
    try { return await body(t); } catch (e) {
      if (e.constructor.name === 'Unsupported' || missing.test(e.message)) return t.skip(`${engine}: ${e.message.split('\n')[0]}`);
      throw e;
    }
  });
};

/** Starts tools/serve on a free port, or on the given one, and waits for its address. */
export async function serve({ addr = 'localhost:0', dir = dist } = {}) {
  const bin = process.env.SERVE;
  const child = bin
    ? spawn(bin, ['-addr', addr, dir], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    : spawn('go', ['run', './tools/serve', '-addr', addr, dir], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const url = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (b) => {
      out += b;
      const m = out.match(/http:\/\/\S+/);
      if (m) resolve(m[0]);
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  let closed = false;
  return {
    url: url.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost'),
    close() {
      if (closed) return;
      closed = true;
      child.removeAllListeners('exit');
      // "go run" has the server as its child: the group is ended by its own id.
      if (bin) child.kill('SIGINT'); else process.kill(-child.pid, 'SIGINT');
    },
  };
}

/** Opens a page and waits until the program answers and names are there. */
export async function open(page, url, { names = 'first' } = {}) {
  await page.goto(url);
  await ready(page, names);
}

/** Waits until the whole set is kept and answers for the page. */
export async function offlineReady(page) {
  await page.waitForSelector('html[data-names=all]');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((r) => navigator.serviceWorker.addEventListener('controllerchange', r, { once: true }));
  });
}

export async function ready(page, names = 'first') {
  await page.waitForSelector('html[data-ready]');
  if (names === 'first') await page.waitForSelector('html[data-names]');
  if (names === 'all') await page.waitForSelector('html[data-names=all]');
}

/**
 * Assertions of what the page shows: asked again until they hold, for at most
 * ten seconds. A page paints when the browser lets it; a test that looks a frame
 * too early on a busy machine says nothing about the page. What is asserted is
 * the same: soon.equal(() => page.inputValue('#code'), '8471 30').
 */
export const soon = Object.fromEntries(['equal', 'notEqual', 'match', 'doesNotMatch', 'ok', 'deepEqual', 'notDeepEqual'].map((name) => [name, async (ask, ...rest) => {
  for (const end = Date.now() + 10000; ; await new Promise((r) => setTimeout(r, 50))) {
    try { return assert[name](await ask(), ...rest); } catch (e) { if (Date.now() > end) throw e; }
  }
}]));

/** Pastes a text into an element. Firefox fills the event of a script from "data", the others from the clipboard it is given. */
export const paste = (page, id, text) => page.evaluate(([id, data]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', data);
  document.getElementById(id).dispatchEvent(new ClipboardEvent('paste', { clipboardData, data, dataType: 'text/plain', bubbles: true, cancelable: true }));
}, [id, text]);

/** What an element puts on the clipboard. */
export const copied = (page, id) => page.evaluate((id) => {
  const e = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), data: '', dataType: 'text/plain', bubbles: true, cancelable: true });
  document.getElementById(id).dispatchEvent(e);
  return e.clipboardData.getData('text/plain');
}, id);
