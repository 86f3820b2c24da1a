// Service worker: one versioned set of files, kept whole. The build fills in
// VERSION and FILES ([path, integrity] of each file). A set is installed only
// if every file arrives with its own checksum, and what the browser throws out
// of it comes back with that checksum only, so a page never meets a program or
// data of another version or of a stranger. tools/e2e/worker.test.mjs leads it
// along random walks.
'use strict';
const VERSION = '{{version}}';
const FILES = {{files}};
// What changed, by language: [day, text], newest first.
const NEWS = {{news}};
const LATER = {{later}}; // as FILES, kept once a page has asked for them
const CACHE = 'rusum-' + VERSION;
const BASE = new URL('./', self.location).href;
const KNOWN = new Map(FILES.concat(LATER).map(function (f) { return [BASE + f[0], f]; }));

self.addEventListener('install', function (e) {
  e.waitUntil((async function () {
    // A site that goes back to the version in use installs it once more: should
    // that fail, the set in use stays.
    const had = await caches.has(CACHE);
    const cache = await caches.open(CACHE);
    try {
      const lacking = [];
      for (const f of FILES) if (!await moved(cache, f)) lacking.push(f);
      await cache.addAll(lacking.map(checked));
    } catch (err) {
      if (!had) await caches.delete(CACHE);
      throw err;
    }
  })());
});

// checked asks the network for a file with its checksum. Names under assets/ carry
// a hash of the content, so the HTTP cache may answer for them.
function checked(f) {
  return new Request(BASE + f[0], { integrity: f[1], cache: f[0].startsWith('assets/') ? 'default' : 'no-cache' });
}

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

// kept answers from the set. A file that few need, or that the browser has thrown
// out, comes from the network and is kept; a page that is another one by now
// brings parts of its own.
async function kept(key, req) {
  const cache = await caches.open(CACHE);
  const hit = await cache.match(key);
  if (hit) return hit;
  try {
    const got = await fetch(checked(KNOWN.get(key)));
    if (got.ok) await cache.put(key, got.clone()).catch(function () { /* no room */ });
    return got;
  } catch (err) {
    if (req.mode === 'navigate') return fetch(req);
    throw err;
  }
}
