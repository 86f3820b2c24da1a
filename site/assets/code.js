// The head of a code's page before the program has come: its number at once, and
// its name as soon as the static page of its heading brings it, which is asked for
// before anything that is larger. The program paints over it. With an offline copy the
// program is there sooner than the network.
(function () {
  'use strict';
  var box = null; // where the head is painted: this runs before the browser has read so far
  var pages = document.getElementById('code-script').dataset.pages; // "0101-06,0201-10": the headings that have a page
  var shown = null; // the heading painted here, until the program takes its place
  if (document.documentElement.dataset.leaving) return;

  function has(page) {
    return pages.split(',').some(function (range) {
      return page >= range.slice(0, page.length) && page <= range.slice(0, 2) + (page.length > 2 ? range.slice(-2) : '');
    });
  }
  function grouped(code) { return code.slice(0, 4) + code.slice(4).replace(/(..?)/g, ' $1'); }
  function element(tag, cls, text) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text) e.textContent = text;
    return e;
  }
  // placed calls f when the place of the head is there.
  function placed(f) {
    box = box || document.getElementById('code-head');
    if (box) { f(); return; }
    var seen = new MutationObserver(function () {
      box = box || document.getElementById('code-head');
      if (box) { seen.disconnect(); f(); }
    });
    seen.observe(document, { childList: true, subtree: true });
  }
  function show() {
    var at = /^#(\d{2,10})(&|$)/.exec(location.hash);
    if (!at || shown && !shown.isConnected) return;
    var code = at[1], page = code.slice(0, code.length < 4 ? 2 : 4), here = null;
    placed(function () { here = number(code); });
    if (!has(page)) return;
    if (navigator.serviceWorker && navigator.serviceWorker.controller) return;
    var ask = new XMLHttpRequest();
    ask.responseType = 'document';
    ask.onload = function () {
      if (ask.response) placed(function () { if (here.isConnected) name(ask.response, code, page); });
    };
    ask.open('GET', '../codes/' + page + '/');
    ask.send();
  }
  function number(code) {
    var room = element('div', 'trail'); // of the way to the code
    room.append(document.createElement('ol'));
    room.firstChild.append(element('li'));
    room.firstChild.firstChild.append(element('span', '', '\u00a0'));
    paint(room, code, '');
    return shown;
  }
  // name copies the way to the code and its name from the page of its heading.
  function name(doc, code, page) {
    var row = doc.getElementById(code);
    var from = code === page ? doc.querySelector('h1 > span:last-child') : row && row.querySelector('a.name');
    if (!from) return;
    var text = Array.from(from.childNodes).filter(function (n) { return n.nodeType === 3; }).map(function (n) { return n.data; }).join('').trim();
    var trail = document.importNode(doc.querySelector('.trail'), true);
    trail.querySelectorAll('a').forEach(function (a) { a.setAttribute('href', a.getAttribute('href').replace('../../', '../')); });
    paint(trail, code, text);
  }
  // paint shows the way and the heading, both anew: nothing that was there moves.
  function paint(trail, code, text) {
    shown = element('h1', 'code-head' + (new TextEncoder().encode(text).length > 160 ? ' long' : ''));
    shown.append(element('span', 'code', grouped(code)), ' ');
    if (text) shown.append(element('span', '', text));
    box.replaceChildren(trail, shown);
  }
  show();
  window.addEventListener('hashchange', show);
})();
