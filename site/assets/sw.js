// Service worker: one versioned set of files, kept whole. The build fills in
// VERSION and FILES ([path, integrity] of each file). A set is installed only
// if every file arrives with its own checksum, so a page never meets a program
// or data of another version.
'use strict';
const VERSION = '{{version}}';
const FILES = {{files}};
// What changed, by language: [day, text], newest first.
const NEWS = {{news}};
const LATER = new Set({{later}}); // kept once a page has asked for them
const CACHE = 'rusum-' + VERSION;
const BASE = new URL('./', self.location).href;
const KNOWN = new Set(FILES.map(function (f) { return BASE + f[0]; }));

self.addEventListener('install', function (e) {
  e.waitUntil((async function () {
    const cache = await caches.open(CACHE);
    try {
      const lacking = [];
      for (const f of FILES) if (!await moved(cache, f)) lacking.push(f);
      await cache.addAll(lacking.map(function (f) {
        // Names under assets/ carry a hash of the content, so the HTTP cache may answer for them.
        return new Request(BASE + f[0], { integrity: f[1], cache: f[0].startsWith('assets/') ? 'default' : 'no-cache' });
      }));
    } catch (err) {
      await caches.delete(CACHE);
      throw err;
    }
  })());
});

// moved takes a file over from the set of the version before, if it has not
// changed and is still what it was: an update brings what is new, no more.
async function moved(cache, f) {
  if (!f[0].startsWith('assets/')) return false;
  const kept = await caches.match(BASE + f[0]);
  if (!kept) return false;
  const sum = await crypto.subtle.digest('SHA-256', await kept.clone().arrayBuffer());
  if ('sha256-' + btoa(String.fromCharCode.apply(null, new Uint8Array(sum))) !== f[1]) return false;
  await cache.put(BASE + f[0], kept);
  return true;
}

self.addEventListener('activate', function (e) {
  e.waitUntil((async function () {
    for (const name of await caches.keys()) {
      if (name.startsWith('rusum-') && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener('message', function (e) {
  if (e.data === 'take over') self.skipWaiting();
  if (e.data && e.data.news) {
    e.ports[0].postMessage((NEWS[e.data.lang] || []).filter(function (n) { return n[0] > e.data.news; }).map(function (n) { return n[1]; }));
  }
});

self.addEventListener('fetch', function (e) {
  const req = e.request;
  if (req.method === 'POST' && req.url.startsWith(BASE) && /\/share$/.test(req.url)) return e.respondWith(shared(req));
  if (req.method !== 'GET' || !req.url.startsWith(BASE)) return;
  const url = new URL(req.url);
  let key = url.origin + url.pathname;
  if (req.mode === 'navigate' && !KNOWN.has(key) && KNOWN.has(key + '/')) key += '/';
  if (req.mode === 'navigate' && key.endsWith('/index.html')) key = key.slice(0, -'index.html'.length);
  if (LATER.has(key.slice(BASE.length))) {
    e.respondWith(once(key, req));
    return;
  }
  if (!KNOWN.has(key)) {
    if (req.mode !== 'navigate') return;
    // The pages of chapters and headings are too many to keep. Where the network
    // fails or is too slow, the program shows the code by itself.
    const code = key.slice(BASE.length).match(/^([a-z]{2})\/codes\/(\d{2,10})\/?$/);
    e.respondWith(code && KNOWN.has(BASE + code[1] + '/code/')
      ? soon(req).catch(function () { return Response.redirect(BASE + code[1] + '/code/#' + code[2], 302); })
      : fetch(req).catch(function () { return kept(BASE + '404.html', req); }));
    return;
  }
  e.respondWith(kept(key, req));
});

// shared takes in a text that another app hands over, and gives it to the search
// behind the "#", which no request carries.
async function shared(req) {
  const form = await req.formData();
  const text = ['title', 'text', 'url'].map(function (k) { return form.get(k) || ''; }).join(' ').trim().slice(0, 300);
  return Response.redirect(new URL('./', req.url) + '#find=' + encodeURIComponent(text), 303);
}

// soon is the page if it comes within four seconds.
function soon(req) {
  return Promise.race([fetch(req), new Promise(function (_, no) { setTimeout(no, 4000, new Error('slow')); })]);
}

// once fetches a file that few need, and keeps it: its name says what it holds.
async function once(key, req) {
  const cache = await caches.open(CACHE);
  const hit = await cache.match(key);
  if (hit) return hit;
  const got = await fetch(req);
  if (got.ok) await cache.put(key, got.clone());
  return got;
}

async function kept(key, req) {
  const cache = await caches.open(CACHE);
  const hit = await cache.match(key);
  return hit || fetch(req);
}
