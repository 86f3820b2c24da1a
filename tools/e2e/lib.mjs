// Shared by the tests and the measuring program: the local server and the browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const dist = path.resolve(root, process.env.DIST || 'dist');

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The browser named by CHROMIUM, or the first that is installed. */
export function browserPath() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .filter(Boolean).find((p) => existsSync(p));
  if (!found) throw new Error('no Chromium: set CHROMIUM to its path');
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: browserPath(), args: flags });
}

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
