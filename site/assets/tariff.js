// The page that turns an official tariff table into a pack on the device. The
// conversion runs in a worker, by the same Go code as the command tariffgen;
// the pack is kept in this browser only, until it is removed.
(function () {
  'use strict';
  var me = document.getElementById('tariff-script').dataset;
  var $ = function (id) { return document.getElementById(id); };
  var words = {};
  document.querySelectorAll('#words li').forEach(function (li) { words[li.dataset.key] = li.textContent; });
  function say(key, args) {
    var s = words[key] || key;
    Object.keys(args || {}).forEach(function (k) { s = s.split('%' + k + '%').join(args[k]); });
    return s;
  }
  var store = window.rusumTariff;
  var worker = null, turn = 0, pack = null, title = '', rows = 0;

  var inUse = null;
  function show(kept) {
    inUse = kept || null;
    $('tariff-kept').hidden = $('tariff-amends').hidden = !kept;
    if (kept) $('kept-name').textContent = say('kept.line', { name: kept.title, n: kept.rows, day: kept.day });
  }
  store.get().then(show, function () { show(null); });
  $('tariff-remove').addEventListener('click', function () {
    store.remove().then(function () { show(null); $('tariff-status').textContent = say('removed'); $('tariff-file').focus(); });
  });

  function bytes(url) {
    return fetch(url).then(function (r) {
      if (!r.ok) throw new Error(url + ': ' + r.status);
      return r.arrayBuffer();
    }).then(function (b) { return new Uint8Array(b); });
  }

  function fail(code, part, line) {
    $('tariff-progress').hidden = true;
    $('tariff-status').textContent = '';
    var text = words['error.' + code] || say('error.other', { code: code });
    if (part) text += ' (' + part + (line ? ', ' + line : '') + ')';
    $('tariff-error').textContent = text + ' ' + say('unchanged');
    $('tariff-error').hidden = false;
  }

  function convert(file) {
    var id = ++turn;
    pack = null;
    $('tariff-error').hidden = true;
    $('tariff-report').hidden = true;
    if (file.size > 64 * 1024 * 1024) { fail('too_large'); return; }
    $('tariff-progress').hidden = false;
    $('tariff-progress').removeAttribute('value');
    $('tariff-status').textContent = say('reading', { name: file.name });
    if (worker) worker.terminate(); // a table still being read is given up for the new one
    worker = store.worker();
    worker.onerror = function () { if (id === turn) fail('not_loaded'); };
    worker.onmessage = function (e) {
      var m = e.data;
      if (id !== turn || m.id !== id) return;
      if (m.progress) {
        $('tariff-status').textContent = say('stage.' + m.progress.stage, { name: file.name });
        if (m.progress.total) { $('tariff-progress').max = m.progress.total; $('tariff-progress').value = m.progress.done; }
        return;
      }
      if (m.report) report(JSON.parse(m.report));
      if (m.error) { fail(m.error.code, m.error.part, m.error.line); return; }
      $('tariff-progress').hidden = true;
      pack = m.pack;
      title = m.title || file.name;
      rows = m.counts.rated || 0;
      $('tariff-status').textContent = say('done', { n: rows });
      $('tariff-use').hidden = rows === 0;
      if (rows === 0) fail('no_rates');
      else $('tariff-use').focus();
    };
    worker.postMessage({ wasmExec: new URL(me.exec, location.href).href, wasm: new URL(me.convert, location.href).href });
    Promise.all([file.arrayBuffer(), bytes(me.core)]).then(function (all) {
      worker.postMessage({ id: id, action: 'convert', name: file.name, bytes: new Uint8Array(all[0]),
        options: options(file, all[1]) });
    }).catch(function () { if (id === turn) fail('not_read'); });
  }

  // A new edition or a file of changes is laid over the table in use, whose rates
  // end the day before; a past date is computed with the rates of that date.
  function options(file, core) {
    var o = { currency: $('tariff-currency').value, title: file.name, core: core, maxUnresolved: '5', date: $('tariff-date').value.trim() };
    var mode = $('tariff-mode').value;
    if (inUse && mode !== 'replace') {
      o.amend = inUse.pack;
      o.edition = mode === 'edition';
      o.amendName = inUse.title;
      o.title = inUse.title + ' + ' + file.name;
    } else if (inUse) {
      o.previous = inUse.pack;
      o.previousName = inUse.title;
      o.date = '';
    }
    return o;
  }

  // The report: counts, then each list with its first entries. Text only.
  function report(r) {
    var facts = $('report-facts'), lists = $('report-lists');
    facts.textContent = '';
    lists.textContent = '';
    function fact(key, value) {
      var div = document.createElement('div'), dt = document.createElement('dt'), dd = document.createElement('dd');
      dt.textContent = words[key] || key;
      dd.textContent = value;
      div.append(dt, dd);
      facts.append(div);
    }
    ['rated', 'unresolved', 'headings', 'repeated', 'left_out'].forEach(function (k) { fact('status.' + k, r.status[k] || 0); });
    Object.keys(r.kinds || {}).forEach(function (k) { fact('kind.' + k, r.kinds[k]); });
    ['problems', 'changes', 'orphans', 'gaps', 'fresh'].forEach(function (k) {
      var all = r[k] || [];
      if (!all.length) return;
      var d = document.createElement('details'), s = document.createElement('summary'), ul = document.createElement('ul');
      s.textContent = say('list.' + k, { n: all.length });
      all.slice(0, 200).forEach(function (x) {
        var li = document.createElement('li');
        li.textContent = typeof x === 'string' ? x
          : x.key ? say('row', { n: x.line }) + ': ' + (words['reason.' + x.key] || x.key) + (x.text ? ' — “' + x.text + '”' : '')
          : Object.keys(x).map(function (f) { return x[f]; }).filter(function (v) { return v !== '' && v !== 0 && v !== null; }).join(' · ');
        ul.append(li);
      });
      d.append(s, ul);
      lists.append(d);
    });
    $('tariff-use').hidden = true;
    $('tariff-report').hidden = false;
  }

  $('tariff-file').addEventListener('change', function () { if (this.files[0]) convert(this.files[0]); });
  var drop = $('tariff-drop');
  drop.addEventListener('dragover', function (e) { e.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', function () { drop.classList.remove('over'); });
  drop.addEventListener('drop', function (e) {
    e.preventDefault();
    drop.classList.remove('over');
    if (e.dataTransfer.files[0]) convert(e.dataTransfer.files[0]);
  });
  $('tariff-use').addEventListener('click', function () {
    var now = new Date(), two = function (n) { return (n < 10 ? '0' : '') + n; };
    var kept = { pack: pack, title: title, rows: rows, day: two(now.getDate()) + '.' + two(now.getMonth() + 1) + '.' + now.getFullYear() };
    store.put(kept).then(function () {
      $('tariff-report').hidden = true;
      $('tariff-status').textContent = say('used');
      show(kept);
    }, function () { fail('not_kept'); });
  });
})();
