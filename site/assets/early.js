// Runs before the page is painted: takes the chosen theme, and remembers what
// is typed before the program has arrived, so that nothing is lost even if the
// page is reloaded meanwhile.
(function () {
  'use strict';
  var root = document.documentElement;
  // ?kiosk=1 on any page is the screen of a self-service terminal.
  var kiosk = root.dataset.page === 'kiosk';
  if (!kiosk && /[?&]kiosk=1(&|$)/.test(location.search)) {
    root.dataset.leaving = '1';
    location.replace(root.dataset.root + (root.lang || 'az') + '/kiosk/' + location.search);
  }
  function store(kind) { try { return window[kind]; } catch (e) { return null; } }
  var session = store('sessionStorage'), local = store('localStorage');
  try {
    var theme = local && local.getItem('rusum.theme');
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  } catch (e) { /* storage may be refused: the system's theme stays */ }
  // A link or a draft fills the form in, once the program has come: the form is
  // not shown before (style.css), because it grows with what is in it.
  try {
    var of = { compare: ['compare', 'goods'] }[root.dataset.page] || [root.dataset.page];
    if (!kiosk && (location.hash.indexOf('=') > 0 || of.some(function (p) { return session.getItem('rusum.' + p) || local.getItem('rusum.' + p); }))) root.dataset.filling = '1';
  } catch (e) { /* no storage, no draft */ }
  var typed = {};
  try { typed = JSON.parse(session.getItem('rusum.early.' + location.pathname)) || {}; } catch (e) { typed = {}; }
  function note(e) {
    var t = e.target;
    if (!t || !t.id) return;
    typed[t.id] = t.type === 'checkbox' ? (t.checked ? '1' : '') : t.value;
    if (kiosk) return; // a terminal keeps nothing
    try { session.setItem('rusum.early.' + location.pathname, JSON.stringify(typed)); } catch (e2) { /* kept in memory */ }
  }
  document.addEventListener('input', note, true);
  document.addEventListener('change', note, true);
  window.rusumEarly = {
    typed: typed,
    done: function () {
      document.removeEventListener('input', note, true);
      document.removeEventListener('change', note, true);
      try { session.removeItem('rusum.early.' + location.pathname); } catch (e) { /* nothing was stored */ }
    }
  };
})();
