// WebKit as Debian ships it, for the same tests: the part of Playwright's
// interface they use, over the WebDriver of WebKitGTK. What WebDriver cannot do
// (other pages' traffic, downloads, scripts before the page's own) throws
// Unsupported; `test` of lib.mjs tells it as skipped, by name.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export class Unsupported extends Error {}

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const first = (...paths) => paths.find((p) => p && existsSync(p));
const patience = 30000;

/** Asks until the answer is not undefined. */
async function until(ask, what, timeout = patience) {
  const end = Date.now() + timeout;
  for (let last; ; await sleep(30)) {
    try { const x = await ask(); if (x !== undefined) return x; last = undefined; } catch (e) { if (e instanceof Unsupported) throw e; last = e; }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ''}`);
  }
}

/** The parts of WebKit that are needed; undefined if one is missing. */
export function webkitParts() {
  const browser = first(process.env.MINIBROWSER, ...['x86_64', 'aarch64'].flatMap((m) => ['4.1', '4.0'].map((v) => `/usr/lib/${m}-linux-gnu/webkit2gtk-${v}/MiniBrowser`)));
  const driver = first('/usr/bin/WebKitWebDriver');
  const screen = first('/usr/bin/Xvfb');
  return browser && driver && screen && { browser, driver, screen };
}

const free = () => 20000 + Math.floor(Math.random() * 20000);

export async function launchWebKit() {
  const parts = webkitParts();
  if (!parts) throw new Error('no WebKit: webkit2gtk-driver and xvfb are needed');
  // A display of its own, ended by its own id.
  const display = `:${90 + Math.floor(Math.random() * 9000)}`;
  const screen = spawn(parts.screen, [display, '-screen', '0', '1400x1200x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
  const contexts = new Set();
  return {
    async newContext(options = {}) {
      const c = new Context(parts, display, options);
      await c.start();
      contexts.add(c);
      return c;
    },
    async close() {
      for (const c of contexts) await c.close();
      screen.kill();
    },
  };
}

class Context {
  constructor(parts, display, options) {
    Object.assign(this, { parts, display, options, pages: [], late: [] });
  }

  async start() {
    for (const name of ['javaScriptEnabled', 'offline', 'permissions', 'storageState']) if (name in this.options && this.options[name] !== true) throw new Unsupported(`a context with ${name}`);
    for (const name of ['colorScheme', 'forcedColors', 'reducedMotion', 'contrast']) if (this.options[name] && this.options[name] !== 'light') throw new Unsupported(name);
    const port = free();
    // The bars of the window are wider than a phone; a style of the toolkit makes them small.
    const config = mkdtempSync(path.join(tmpdir(), 'rusum-webkit-'));
    mkdirSync(path.join(config, 'gtk-3.0'));
    writeFileSync(path.join(config, 'gtk-3.0', 'gtk.css'), '* { padding: 0; margin: 0; min-width: 0; min-height: 0; border-width: 0; font-size: 1px; -gtk-icon-transform: scale(0.01); }');
    const env = { ...process.env, XDG_CONFIG_HOME: config, DISPLAY: this.display, WEBKIT_DISABLE_COMPOSITING_MODE: '1', TZ: this.options.timezoneId || process.env.TZ || 'UTC' };
    if (this.options.locale) env.LANG = env.LC_ALL = `${this.options.locale.replace('-', '_')}.UTF-8`;
    this.driver = spawn(this.parts.driver, [`--port=${port}`], { stdio: 'ignore', env });
    this.base = `http://127.0.0.1:${port}`;
    const made = await until(() => this.call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: this.parts.browser, args: ['--automation'] } } } }), 'a WebKit session');
    this.base += `/session/${made.sessionId}`;
    await this.call('POST', '/timeouts', { script: patience, pageLoad: 60000 });
  }

  async call(method, at, body) {
    const r = await fetch(this.base + at, { method, body: body && JSON.stringify(body) });
    const { value } = await r.json();
    if (!r.ok) throw Object.assign(new Error(`${value.error}: ${value.message}`), { kind: value.error });
    return value;
  }

  /** Runs one command at a time: it is told which window is meant first. */
  in(page, work) {
    const done = (this.queue ?? Promise.resolve()).then(async () => {
      if (this.current !== page.handle) {
        await this.call('POST', '/window', { handle: page.handle });
        this.current = page.handle;
      }
      return work();
    });
    this.queue = done.catch(() => {});
    return done;
  }

  async newPage() {
    // A window is opened from another one, which must not be the one just closed.
    if (this.pages.length && this.current === undefined) await this.in(this.pages[0], () => {});
    const made = this.pages.length ? (await this.call('POST', '/window/new', { type: 'tab' })).handle : await this.call('GET', '/window');
    const page = new Page(this, made);
    this.pages.push(page);
    await page.setViewportSize(this.options.viewport ?? { width: 1280, height: 720 });
    return page;
  }

  /** Scripts of the tests that only listen: they come after the page's own. */
  async addInitScript(f) { this.late.push(f); }
  async route() { throw new Unsupported('answering requests'); }
  async setOffline() { throw new Unsupported('the network cannot be cut'); }
  async newCDPSession() { throw new Unsupported('the Chrome protocol'); }
  async grantPermissions() { throw new Unsupported('permissions'); }
  on() {}

  async close() {
    if (this.closed) return;
    this.closed = true;
    await this.call('DELETE', '').catch(() => {});
    this.driver.kill();
  }
}

// What is meant by a selector, in the page. A step is css, or one of the
// filters; :has-text(…), :visible, "text=…" and " >> " are Playwright's.
function find(steps, from = [document]) {
  const visible = (e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && getComputedStyle(e).visibility === 'visible'; };
  const words = (e) => (e.innerText ?? e.textContent).replace(/\s+/g, ' ').trim();
  const holds = (e, want) => (want.re ? new RegExp(want.re, want.flags).test(words(e)) : words(e).toLowerCase().includes(want.text.toLowerCase()));
  const named = (e) => {
    const by = (e.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => id && document.getElementById(id)?.textContent).filter(Boolean).join(' ');
    return (by || e.getAttribute('aria-label') || e.querySelector?.(':scope > title')?.textContent || e.innerText || e.textContent || '').replace(/\s+/g, ' ').trim();
  };
  const chain = (roots, css) => {
    const parts = css.match(/(?::has-text\((?:"[^"]*"|'[^']*')\)|:visible|(?:[^:"'[(]|\[(?:"[^"]*"|'[^']*'|[^\]])*\]|\((?:[^()]|\([^)]*\))*\)|:(?!has-text|visible))+)/g);
    let at = roots;
    for (const part of parts) {
      const text = part.match(/^:has-text\(["'](.*)["']\)$/);
      if (text) at = at.filter((e) => words(e).toLowerCase().includes(text[1].toLowerCase()));
      else if (part === ':visible') at = at.filter(visible);
      else at = [...new Set(at.flatMap((e) => [...e.querySelectorAll(e === document ? part : `:scope ${part}`)]))];
    }
    return at;
  };
  let at = from;
  for (const step of steps) {
    if (step.css !== undefined) {
      for (const css of step.css.split(/\s*>>\s*/)) {
        if (css.startsWith('nth=')) at = [at.at(+css.slice(4))].filter(Boolean);
        else if (css.startsWith('text=')) {
          const want = css.slice(5).toLowerCase();
          at = at.flatMap((e) => [...e.querySelectorAll('*')]).filter((e) => words(e).toLowerCase().includes(want) && ![...e.children].some((c) => words(c).toLowerCase().includes(want)));
        } else at = css.split(/,(?![^([]*[)\]])/).flatMap((one) => chain(at, one.trim()));
      }
      at = [...new Set(at)].sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    } else if (step.hasText) at = at.filter((e) => holds(e, step.hasText));
    else if (step.has) at = at.filter((e) => find(step.has, [e]).length);
    else if (step.nth !== undefined) at = at.length ? [at.at(step.nth)].filter(Boolean) : [];
    else if (step.and) { const other = new Set(find(step.and)); at = at.filter((e) => other.has(e)); }
    else if (step.role) {
      const css = { button: 'button, [role=button], summary', img: '[role=img], img, svg', link: 'a[href]', heading: 'h1, h2, h3, h4' }[step.role] ?? `[role=${step.role}]`;
      at = at.flatMap((e) => [...e.querySelectorAll(css)]).filter((e) => visible(e) && (step.name === undefined || (step.name.re ? new RegExp(step.name.re, step.name.flags).test(named(e)) : named(e).toLowerCase().includes(step.name.text.toLowerCase()))));
    }
  }
  return at;
}

const wanted = (x) => (x instanceof RegExp ? { re: x.source, flags: x.flags } : { text: x });
const filters = (o = {}) => [...(o.hasText !== undefined ? [{ hasText: wanted(o.hasText) }] : []), ...(o.has ? [{ has: o.has.steps }] : [])];

const keys = { Enter: '\ue007', Tab: '\ue004', Escape: '\ue00c', Backspace: '\ue003', Delete: '\ue017', ArrowLeft: '\ue012', ArrowUp: '\ue013', ArrowRight: '\ue014', ArrowDown: '\ue015',
  Home: '\ue011', End: '\ue010', PageUp: '\ue00e', PageDown: '\ue00f', F2: '\ue032', Space: ' ', Shift: '\ue008', Control: '\ue009', Alt: '\ue00a', Meta: '\ue03d' };

class Locator {
  constructor(page, steps) { Object.assign(this, { page, steps }); }
  locator(css, o) { return new Locator(this.page, [...this.steps, ...(typeof css === 'string' ? [{ css }] : css.steps), ...filters(o)]); }
  filter(o) { return new Locator(this.page, [...this.steps, ...filters(o)]); }
  first() { return this.nth(0); }
  last() { return this.nth(-1); }
  nth(n) { return new Locator(this.page, [...this.steps, { nth: n }]); }
  and(other) { return new Locator(this.page, [...this.steps, { and: other.steps }]); }
  getByRole(role, o = {}) { return new Locator(this.page, [...this.steps, { role, name: o.name === undefined ? undefined : wanted(o.name) }]); }
  toString() { return JSON.stringify(this.steps); }

  /** Runs fn(elements, arg) in the page. */
  every(fn, arg) { return this.page.run(`(a) => { ${find}; return (${fn})(find(a.steps), a.arg); }`, { steps: this.steps, arg }); }
  /** Runs fn(element, arg) in the page once there is one; strict as Playwright is. */
  one(fn, arg, o = {}) {
    return until(async () => (await this.every(`(all, arg) => { if (all.length > 1 && ${!this.steps.some((s) => s.nth !== undefined)}) throw new Error('not one but ' + all.length); return all.length ? (async () => ({ got: await (${fn})(all[0], arg) }))() : null; }`, arg)) ?? undefined, this, o.timeout).then((x) => x.got);
  }

  count() { return this.every((all) => all.length); }
  async all() { return Array.from({ length: await this.count() }, (_, i) => this.nth(i)); }
  allInnerTexts() { return this.every((all) => all.map((e) => e.innerText ?? e.textContent)); }
  allTextContents() { return this.every((all) => all.map((e) => e.textContent)); }
  evaluateAll(fn, arg) { return this.every(fn, arg); }
  evaluate(fn, arg) { return this.one(fn, arg); }
  innerText() { return this.one((e) => e.innerText ?? e.textContent); }
  textContent() { return this.one((e) => e.textContent); }
  innerHTML() { return this.one((e) => e.innerHTML); }
  getAttribute(name) { return this.one((e, n) => e.getAttribute(n), name); }
  inputValue() { return this.one((e) => e.value); }
  isChecked() { return this.one((e) => e.checked); }
  isDisabled() { return this.one((e) => !!e.disabled); }
  isEnabled() { return this.one((e) => !e.disabled); }
  isVisible() { return this.every((all) => { const e = all[0]; if (!e) return false; const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && getComputedStyle(e).visibility === 'visible'; }); }
  async isHidden() { return !await this.isVisible(); }
  boundingBox() { return this.one((e) => { const r = e.getBoundingClientRect(); return { x: r.x, y: r.y, width: r.width, height: r.height }; }); }
  focus() { return this.one((e) => { e.focus(); }); }
  blur() { return this.one((e) => { e.blur(); }); }
  scrollIntoViewIfNeeded() { return this.one((e) => { e.scrollIntoView({ block: 'nearest' }); }); }
  dispatchEvent(type, init = {}) { return this.one((e, a) => { e.dispatchEvent(new Event(a.type, { bubbles: true, cancelable: true, ...a.init })); }, { type, init }); }
  waitFor({ state = 'visible', timeout } = {}) {
    return until(async () => {
      const n = await this.count(), seen = n > 0 && await this.first().isVisible();
      return { visible: seen, hidden: !seen, attached: n > 0, detached: n === 0 }[state] || undefined;
    }, `${this} ${state}`, timeout).then(() => {});
  }

  /** The element for WebDriver, once it is seen and able. */
  element(o = {}) {
    return until(async () => {
      const got = await this.page.sync(`const find = ${find}; const all = find(arguments[0]); if (all.length > 1 && ${!this.steps.some((s) => s.nth !== undefined)}) throw new Error('not one but ' + all.length); const e = all[0]; if (!e || e.disabled) return null; const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 ? e : null;`, [this.steps]);
      return got ? Object.values(got)[0] : undefined;
    }, `${this} to be seen`, o.timeout);
  }
  async click(o = {}) {
    if (o.force || o.position || o.button || o.modifiers || o.clickCount) throw new Unsupported('a special click');
    // In the middle of the screen nothing that sticks to its edges covers it.
    await until(async () => {
      const id = await this.element(o);
      await this.page.sync('arguments[0].scrollIntoView({ block: "center", inline: "nearest" })', [{ 'element-6066-11e4-a52e-4f735466cecf': id }]);
      await this.page.command('POST', `/element/${id}/click`, {});
      return true;
    }, `a click on ${this}`, o.timeout);
  }
  async check() { if (!await this.isChecked()) await this.click(); }
  async uncheck() { if (await this.isChecked()) await this.click(); }
  async hover() { throw new Unsupported('hovering'); }
  async fill(text) {
    await this.element();
    await this.one((e, value) => {
      e.focus();
      if (['date', 'time', 'month', 'range', 'color'].includes(e.type)) {
        e.value = value;
        e.dispatchEvent(new Event('input', { bubbles: true }));
        e.dispatchEvent(new Event('change', { bubbles: true }));
        return;
      }
      e.select();
      if (value === '') { if (e.value !== '') document.execCommand('delete'); } else document.execCommand('insertText', false, value);
    }, text);
  }
  async press(key) { await this.focus(); await this.page.keyboard.press(key); }
  async pressSequentially(text) { await this.element(); await this.focus(); await this.page.keyboard.type(text); }
  async selectOption(want) {
    await this.element();
    return until(() => this.one((e, w) => {
      const o = [...e.options].find((x) => (typeof w === 'string' ? x.value === w || x.label === w : w.label !== undefined ? x.label === w.label : w.index !== undefined ? x.index === w.index : x.value === w.value));
      if (!o) return undefined;
      e.value = o.value;
      e.dispatchEvent(new Event('input', { bubbles: true }));
      e.dispatchEvent(new Event('change', { bubbles: true }));
      return [o.value];
    }, want).then((x) => x ?? undefined), `the option ${JSON.stringify(want)} of ${this}`);
  }
  async setInputFiles(files) {
    const paths = [files].flat().map((f) => {
      if (typeof f === 'string') return path.resolve(f);
      const at = path.join(mkdtempSync(path.join(tmpdir(), 'rusum-webkit-')), f.name);
      writeFileSync(at, f.buffer);
      return at;
    });
    const got = await until(async () => (await this.page.sync(`const find = ${find}; return find(arguments[0])[0] ?? null;`, [this.steps])) ?? undefined, this);
    await this.page.command('POST', `/element/${Object.values(got)[0]}/value`, { text: paths.join('\n') });
  }
}

/** What crossed as JSON, with undefined where it stood. */
function defined(x) {
  if (x === null || typeof x !== 'object') return x;
  if (x.undefined === 1 && Object.keys(x).length === 1) return undefined;
  for (const k of Object.keys(x)) x[k] = defined(x[k]);
  return x;
}

class Page {
  constructor(context, handle) {
    Object.assign(this, { owner: context, handle, last: 'about:blank' });
    this.keyboard = {
      press: (key) => this.keys(key.length > 1 && key.includes('+') ? key.split('+').map((k) => k || '+') : [key]),
      type: async (text) => { for (const c of text) await this.keys([c === '\n' ? 'Enter' : c]); },
      insertText: (text) => this.evaluate((s) => document.execCommand('insertText', false, s), text),
      down: () => { throw new Unsupported('holding a key'); },
      up: () => { throw new Unsupported('holding a key'); },
    };
    const pointer = (...actions) => this.command('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
    this.mouse = {
      move: (x, y) => pointer({ type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y) }),
      down: () => pointer({ type: 'pointerDown', button: 0 }),
      up: () => pointer({ type: 'pointerUp', button: 0 }),
      wheel: () => { throw new Unsupported('the wheel'); },
    };
    this.request = { get: async (url) => { const r = await fetch(url); const body = Buffer.from(await r.arrayBuffer()); return { ok: () => r.ok, status: () => r.status, headers: () => Object.fromEntries(r.headers), text: async () => body.toString(), body: async () => body }; } };
    for (const [name, what] of Object.entries({ route: 'answering requests', unroute: 'answering requests', addInitScript: 'a script before the page’s own', waitForEvent: 'events of the browser', waitForResponse: 'traffic', waitForRequest: 'traffic',
      exposeFunction: 'a function of the test in the page', pdf: 'printing', emulateMedia: 'media features', evaluateHandle: 'handles', screenshot: 'screenshots' })) this[name] = () => { const no = Promise.reject(new Unsupported(what)); no.catch(() => {}); return no; }; // often awaited later
    this.clock = new Proxy({}, { get: () => async () => { throw new Unsupported('another clock'); } });
  }

  on() {}
  off() {}
  context() { return this.owner; }
  workers() { throw new Unsupported('the inside of a worker'); }
  url() { return this.last; }
  command(method, at, body) { return this.owner.in(this, () => this.owner.call(method, at, body)); }
  sync(script, args) { return this.command('POST', '/execute/sync', { script, args }); }

  /** Runs the function of this source in the page; its answer crosses as JSON. */
  async run(source, arg) {
    const out = await this.command('POST', '/execute/async', { args: [arg === undefined ? null : arg],
      script: `const arg = arguments[0] === null ? undefined : arguments[0], done = arguments[1]; Promise.resolve().then(() => (${source})(arg)).then((v) => done({ v: JSON.stringify([v instanceof Node ? true : v], (k, x) => (x === undefined ? { undefined: 1 } : x)), url: location.href }), (e) => done({ e: String(e), url: location.href }));` });
    this.last = out.url;
    if (out.e) throw new Error(out.e);
    return defined(JSON.parse(out.v)[0]);
  }
  evaluate(fn, arg) {
    if (typeof fn === 'string') return this.run(`() => { ${/^[\s\S]{0,400}$/.test(fn) ? `return (${fn})` : fn} }`);
    return this.run(fn, arg);
  }
  async loaded() {
    for (const f of this.owner.late) await this.run(f).catch(() => {});
  }
  async goto(url) {
    await this.command('POST', '/url', { url });
    await this.loaded();
    // WebDriver does not tell the status: it is asked for once more.
    const r = await fetch(url.split('#')[0]).catch(() => null);
    return r && { ok: () => r.ok, status: () => r.status, headers: () => Object.fromEntries(r.headers) };
  }
  async reload() { await this.command('POST', '/refresh', {}); await this.loaded(); }
  async goBack() { await this.command('POST', '/back', {}); }
  async goForward() { await this.command('POST', '/forward', {}); }
  async bringToFront() { await this.evaluate(() => 0); }
  title() { return this.evaluate(() => document.title); }
  content() { return this.evaluate(() => document.documentElement.outerHTML); }
  waitForTimeout(ms) { return sleep(ms); }
  waitForFunction(fn, arg, o = {}) { return until(async () => (await this.evaluate(fn, arg)) || undefined, String(fn).slice(0, 160), o.timeout); }
  waitForSelector(css, o = {}) { return this.locator(css).first().waitFor(o); }
  async waitForURL(want, o = {}) {
    if (typeof want === 'string' && want.includes('*')) want = new RegExp(`^${want.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`);
    await until(async () => {
      const [href, state] = await this.evaluate(() => [location.href, document.readyState]);
      return (state === 'complete' && (want instanceof RegExp ? want.test(href) : typeof want === 'function' ? want(new URL(href)) : href === want)) || undefined;
    }, want, o.timeout);
    await this.loaded();
  }
  async waitForLoadState() { await this.waitForFunction(() => document.readyState === 'complete'); }

  viewportSize() { return this.size; }
  async setViewportSize(size) {
    this.size = size;
    const inner = () => this.evaluate(() => [innerWidth, innerHeight]);
    let [w, h] = [size.width, size.height + 80];
    for (let i = 0; i < 4; i++) {
      await this.command('POST', '/window/rect', { x: 0, y: 0, width: w, height: h });
      await sleep(50);
      const [iw, ih] = await inner();
      if (iw === size.width && ih === size.height) return;
      w += size.width - iw;
      h += size.height - ih;
    }
    const [iw] = await inner();
    if (iw !== size.width) throw new Unsupported(`a window of ${size.width} (${iw})`);
  }
  async keys(list) {
    const values = list.map((k) => keys[k] ?? k);
    await this.command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: [...values.map((value) => ({ type: 'keyDown', value })), ...values.toReversed().map((value) => ({ type: 'keyUp', value }))] }] });
  }
  async close() {
    await this.command('DELETE', '/window');
    this.owner.current = undefined;
    this.owner.pages = this.owner.pages.filter((p) => p !== this);
  }

  locator(css, o) { return new Locator(this, [{ css }, ...filters(o)]); }
  getByRole(role, o = {}) { return new Locator(this, [{ role, name: o.name === undefined ? undefined : wanted(o.name) }]); }
  getByText(text) { return new Locator(this, [{ css: `text=${text}` }]); }
}
for (const name of ['click', 'fill', 'inputValue', 'selectOption', 'check', 'uncheck', 'focus', 'press', 'isChecked', 'isVisible', 'isHidden', 'getAttribute', 'innerText', 'textContent', 'setInputFiles', 'dispatchEvent', 'type']) {
  Page.prototype[name] = function (css, ...rest) { return this.locator(css)[name === 'type' ? 'pressSequentially' : name](...rest); };
}
