// The service worker as it is in the source, on a device that fails in every way
// it may (device.mjs), led along seeded random walks: what a page gets is never of
// two versions, never of a stranger, and what was installed answers offline.
//   SEED=7 WALKS=1000 node --test worker.test.mjs   (a failing walk names its seed)
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Answer, Device, origin, version } from './device.mjs';

const source = readFileSync(new URL('../../site/assets/sw.js', import.meta.url), 'utf8');
const first = +(process.env.SEED ?? 1);
const walks = +(process.env.WALKS ?? 300);
const secret = 'Gizli 4711 qeyd';

function random(seed) { // mulberry32
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Walk {
  constructor(seed, script = source) {
    this.next = random(seed);
    this.device = new Device(script);
    this.log = [];
    this.sites = Array.from({ length: 3 }, (_, n) => version(n, { files: 2 + this.int(3), same: this.int(3) }));
    // Names say what a file holds, whichever version has it.
    this.bodies = new Map(this.sites.flatMap((s) => [...s.set, ...s.later].filter(([p]) => p.startsWith('assets/'))));
    this.device.site = this.sites[0];
    // What a worker long ago may have left: a part that is not what its name says.
    if (this.int(2)) this.device.stored.set('rusum-before', new Map([...this.bodies.keys()].map((p) => [origin + p, new Answer('damaged')])));
    this.evicted = new Set(); // "cache url"
  }

  int(n) { return Math.floor(this.next() * n); }
  pick(list) { return list[this.int(list.length)]; }

  /** The network for what comes next. */
  weather() {
    const kind = this.pick(['good', 'good', 'good', 'offline', 'patchy', 'wrong', 'missing']);
    const at = this.int(8);
    let n = 0;
    this.device.fault = kind === 'good' ? () => null : kind === 'patchy' ? () => (n++ === at ? this.pick(['offline', 'missing', 'wrong']) : null)
      : (url) => (kind === 'wrong' && url.endsWith('sw.js') ? null : kind);
    return kind;
  }

  async go(steps) {
    for (let i = 0; i < steps; i++) {
      const what = this.pick(['deploy', 'update', 'update', 'update', 'open', 'open', 'open', 'close', 'take', 'evict', 'later', 'lazy', 'share', 'news', 'navigate', 'post']);
      this.log.push(what);
      await this[what]();
      await this.whole();
    }
  }

  deploy() { this.device.site = this.pick(this.sites); this.log.push('→' + this.device.site.n); } // forwards or back

  /** A new version is looked for; the worker that installs it may be ended half way. */
  async update() {
    this.log.push(this.weather());
    let left = this.int(3) ? Infinity : this.int(30);
    this.device.step = () => { if (left-- === 0) this.device.installing?.end(); };
    this.log.push(await this.device.update());
    this.device.step = () => {};
    this.device.fault = () => null;
  }

  async open() {
    const worker = this.device.active;
    this.log.push(this.weather());
    const tab = { controller: worker };
    const path = this.pick(['az/', 'az/goods/', 'az/goods', 'az/goods/index.html', 'az/goods/?x=1']);
    const r = await this.device.ask(worker, origin + path, { mode: 'navigate' });
    const honest = r.ok && r.body.startsWith('{');
    if (honest) {
      tab.page = JSON.parse(r.body);
      assert.equal(tab.page.page, path.startsWith('az/goods') ? 'goods' : 'az', 'the page asked for');
      this.device.tabs.push(tab);
      await this.parts(tab);
    }
    const lost = [...worker?.site.set.keys() ?? []].some((p) => this.evicted.has(`rusum-${worker.site.key} ${p}`));
    if (worker && !lost) {
      assert.ok(honest, `what was installed answers whatever the network is (${path})`);
      assert.equal(tab.page.version, worker.site.n, 'of the version that is active');
      assert.ok(tab.whole, 'with all its parts');
    }
    this.device.fault = () => null;
  }

  /** The assets of a page: each what its name says, or none. */
  async parts(tab) {
    tab.whole = true;
    for (const path of tab.page.assets) tab.whole = (await this.asset(tab.controller, path)) && tab.whole;
  }

  async asset(worker, path) {
    const r = await this.device.ask(worker, origin + path);
    if (!r.ok) return false;
    // Without a worker, or under one that never had the part, the page takes what the network brings.
    if (worker?.site.files.has(path)) assert.equal(r.body, this.bodies.get(path), `${path}: nothing but what its name says`);
    return r.body === this.bodies.get(path);
  }

  close() { this.device.tabs.splice(this.int(this.device.tabs.length || 1), 1); if (!this.device.tabs.some((t) => t.controller)) return this.device.activate(); }

  async take() { if (this.device.waiting) await this.device.message(this.device.waiting, 'take over'); }

  /** An old tab asks for a part once more, whichever worker it has by now. */
  async lazy() {
    const tab = this.pick(this.device.tabs);
    this.log.push(this.weather());
    if (tab) await this.asset(tab.controller, this.pick(tab.page.assets));
    this.device.fault = () => null;
  }

  /** A file that few need: kept once it came, if it is what it should be. */
  async later() {
    const tab = this.pick(this.device.tabs);
    this.log.push(this.weather());
    if (tab) {
      const was = this.device.stored.get('rusum-' + tab.controller?.site.key)?.has(origin + tab.page.later);
      const got = await this.asset(tab.controller, tab.page.later);
      if (was) assert.ok(got, 'kept since it was asked for');
    }
    this.device.fault = () => null;
  }

  evict() {
    const name = this.pick([...this.device.stored.keys()]);
    const set = this.device.stored.get(name);
    const url = set && this.pick([...set.keys()]);
    if (!url || this.int(2)) return;
    set.delete(url);
    this.evicted.add(`${name} ${url.slice(origin.length)}`);
  }

  async share() {
    const before = this.device.requests.length;
    this.log.push(this.weather());
    if (this.device.active) {
      const r = await this.device.ask(this.device.active, origin + 'az/share', { method: 'POST', mode: 'navigate', body: { title: '', text: secret, url: '' } });
      assert.equal(r.status, 303);
      assert.equal(r.location, `${origin}az/#find=${encodeURIComponent(secret)}`);
      assert.equal(this.device.requests.length, before, 'nothing that is shared leaves the device');
    }
    this.device.fault = () => null;
  }

  /** A worker sends nothing on that is not asked of it. */
  async post() {
    if (!this.device.active) return;
    let answered = false;
    for (const options of [{ method: 'POST', url: origin + 'az/goods/' }, { method: 'GET', url: 'https://elsewhere.test/' }]) {
      this.device.active.on.fetch({ request: { ...options, mode: 'cors' }, respondWith: () => { answered = true; } });
    }
    assert.ok(!answered);
  }

  async news() {
    const worker = this.device.waiting ?? this.device.active;
    if (!worker) return;
    const day = '2026-01-0' + (1 + worker.site.n % 9);
    assert.deepEqual([...await this.device.message(worker, { news: '2026-01-00', lang: 'az' })], [`xəbər ${worker.site.n}`]);
    assert.deepEqual([...await this.device.message(worker, { news: day, lang: 'az' })], []);
    assert.deepEqual([...await this.device.message(worker, { news: day, lang: 'xx' })], []);
  }

  /** Pages of codes are not kept, and other addresses are not invented. */
  async navigate() {
    const worker = this.device.active;
    if (!worker || this.evicted.size) return;
    this.device.fault = () => 'offline';
    const code = await this.device.ask(worker, origin + 'az/codes/8471/', { mode: 'navigate' });
    assert.equal(code.location, `${origin}az/code/#8471`);
    const lost = await this.device.ask(worker, origin + 'az/nowhere/', { mode: 'navigate' });
    assert.equal(JSON.parse(lost.body).page, '404');
    this.device.fault = () => null;
    const there = await this.device.ask(worker, origin + 'az/codes/8471/', { mode: 'navigate' });
    assert.equal(there.body, 'static page of a code');
  }

  /** After every step: the sets of the active and of the waiting version are whole. */
  whole() {
    for (const worker of [this.device.active, this.device.waiting]) {
      if (!worker) continue;
      const name = 'rusum-' + worker.site.key;
      const set = this.device.stored.get(name);
      for (const [path, body] of worker.site.set) {
        if (this.evicted.has(`${name} ${path}`)) continue;
        assert.equal(set?.get(origin + path)?.body, body, `version ${worker.site.n} ${worker === this.device.active ? 'in use' : 'waiting'} has lost or changed "${path}"`);
      }
    }
    for (const [name, set] of this.device.stored) {
      for (const [url, r] of name === 'rusum-before' ? [] : set) {
        const path = url.slice(origin.length);
        if (path.startsWith('assets/')) assert.equal(r.body, this.bodies.get(path), `${name} keeps what ${path} does not say`);
      }
    }
    for (const r of this.device.requests) {
      assert.equal(r.method, 'GET');
      assert.ok(!decodeURIComponent(r.url).includes(secret) && !r.body);
    }
    this.device.requests.length = 0;
  }
}

test(`${walks} walks: pages are whole and of one version, whatever fails`, async () => {
  for (let seed = first; seed < first + walks; seed++) {
    const walk = new Walk(seed);
    try {
      await walk.go(40);
    } catch (e) {
      e.message = `SEED=${seed} WALKS=1: ${e.message}\nafter ${walk.log.join(' ')}`;
      throw e;
    }
  }
});

// What the walks are for: each of these in the worker, and one of them falls.
const planted = {
  'a set is installed although a file did not come': ['      throw err;\n', ''],
  'a failed installation leaves no trace of the set in use': ['if (!had) await', 'await'],
  'files are taken without their checksum': ['integrity: f[1], ', ''],
  'a file of the set before is taken over unread': [`if ('sha256-' + btoa`, `if (false && 'sha256-' + btoa`],
  'the new version does not wait': [`const had =`, `self.skipWaiting(); for (const n of await caches.keys()) if (n !== CACHE) await caches.delete(n); const had =`],
  'the network comes before the set': ['if (hit) return hit;', ''],
  'what the set has lost is taken from anybody': ['fetch(checked(KNOWN.get(key)))', 'fetch(req)'],
  'a shared text is sent on': [`const form = await`, `await fetch(req); const form = await`],
  'a shared text becomes part of the address': [`'#find='`, `'?find='`],
  'an address without its last slash is not known': [`&& KNOWN.has(key + '/')) key += '/'`, `&& false) key += '/'`],
  'the set is thrown away when the worker begins': [`&& name !== CACHE`, ''],
  'a page of a code does not lead to the program': ["/^([a-z]{2})\\/codes", "/^([a-z]{2})\\/kodlar"],
  'a page that is not there is not answered': [`BASE + '404.html'`, `BASE + '405.html'`],
  'old news is told again': ['n[0] > e.data.news', 'true'],
  'other requests are answered': [`if (req.method !== 'GET' || !req.url.startsWith(BASE)) return;`, ''],
};

for (const [what, [was, is]] of Object.entries(planted)) {
  test(`planted: ${what}`, async () => {
    assert.ok(source.includes(was), 'the place is in the worker');
    let fell = 0;
    for (let seed = 1; seed <= 300 && !fell; seed++) await new Walk(seed, source.replace(was, () => is)).go(40).catch(() => { fell = seed; });
    assert.ok(fell, 'some walk falls');
  });
}

test('the walks come to everything they are about', async () => {
  const seen = new Map();
  for (let seed = first; seed < first + Math.min(walks, 100); seed++) {
    const walk = new Walk(seed);
    await walk.go(40).catch(() => {});
    for (const w of walk.log) seen.set(w, (seen.get(w) ?? 0) + 1);
  }
  if (walks >= 100) for (const w of ['installed', 'failed', 'ended', 'same', 'no script', 'take', 'evict', 'lazy', 'later', 'share', 'navigate']) assert.ok(seen.get(w) > 5, `${w}: ${seen.get(w)}`);
});
