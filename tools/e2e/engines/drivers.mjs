// One small interface over three browser engines: Chromium through Playwright,
// Firefox through WebDriver BiDi (Puppeteer), WebKit through the WebDriver of
// WebKitGTK. Each is what Debian ships.
//
// A driver has open(): a fresh profile with
//   goto(url), reload(), evaluate(fn, ...args), type(selector, text), click(selector),
//   waitFor(fn, ...args) (until fn answers something true, its answer),
//   act(selector, fn) (clicks until fn is true), close().
// evaluate takes functions that use nothing from outside themselves.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { browserPath } from '../lib.mjs';

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const first = (...paths) => paths.find((p) => p && existsSync(p));

/** Asks again until the answer is true, or says what was waited for. */
async function until(ask, what, timeout = 30000) {
  const end = Date.now() + timeout;
  for (let last; ; await sleep(50)) {
    try { const x = await ask(); if (x) return x; } catch (e) { last = e; }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ''}`);
  }
}

// An element is no answer that crosses to Node in every engine.
const waiting = (page) => (fn, ...args) => until(() => page.evaluate(`async (...a) => { const x = await (${fn})(...a); return x instanceof Node ? true : x; }`, ...args), fn.toString().slice(0, 120));

/** Clicks until it shows: an answer that is painted anew under the pointer takes a click with it. */
const acting = (page) => (selector, fn) => until(async () => {
  if (await page.evaluate(fn)) return true;
  await page.click(selector);
  await sleep(300);
  return page.evaluate(fn);
}, `${selector}: ${fn.toString().slice(0, 120)}`);

const inChromium = {
  name: 'Chromium',
  find() { try { return browserPath(); } catch { return ''; } },
  async open() {
    const browser = await chromium.launch({ executablePath: this.find(), args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'] });
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
    const p = {
      goto: (url) => page.goto(url), reload: () => page.reload(),
      evaluate: (fn, ...args) => page.evaluate(`(${fn})(...${JSON.stringify(args)})`),
      type: async (s, text) => { await page.fill(s, ''); await page.locator(s).pressSequentially(text); },
      click: (s) => page.click(s),
      close: () => browser.close(),
    };
    p.waitFor = waiting(p);
    p.act = acting(p);
    return p;
  },
};

const inFirefox = {
  name: 'Firefox',
  find: () => first(process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'),
  async open() {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: this.find(), headless: true });
    const page = await browser.newPage();
    await page.setViewport({ width: 1200, height: 800 });
    const p = {
      goto: (url) => page.goto(url), reload: () => page.reload(),
      evaluate: (fn, ...args) => page.evaluate(`(${fn})(...${JSON.stringify(args)})`),
      type: async (s, text) => {
        await page.$eval(s, (e) => { e.scrollIntoView({ block: 'center' }); e.focus(); e.select?.(); });
        await page.keyboard.press('Backspace');
        await page.keyboard.type(text);
      },
      click: (s) => page.$eval(s, (e) => { e.scrollIntoView({ block: 'center' }); e.focus(); e.click(); }),
      close: () => browser.close(),
    };
    p.waitFor = waiting(p);
    p.act = acting(p);
    return p;
  },
};

const inWebKit = {
  name: 'WebKit',
  browser: () => first(process.env.MINIBROWSER, '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser', '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser'),
  find() { return this.browser() && first('/usr/bin/WebKitWebDriver') && first('/usr/bin/Xvfb') && this.browser(); },
  async open() {
    // A display and a driver of its own, ended by their own ids.
    const display = `:${90 + Math.floor(Math.random() * 900)}`;
    const port = 20000 + Math.floor(Math.random() * 20000);
    const screen = spawn('/usr/bin/Xvfb', [display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
    const driver = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: '1' } });
    const call = async (method, path, body) => {
      const r = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
      const { value } = await r.json();
      if (!r.ok) throw new Error(`${value.error}: ${value.message}`);
      return value;
    };
    let id;
    const end = () => { driver.kill(); screen.kill(); };
    try {
      const made = await until(() => call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: this.browser(), args: ['--automation'] } } } }), 'a WebKit session', 20000);
      id = made.sessionId;
    } catch (e) { end(); throw e; }
    const s = (method, path, body) => call(method, `/session/${id}${path}`, body);
    const element = async (selector) => Object.values(await s('POST', '/element', { using: 'css selector', value: selector }))[0];
    await s('POST', '/window/rect', { x: 0, y: 0, width: 1200, height: 860 }).catch(() => {});
    await s('POST', '/timeouts', { script: 30000, pageLoad: 60000 });
    const p = {
      goto: (url) => s('POST', '/url', { url }), reload: () => s('POST', '/refresh', {}),
      evaluate: async (fn, ...args) => {
        const out = await s('POST', '/execute/async', { script: `const done = arguments[arguments.length - 1]; Promise.resolve().then(() => (${fn})(...${JSON.stringify(args)})).then((v) => done({ v }), (e) => done({ e: String(e) }));`, args: [] });
        if (out.e) throw new Error(out.e);
        return out.v;
      },
      type: async (selector, text) => {
        await p.evaluate((q) => { const e = document.querySelector(q); e.scrollIntoView({ block: 'center' }); e.focus(); e.select?.(); }, selector);
        await s('POST', `/element/${await element(selector)}/value`, { text: `\ue003${text}` });
      },
      click: async (selector) => { await p.evaluate((q) => document.querySelector(q).scrollIntoView({ block: 'center' }), selector); await s('POST', `/element/${await element(selector)}/click`, {}); },
      close: async () => { await s('DELETE', '').catch(() => {}); end(); },
    };
    p.waitFor = waiting(p);
    p.act = acting(p);
    return p;
  },
};

export const engines = [inChromium, inFirefox, inWebKit];
