// The database of this browser: the one place that knows its name, its version
// and its stores. Values are kept under keys; every promise that fails has a
// reason: "forbidden" (private window, storage switched off), "full",
// "blocked" (another tab holds an older version of it), "changed" (see batch) or
// "failed".
(function () {
  'use strict';
  var NAME = 'rusum';
  // What each version added. A step that was published is never changed: a
  // database of any age is brought up to date by the steps it has not seen.
  var STEPS = [
    function (db) { db.createObjectStore('tariff'); },  // 1: "own", the tariff table the person loaded
    function (db) {
      db.createObjectStore('journal');                  // 2: saved calculations by id, each a JSON text
      db.createObjectStore('kept');                     //    other things a page keeps, by name
    }
  ];
  var REASONS = {
    QuotaExceededError: 'full', SecurityError: 'forbidden', InvalidStateError: 'forbidden', UnknownError: 'forbidden', Changed: 'changed'
  };
  function fault(e, reason) {
    var err = new Error('storage: ' + (e && (e.name + ': ' + e.message)));
    err.reason = reason || (e && REASONS[e.name]) || 'failed';
    return err;
  }

  function open() {
    return new Promise(function (resolve, reject) {
      var late = false, timer = null;
      function ask(version) {
        var req;
        try {
          req = version ? window.indexedDB.open(NAME, version) : window.indexedDB.open(NAME);
        } catch (e) { reject(fault(e, 'forbidden')); return; }
        req.onupgradeneeded = function (e) {
          for (var v = e.oldVersion; v < (e.newVersion || 0) && v < STEPS.length; v++) STEPS[v](req.result);
        };
        req.onblocked = function () {
          timer = timer || setTimeout(function () { late = true; reject(fault(null, 'blocked')); }, 4000);
        };
        req.onerror = function (e) {
          e.preventDefault();
          // A newer program has been here: its database still has our stores.
          if (version && req.error && req.error.name === 'VersionError') { ask(0); return; }
          clearTimeout(timer);
          reject(fault(req.error));
        };
        req.onsuccess = function () {
          clearTimeout(timer);
          var db = req.result;
          db.onversionchange = function () { db.close(); };
          if (late) db.close(); else resolve(db);
        };
      }
      ask(STEPS.length);
    });
  }

  // run carries out one transaction: act gets the store and returns a request,
  // whose result is the answer once everything is on the disk. The connection
  // is closed at once, so that a newer program never waits for this one.
  function run(name, mode, act) {
    return open().then(function (db) {
      return new Promise(function (resolve, reject) {
        var tx, req, thrown = null;
        try {
          tx = db.transaction(name, mode);
          tx.oncomplete = function () { db.close(); resolve(req && req.result); };
          tx.onerror = function (e) { e.preventDefault(); };
          tx.onabort = function () { db.close(); reject(fault(thrown || tx.error)); };
          req = act(tx.objectStore(name), function (e) { thrown = e; tx.abort(); });
        } catch (e) {
          thrown = e;
          try { tx.abort(); } catch (e2) { db.close(); reject(fault(e)); }
        }
      });
    });
  }

  // Pages that watch a store are told when this or another tab has changed it.
  var watchers = [], channel = null;
  function told(name) { watchers.forEach(function (w) { if (w.name === name) w.f(); }); }
  function changed(name) {
    told(name);
    try {
      var c = channel || new BroadcastChannel(NAME);
      c.postMessage(name);
      if (!channel) c.close();
    } catch (e) { /* other tabs see it when they are shown */ }
  }
  function after(name) { return function (v) { changed(name); return v; }; }

  window.rusumStore = {
    get: function (name, key) { return run(name, 'readonly', function (s) { return s.get(key); }); },
    all: function (name) { return run(name, 'readonly', function (s) { return s.getAll(); }); },
    put: function (name, key, value) { return run(name, 'readwrite', function (s) { return s.put(value, key); }).then(after(name)); },
    remove: function (name, key) { return run(name, 'readwrite', function (s) { return s.delete(key); }).then(after(name)); },
    // batch writes [key, value] pairs, null removing, all or none; clear empties the
    // store first. With a key it writes only while that has the value was (null:
    // none); else another tab was faster, and the reason is "changed".
    batch: function (name, pairs, clear, key, was) {
      return run(name, 'readwrite', function (s, abort) {
        function write() {
          var req = clear ? s.clear() : null;
          pairs.forEach(function (p) { req = p[1] === null ? s.delete(p[0]) : s.put(p[1], p[0]); });
          return req;
        }
        if (!key) return write();
        var seen = s.get(key);
        seen.onsuccess = function () {
          try {
            if ((seen.result === undefined ? null : seen.result) !== was) abort({ name: 'Changed' }); else write();
          } catch (e) { abort(e); }
        };
        return seen;
      }).then(after(name));
    },
    // update changes one value inside one transaction, so that no other tab's
    // change gets lost: f makes the new value of the old one; undefined leaves it,
    // null removes it.
    update: function (name, key, f) {
      return run(name, 'readwrite', function (s, abort) {
        var req = s.get(key);
        req.onsuccess = function () {
          try {
            var v = f(req.result);
            if (v === null) s.delete(key); else if (v !== undefined) s.put(v, key);
          } catch (e) { abort(e); }
        };
        return req;
      }).then(after(name));
    },
    watch: function (name, f) {
      watchers.push({ name: name, f: f });
      if (channel) return;
      try {
        channel = new BroadcastChannel(NAME);
        channel.onmessage = function (e) { told(e.data); };
      } catch (e) {
        document.addEventListener('visibilitychange', function () {
          if (document.visibilityState === 'visible') watchers.forEach(function (w) { w.f(); });
        });
      }
      window.addEventListener('pageshow', function (e) { if (e.persisted) watchers.forEach(function (w) { w.f(); }); });
    },
    // last asks the browser not to clear the database when it runs short of space.
    last: function () {
      try { navigator.storage.persist().catch(function () { /* it may still */ }); } catch (e) { /* not known here */ }
    }
  };
})();
