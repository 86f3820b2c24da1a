// Loads the program and its data, and keeps the offline copy. Everything that
// is computed or painted is in the Go program.
(function () {
  'use strict';
  var me = document.getElementById('boot').dataset;
  var root = document.documentElement;
  var $ = function (id) { return document.getElementById(id); };
  if (root.dataset.leaving) return; // on the way to another page
  var kiosk = root.dataset.page === 'kiosk'; // a terminal keeps nothing

  // The only place where text becomes HTML or a script address. The Go program
  // escapes every text it puts into the HTML it hands over.
  var policy = window.trustedTypes && trustedTypes.createPolicy
    ? trustedTypes.createPolicy('rusum', {
      createHTML: function (s) { return s; },
      createScriptURL: function (s) {
        if (s !== me.sw && s !== me.worker) throw new TypeError('not a worker of ours');
        return s;
      }
    })
    : { createHTML: function (s) { return s; }, createScriptURL: function (s) { return s; } };

  function keep(key, value) { if (!kiosk) try { localStorage.setItem(key, value); } catch (e) { /* not kept */ } }
  function kept(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }

  // The sign of the manat is asked for before it is needed: Chromium keeps an
  // empty box in words it laid out while the font was on its way.
  var manat = document.fonts && document.fonts.load ? document.fonts.load('1em "Rusum Manat"', '\u20bc').catch(function () { /* shown by another font */ }) : null;

  // WebKit empties the fields that are not to be filled in by the browser when it
  // shows a page again that was left: they hold what they held.
  var held = [];
  window.addEventListener('pagehide', function () {
    held = Array.from(document.querySelectorAll('input[autocomplete=off]'), function (e) { return [e, e.value]; });
  });
  window.addEventListener('pageshow', function (e) {
    if (e.persisted) setTimeout(function () { held.forEach(function (h) { if (!h[0].value) h[0].value = h[1]; }); }, 0);
  });

  // Language: remembered when chosen; the first page offers the remembered one.
  document.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a[data-lang]');
    if (a) keep('rusum.lang', a.dataset.lang);
  }, true);
  if (root.dataset.page === 'index') {
    var lang = kept('rusum.lang');
    var back = document.referrer && new URL(document.referrer).origin === location.origin;
    if (lang && !back && /^(az|en|ru)$/.test(lang)) location.replace(lang + '/');
  }

  // Theme: the button shows which is on; without a choice the system's holds.
  var button = $('theme');
  if (button) {
    var dark = window.matchMedia('(prefers-color-scheme: dark)');
    var isDark = function () { return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches; };
    var show = function () { button.setAttribute('aria-pressed', String(isDark())); };
    button.addEventListener('click', function () {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      keep('rusum.theme', root.dataset.theme);
      show();
    });
    dark.addEventListener('change', show);
    show();
    button.hidden = false;
  }

  // Offline copy. A new version waits until the person takes it.
  function worker() {
    if (!('serviceWorker' in navigator) || !me.sw) return;
    var taken = false;
    navigator.serviceWorker.addEventListener('controllerchange', function () {
      if (taken) location.reload();
    });
    navigator.serviceWorker.register(policy.createScriptURL(me.sw)).then(function (reg) {
      function offer(w) {
        if (!navigator.serviceWorker.controller) return;
        if (kiosk) { window.rusumTakeUpdate = function () { taken = true; w.postMessage('take over'); }; return; }
        told(w);
        $('update').onclick = function () { taken = true; w.postMessage('take over'); };
      }
      if (reg.waiting) offer(reg.waiting);
      reg.addEventListener('updatefound', function () {
        var w = reg.installing;
        w.addEventListener('statechange', function () { if (w.state === 'installed') offer(w); });
      });
      document.addEventListener('visibilitychange', function () {
        if (document.visibilityState === 'visible') reg.update().catch(function () { /* offline */ });
      });
    }).catch(function () { /* private windows refuse it; the page works without */ });
  }
  // told shows the offer with what changed since this version, as the waiting one
  // says; a version that says nothing is offered without.
  function told(w) {
    var said = new MessageChannel();
    said.port1.onmessage = function (e) {
      $('news').replaceChildren.apply($('news'), e.data.map(function (line) {
        var li = document.createElement('li');
        li.textContent = line;
        return li;
      }));
    };
    w.postMessage({ news: me.news, lang: root.lang }, [said.port2]);
    $('toast').hidden = false;
  }
  // The tariff table a person has loaded.
  var table = window.rusumTariff = {
    get: function () { return window.rusumStore.get('tariff', 'own'); },
    put: function (v) { return window.rusumStore.put('tariff', 'own', v); },
    remove: function () { return window.rusumStore.remove('tariff', 'own'); },
    worker: function () { return new Worker(policy.createScriptURL(me.worker)); }
  };
  function idle(f) { (window.requestIdleCallback || function (g) { setTimeout(g, 200); })(f, { timeout: 3000 }); }

  if (!me.wasm) {
    window.addEventListener('load', function () { idle(worker); });
    return;
  }

  function bytes(url) {
    return fetch(url).then(function (r) {
      if (!r.ok) throw new Error(url + ': ' + r.status);
      return r.arrayBuffer();
    }).then(function (b) { return new Uint8Array(b); });
  }
  // The texts of every page and those of this one, as one file.
  function texts() {
    return Promise.all(me.texts.split(' ').map(bytes)).then(function (parts) {
      var all = new Uint8Array(parts.reduce(function (n, b) { return n + b.length + 1; }, 0));
      var at = 0;
      parts.forEach(function (b) { all.set(b, at); at += b.length; all[at++] = 10; });
      return all;
    });
  }
  // A host with a wrong media type, or a browser that cannot: all bytes, then the program.
  function compile(go) {
    return fetch(me.wasm).then(function (r) {
      if (!r.ok) throw new Error(me.wasm + ': ' + r.status);
      if (WebAssembly.instantiateStreaming && /^application\/wasm($|;)/.test(r.headers.get('Content-Type'))) {
        return WebAssembly.instantiateStreaming(r, go.importObject);
      }
      return r.arrayBuffer().then(function (b) { return WebAssembly.instantiate(b, go.importObject); });
    });
  }

  var turn = new MessageChannel(), turns = [];
  turn.port1.onmessage = function () { turns.shift()(); };
  // patch makes the children of one node those of another and leaves alone what is
  // the same: a letter typed changes a few words of an answer, not the page.
  function patch(old, now) {
    var a = Array.from(old.childNodes), b = Array.from(now.childNodes), from = 0, end = 0;
    var same = function (x, y) { return x.isEqualNode(y); };
    while (from < a.length && from < b.length && same(a[from], b[from])) from++;
    while (end < a.length - from && end < b.length - from && same(a[a.length - 1 - end], b[b.length - 1 - end])) end++;
    var after = a[a.length - end] || null, at = 0;
    a = a.slice(from, a.length - end);
    b = b.slice(from, b.length - end);
    var pairs = a.length === b.length; // else each finds the next that is like it
    b.forEach(function (y) {
      var k = at;
      while (!pairs && k < a.length && !alike(a[k], y)) k++;
      if (k === a.length) { old.insertBefore(y, a[at] || after); return; }
      while (at < k) a[at++].remove();
      var x = a[at++];
      if (same(x, y)) return;
      if (!alike(x, y)) x.replaceWith(y);
      else if (x.nodeType === 3) x.data = y.data;
      else patch(x, y);
    });
    while (at < a.length) a[at++].remove();
  }
  function parse(html) {
    var t = document.createElement('template');
    t.innerHTML = policy.createHTML(html);
    return t.content;
  }
  // alike are two texts, and two elements that differ in what is in them alone.
  function alike(x, y) {
    return x.nodeType === 3 ? y.nodeType === 3 : !!x.firstChild && !!y.firstChild && x.cloneNode(false).isEqualNode(y.cloneNode(false));
  }

  // rewrite is for the usual case that words and numbers changed, and perhaps a step
  // more or less: it writes the texts and attributes that differ from what was painted
  // last, patches the elements whose children are others, or says that it cannot. Odd
  // parts are tags, the others what is between them.
  var last = {};
  function rewrite(el, now) {
    var old = last.parts, writes = [], anew = false;
    if (last.el !== el || !old) return false;
    var ends = endsOf(old), nowEnds = endsOf(now);
    var nodes = last.nodes || (last.nodes = nodesOf(el, old, ends));
    var note = function (i, how, was, is) {
      var w = el.contains(nodes[i]) && how(nodes[i], was, is);
      return !!w && writes.push(w) > 0;
    };
    var inside = function (node, was, is) {
      if (drawn(node)) return null; // parsed by itself it would be another element
      anew = true;
      return function () { patch(node, parse(is.join(''))); };
    };
    // The children between two parts of each, in pairs; false if they are not alike.
    var children = function (i, end, k, stop) {
      for (; ; i++, k++) {
        if (old[i] !== now[k] && !note(i, words, old[i], now[k])) return false;
        if (i === end || k === stop) return i === end && k === stop;
        i++;
        k++;
        if (old[i] !== now[k] && !note(i, attributes, old[i], now[k])) return false;
        var e = ends[i], f = nowEnds[k], kept = writes.length;
        if (!e || !f || (e === i) !== (f === k)) return false;
        if (e > i && !children(i + 1, e - 1, k + 1, f - 1)) {
          writes.length = kept;
          if (!note(i, inside, null, now.slice(k + 1, f))) return false;
        }
        i = e;
        k = f;
      }
    };
    if (!children(0, old.length - 1, 0, now.length - 1)) return false;
    writes.forEach(function (w) { w(); });
    if (anew) last.nodes = null;
    return true;
  }
  // endsOf is the part that closes each tag that opens; its own where none does.
  function endsOf(parts) {
    var ends = [], open = [];
    for (var i = 1; i < parts.length; i += 2) {
      var p = parts[i];
      if (p[1] === '/') ends[open.pop()] = i;
      else if (/^<(br|hr|img|input|wbr)\b|\/>$/.test(p)) ends[i] = i;
      else open.push(i);
    }
    return ends;
  }
  // nodesOf finds the node of each part. Where the page is not what the parts say (a
  // form was put there, a translator came by), what is inside an element has none.
  function nodesOf(el, parts, ends) {
    var nodes = [];
    var inside = function (parent, i, end) {
      var n = parent.firstChild, first = i;
      for (; ; i++) {
        if (parts[i]) {
          if (!n || n.nodeType !== 3 || n.data !== plain(parts[i])) break;
          nodes[i] = n;
          n = n.nextSibling;
        }
        if (i++ === end) {
          if (!n) return;
          break;
        }
        if (!ends[i] || !n || n.nodeType !== 1 || parts[i].slice(1, 1 + n.localName.length) !== n.localName) break;
        nodes[i] = n;
        if (ends[i] > i) inside(n, i + 1, ends[i] - 1);
        n = n.nextSibling;
        i = ends[i];
      }
      while (i >= first) delete nodes[i--];
    };
    inside(el, 0, parts.length - 1);
    return nodes;
  }
  function words(node, old, now) {
    if (!old || !now || node.data !== plain(old)) return null;
    return function () { node.data = plain(now); };
  }
  // Attributes that say something and do nothing when they change, and what is drawn.
  var saying = / (href|title|aria-label|data-[a-z]+)=$/, drawing = / ([a-z]+)=$/;
  function drawn(node) { return node.namespaceURI === 'http://www.w3.org/2000/svg'; }
  function attributes(node, old, now) {
    var a = old.split('"'), b = now.split('"'), changed = [];
    if (a.length !== b.length) return null;
    for (var i = 0; i < a.length; i++) {
      if (a[i] === b[i]) continue;
      var name = i % 2 && (drawn(node) ? drawing : saying).exec(a[i - 1]);
      if (!name || node.getAttribute(name[1]) !== plain(a[i])) return null;
      changed.push([name[1], plain(b[i])]);
    }
    return function () { changed.forEach(function (c) { node.setAttribute(c[0], c[1]); }); };
  }
  // plain is a text without the escapes the painting writes.
  var escapes = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  function plain(s) { return s.indexOf('&') < 0 ? s : s.replace(/&(amp|lt|gt|quot|#39);/g, function (e) { return escapes[e]; }); }

  var names = {};
  function load(lang) { return names[lang] || (names[lang] = bytes(me['names' + lang[0].toUpperCase() + lang.slice(1)])); }
  var host = window.rusum = {
    page: root.dataset.page,
    lang: root.lang,
    namesOf: load,
    setHTML: function (el, html) { el.innerHTML = policy.createHTML(html); },
    patchHTML: function (el, html) {
      var now = html.split(/(<[^>]*>)/);
      if (!rewrite(el, now)) {
        if (el.innerHTML !== html) patch(el, parse(html)); // the static page may say the same
        last = { el: el };
      }
      last.parts = now;
    },
    early: window.rusumEarly,
    // What may throw is caught here: the program need not survive an exception.
    stored: function (kind, key) { try { return window[kind].getItem(key); } catch (e) { return null; } },
    store: function (kind, key, value) {
      try { if (value) window[kind].setItem(key, value); else window[kind].removeItem(key); } catch (e) { /* refused: the page works without */ }
    },
    decode: function (name, b) { try { return new TextDecoder(name, { fatal: true }).decode(b); } catch (e) { return null; } },
    soon: function (f) { turns.push(f); turn.port2.postMessage(0); }, // calls f when the page has had its turn
    now: function (f, painted) { queueMicrotask(f); requestAnimationFrame(painted); }, // calls f after the event, and the other before the next painting
    late: function (f) { requestAnimationFrame(function () { host.soon(f); }); }, // calls f when it was painted
    ready: function () { // called by the program once the form answers
      root.dataset.ready = '1';
      performance.mark('rusum-ready');
      var langs = [root.lang].concat(['az', 'en', 'ru'].filter(function (l) { return l !== root.lang; }));
      var named = function (b, lang) {
        return new Promise(function (done, no) {
          host.names(lang, b, done, function () { no(new Error('names of another version')); });
        });
      };
      load(langs[0]).then(function (b) { return named(b, langs[0]); }).then(function () {
        root.dataset.names = langs[0];
        delete root.dataset.filling;
        performance.mark('rusum-names');
        next(1);
      }).catch(failed);
      function next(i) {
        if (i === langs.length) { worker(); root.dataset.names = 'all'; return; }
        idle(function () {
          load(langs[i]).then(function (b) { return named(b, langs[i]); }).then(function () { next(i + 1); }).catch(function () { next(i + 1); });
        });
      }
    }
  };
  // repair drops the offline copy, should it be what keeps the program from
  // running, and asks the network for everything anew. What was typed and what is
  // in the database stays.
  function repair() {
    var parts = [];
    if (window.caches) parts.push(caches.keys().then(function (keys) { return Promise.all(keys.map(function (k) { return caches.delete(k); })); }));
    if (navigator.serviceWorker) parts.push(navigator.serviceWorker.getRegistrations().then(function (list) { return Promise.all(list.map(function (r) { return r.unregister(); })); }));
    var again = function () { location.reload(); };
    Promise.all(parts).then(again, again);
  }
  function failed(e) {
    delete root.dataset.filling; // what was typed is to be seen
    $('boot-failed').hidden = false;
    $('repair').onclick = repair;
    if ($('boot-status')) $('boot-status').textContent = '';
    console.error(e);
  }
  // A fault may end the program without a word, by a trap.
  window.addEventListener('error', function (e) { if (e.error instanceof WebAssembly.RuntimeError) failed(e.error); });
  var go = new Go();
  // The start makes more than it throws away: the collector begins later, and
  // works harder where much is kept.
  go.env = { GOGC: '500', GOMEMLIMIT: '96MiB' };
  // A terminal uses what its keeper has loaded, but opens no database for it.
  function loaded(read) {
    if (!kiosk) return read();
    if (!window.indexedDB || !indexedDB.databases) return Promise.resolve(null);
    return indexedDB.databases().then(function (list) { return list.some(function (d) { return d.name === 'rusum'; }) ? read() : null; });
  }
  var own = loaded(table.get).catch(function () { return null; }); // private windows have no database
  // Bulletins the person has loaded come before the embedded ones.
  var bulletins = loaded(function () { return window.rusumStore.get('kept', 'bulletins'); }).catch(function () { return ''; });
  // Where names are not what the page is about they wait until the program is
  // here, which would come later for them on a slow line.
  var program = compile(go);
  (/\bfind\./.test(me.wasm) ? Promise.resolve() : program).then(function () { return load(root.lang); }).catch(function () { /* reported when it is needed */ });
  Promise.all([program, bytes(me.core), bytes(me.tariff), texts(), own, manat, bulletins]).then(function (all) {
    host.core = all[1];
    host.tariff = all[2];
    host.texts = all[3];
    host.own = all[4] && all[4].pack;
    host.bulletins = all[6];
    host.module = all[0].module;
    host.soon(function () {
      go.run(all[0].instance).then(function () { failed(new Error('the program ended')); }).catch(failed);
    });
  }).catch(failed);
})();
