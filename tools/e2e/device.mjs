// A small device for the service worker: the storage, the network and the tabs
// that site/assets/sw.js meets, each of which a test can make fail. It keeps to
// what the specification says a worker may rely on: addAll is all or nothing,
// integrity is checked before a response is handed over, a worker may be ended
// at any moment, a new one waits until the last tab of the old has gone.
import { createHash, webcrypto } from 'node:crypto';
import vm from 'node:vm';

export const origin = 'https://rusum.test/app/';
export const hash = (body) => 'sha256-' + createHash('sha256').update(body).digest('base64');
const forever = () => new Promise(() => {});

export class Answer {
  constructor(body, { status = 200, location, type = 'basic' } = {}) { Object.assign(this, { body, status, location, type, ok: status >= 200 && status < 300 }); }
  clone() { return new Answer(this.body, this); }
  async arrayBuffer() { return new TextEncoder().encode(this.body).buffer; }
  async text() { return this.body; }
  static redirect(url, status) { return new Answer('', { status, location: String(url) }); }
  static error() { return new Answer('', { status: 0, type: 'error' }); }
}

class Asked {
  constructor(from, { integrity = '', cache, mode, method, body } = {}) {
    const of = typeof from === 'string' ? { url: from } : from;
    Object.assign(this, { url: of.url, method: method ?? of.method ?? 'GET', mode: mode ?? of.mode ?? 'cors', integrity: integrity || of.integrity || '', cache: cache ?? of.cache, body: body ?? of.body });
  }
  async formData() { return new Map(Object.entries(this.body)); }
}

export class Device {
  constructor(source) {
    this.source = source; // of the worker, with its {{places}}
    this.stored = new Map();
    this.tabs = [];
    this.newest = this.active = this.waiting = null;
    this.requests = []; // all that ever left the device
    this.fault = () => null; // of the network: null, 'offline', 'missing', 'wrong'
    this.step = () => {}; // called before each thing a worker waits for
  }

  /** fetch over the network, as the browser checks it. */
  async network(from, options) {
    const req = new Asked(from, options);
    this.requests.push({ url: req.url, method: req.method, body: req.body });
    const fault = this.fault(req.url);
    if (fault === 'offline') throw new TypeError('Failed to fetch');
    const path = req.url.slice(origin.length);
    let body = this.site.files.get(path);
    let status = 200;
    if (body === undefined || fault === 'missing') [body, status] = ['not here', 404];
    if (fault === 'wrong') [body, status] = ['of a stranger', 200];
    if (req.integrity && hash(body) !== req.integrity) throw new TypeError('integrity');
    return new Answer(body, { status });
  }

  caches(worker) {
    const device = this;
    const alive = async (f) => { await null; device.step(); if (worker.ended) return forever(); return f(); };
    const url = (x) => (typeof x === 'string' ? x : x.url);
    const open = (name) => {
      const get = () => { if (!device.stored.has(name)) device.stored.set(name, new Map()); return device.stored.get(name); };
      let set = get();
      return {
        match: (x) => alive(() => set.get(url(x))?.clone()),
        put: (x, r) => alive(() => { set.set(url(x), r.clone()); }),
        delete: (x) => alive(() => set.delete(url(x))),
        addAll: async (list) => {
          const got = [];
          for (const req of list) {
            const r = await alive(() => device.network(req));
            if (!r.ok) throw new TypeError('Request failed');
            got.push([url(req), r]);
          }
          await alive(() => { for (const [u, r] of got) set.set(u, r); });
        },
      };
    };
    return {
      open: (name) => alive(() => open(name)),
      has: (name) => alive(() => device.stored.has(name)),
      keys: () => alive(() => [...device.stored.keys()]),
      delete: (name) => alive(() => device.stored.delete(name)),
      match: (x) => alive(() => { for (const set of device.stored.values()) if (set.has(url(x))) return set.get(url(x)).clone(); }),
    };
  }

  /** A worker of the script that the site serves now. */
  start(site) {
    const worker = { site, script: site.script(this.source), ended: false, on: {}, state: 'installing' };
    const self = {
      location: new URL(origin + 'sw.js'),
      addEventListener: (type, f) => { worker.on[type] = f; },
      clients: { claim: async () => { for (const tab of this.tabs) tab.controller = worker; } },
      skipWaiting: () => { worker.skips = true; },
    };
    const fetch = async (...a) => { await null; this.step(); if (worker.ended) return forever(); return this.network(...a); };
    vm.runInNewContext(worker.script, { self, caches: this.caches(worker), crypto: webcrypto, fetch, URL, Request: Asked, Response: Answer, Promise, btoa, Uint8Array, TypeError, console,
      setTimeout: (f, _, ...a) => { setImmediate(f, ...a); } });
    return worker;
  }

  async fire(worker, type, event = {}) {
    const wait = [];
    worker.on[type]?.({ ...event, waitUntil: (p) => wait.push(p) });
    await Promise.all(wait);
  }

  /** What registering and updating do: the script is asked for, and installed if it is another one than the newest. */
  async update() {
    if (this.fault(origin + 'sw.js')) return 'no script';
    const worker = this.start(this.site);
    if ((this.waiting ?? this.active)?.script === worker.script) return 'same';
    const done = this.fire(worker, 'install').then(() => 'installed', () => 'failed');
    const how = await Promise.race([done, new Promise((resolve) => { worker.end = () => { worker.ended = true; resolve('ended'); }; this.installing = worker; })]);
    this.installing = null;
    if (how !== 'installed') { worker.ended = true; return how; }
    if (this.waiting) this.waiting.ended = true;
    this.waiting = worker;
    if (!this.active || !this.tabs.some((t) => t.controller)) await this.activate();
    return how;
  }

  async activate() {
    const worker = this.waiting;
    if (!worker) return;
    if (this.active) this.active.ended = true;
    [this.active, this.waiting] = [worker, null];
    for (const tab of this.tabs) if (tab.controller) tab.controller = worker;
    await this.fire(worker, 'activate');
  }

  /** A request of a tab, through its worker where it has one. */
  async ask(worker, url, options = {}) {
    const request = new Asked(url, options);
    let answer;
    if (worker) worker.on.fetch({ request, respondWith: (p) => { answer = Promise.resolve(p); } });
    try { return await (answer ?? this.network(request)) ?? Answer.error(); } catch { return Answer.error(); }
  }

  async message(worker, data) {
    let said;
    worker.on.message({ data, ports: [{ postMessage: (m) => { said = m; } }] });
    if (worker.skips && worker === this.waiting) await this.activate();
    return said;
  }
}

/** A version of the site: pages that name the assets they are made of. */
export function version(n, { files = 3, same = 1 } = {}) {
  const assets = [];
  for (let i = 0; i < files; i++) {
    const body = i < same ? `shared ${i}` : `asset ${i} of ${n}`;
    assets.push([`assets/a${i}.${hash(body).slice(7, 15).replace(/\W/g, '_')}.js`, body]);
  }
  const later = [`assets/later.${hash('later ' + n).slice(7, 15).replace(/\W/g, '_')}.wasm`, `later ${n}`];
  const page = (name) => JSON.stringify({ page: name, version: n, assets: assets.map(([p]) => p), later: later[0] });
  const set = [['', page('index')], ['404.html', page('404')], ['az/', page('az')], ['az/goods/', page('goods')], ['az/code/', page('code')], ...assets];
  const list = set.map(([p, body]) => [p, hash(body)]);
  const key = hash(JSON.stringify(list)).slice(7, 19).replace(/\W/g, '_');
  return {
    n, key, set: new Map(set), later: new Map([later]), files: new Map([...set, later, ['az/codes/8471/', 'static page of a code']]),
    script: (source) => source.replaceAll('{{version}}', key).replaceAll('{{files}}', JSON.stringify(list))
      .replaceAll('{{later}}', JSON.stringify([[later[0], hash(later[1])]])).replaceAll('{{news}}', JSON.stringify({ az: [['2026-01-0' + (1 + n % 9), `xəbər ${n}`]] })),
  };
}
