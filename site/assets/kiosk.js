// The self-service terminal: a keyboard on the screen, and the clearing of
// everything after a time without a touch. Nothing is stored, no address is
// added to the history. Time is measured, not read from the clock.
(function () {
  'use strict';
  var root = document.documentElement;
  var $ = function (id) { return document.getElementById(id); };
  var query = new URLSearchParams(location.search);
  var own = root.lang;
  var home = /^(az|en|ru)$/.test(query.get('home') || '') ? query.get('home') : own;
  var idle = Math.min(Math.max(parseInt(query.get('idle'), 10) || 60, 3), 600); // seconds
  var warn = Math.min(10, Math.floor(idle / 2)); // the last seconds are counted down on the screen

  // Going elsewhere replaces this page: there is nothing to go back to.
  function go(lang) {
    var q = 'kiosk=1' + (query.has('idle') ? '&idle=' + idle : '') + (lang === home ? '' : '&home=' + home);
    location.replace(root.dataset.root + lang + '/kiosk/?' + q);
  }
  var leaving = false; // asked twice, the second request would cancel the first
  function restart() {
    if (leaving) return;
    leaving = true;
    if (window.rusumTakeUpdate) window.rusumTakeUpdate();
    if (own === home) {
      // The same address: a reload clears the page, the program and what was typed.
      document.querySelectorAll('input').forEach(function (e) { e.value = ''; });
      location.reload();
    } else go(home);
  }
  $('k-restart').addEventListener('click', restart);
  document.querySelectorAll('[data-k-lang]').forEach(function (b) {
    b.addEventListener('click', function () { if (b.dataset.kLang !== own) go(b.dataset.kLang); });
  });

  // The countdown runs only while there is something to clear.
  var last = performance.now();
  function touched() { return own !== home || !$('k-code').hidden || $('find').value !== ''; }
  function stay() { last = performance.now(); if (!$('k-idle').hidden) close(); }
  var before = null;
  function close() { $('k-idle').hidden = true; if (before && before.isConnected) before.focus(); before = null; }
  ['pointerdown', 'keydown', 'input', 'wheel', 'touchstart'].forEach(function (name) {
    document.addEventListener(name, stay, { capture: true, passive: true });
  });
  document.addEventListener('scroll', function () { if ($('k-idle').hidden) stay(); }, { capture: true, passive: true });
  $('k-stay').addEventListener('click', stay);
  var started = false; // the time the program takes to load is not the person's
  setInterval(function () {
    if (!started && root.dataset.ready) { started = true; last = performance.now(); }
    if (!touched()) { last = performance.now(); return; }
    var left = Math.ceil(idle - (performance.now() - last) / 1000);
    if (left <= 0) { restart(); return; }
    if (left > warn) return;
    $('k-count').textContent = String(left);
    if ($('k-idle').hidden) {
      before = document.activeElement;
      $('k-idle').hidden = false;
      $('k-stay').focus();
    }
  }, 200);

  // Keyboard.
  var rows = {
    az: ['qüertyuiopöğ', 'asdfghjklıə', 'zxcvbnmçş'],
    en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
    ru: ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбюё']
  };
  var keys = $('k-keys'), words = keys.dataset, layout = own, kind = '';
  var field = $('find');
  function key(label, act, cls, name) {
    var b = document.createElement('button');
    b.type = 'button';
    b.className = 'k-key' + (cls ? ' ' + cls : '');
    b.textContent = label;
    if (name) b.setAttribute('aria-label', name);
    b.addEventListener('click', act);
    return b;
  }
  function put(text) {
    field.focus({ preventScroll: true });
    var a = field.selectionStart, b = field.selectionEnd;
    if (field.value.length - (b - a) + text.length > field.maxLength) return;
    field.setRangeText(text, a, b, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  function erase() {
    field.focus({ preventScroll: true });
    var a = field.selectionStart, b = field.selectionEnd;
    if (a === b) a = Math.max(0, a - 1);
    field.setRangeText('', a, b, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  function empty() {
    field.value = '';
    field.focus({ preventScroll: true });
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  function row(list) {
    var div = document.createElement('div');
    div.className = 'k-row';
    list.forEach(function (b) { div.appendChild(b); });
    keys.appendChild(div);
  }
  function letters(text) {
    return Array.from(text).map(function (c) { return key(c, function () { put(c); }); });
  }
  function draw() {
    keys.textContent = '';
    keys.dataset.kind = kind;
    if (kind === 'digits') {
      row(letters('1234567890').concat([key(words.decimal, function () { put(words.decimal); }),
        key('⌫', erase, 'k-wide', words.erase), key('✕', empty, 'k-wide', words.clear)]));
      return;
    }
    row(letters('1234567890'));
    rows[layout].forEach(function (r) { row(letters(r)); });
    row(['az', 'en', 'ru'].map(function (l) {
      var b = key(l.toUpperCase(), function () { layout = l; draw(); keys.querySelector('[data-layout="' + l + '"]').focus(); }, 'layout');
      b.dataset.layout = l;
      b.lang = l;
      b.setAttribute('aria-pressed', String(l === layout));
      return b;
    }).concat([key(words.space, function () { put(' '); }, 'space'), key('⌫', erase, 'k-wide', words.erase), key('✕', empty, 'k-wide', words.clear)]));
  }
  // A press must not take the focus, and with it the place of the next letter, out of the field.
  keys.addEventListener('mousedown', function (e) { e.preventDefault(); });
  document.addEventListener('focusin', function (e) {
    if (!e.target.dataset || !e.target.dataset.keys) return;
    field = e.target;
    if (kind !== field.dataset.keys) { kind = field.dataset.keys; draw(); }
  });
  // A narrow screen is a phone's, which has a keyboard of its own.
  var narrow = window.matchMedia('(max-width: 639px)');
  function fit() {
    keys.hidden = narrow.matches;
    document.querySelectorAll('[data-keys]').forEach(function (e) {
      e.inputMode = !narrow.matches ? 'none' : e.dataset.keys === 'digits' ? 'decimal' : 'search';
    });
  }
  narrow.addEventListener('change', fit);
  fit();
  kind = 'letters';
  draw();
  field.focus();
})();
