// The worker that converts a tariff table on the device. The first message is
// {wasmExec, wasm}: the addresses of Go's glue and of the program. Messages for
// the program wait until it runs; what they look like stands in main.go.
// Whatever goes wrong while it is loaded answers every message as an error, and
// a program that ends by itself says {ended}.
// The same script runs the page's own program for long tables (linesdesk.go): the
// first message then has the compiled module, and in rusum what a page would hold.
'use strict';
(function () {
  var waiting = [];
  var run = null; // the program, once it runs
  var broken = null; // why it does not
  // The page's policy for code by that name; the worker has its own copy of it.
  var policy = self.trustedTypes && trustedTypes.createPolicy
    ? trustedTypes.createPolicy('rusum', {
      createScriptURL: function (address) {
        if (new URL(address, location.href).origin !== location.origin) throw new TypeError('another origin');
        return address;
      },
    })
    : null;

  function refuse(message, code) {
    self.postMessage({ id: message.id, error: { code: code, hint: broken, part: '', line: 0 } });
  }

  function handle(message) {
    if (broken) {
      refuse(message, 'not_loaded');
    } else if (run) {
      var answered = false;
      try {
        answered = run(message) === true;
      } catch (e) {
        broken = String(e);
      }
      if (!answered) {
        broken = broken || 'the program has ended';
        refuse(message, 'out_of_memory');
      }
    } else {
      waiting.push(message);
    }
  }

  function flush() {
    var list = waiting;
    waiting = [];
    list.forEach(handle);
  }

  function fail(e) {
    broken = String((e && e.message) || e);
    run = null;
    flush();
    self.postMessage({ ended: broken });
  }

  self.rusumConvertReady = function () {
    run = self.rusumConvert;
    self.postMessage({ ready: true });
    Promise.resolve().then(flush); // once the program has gone to sleep
  };

  function load(addresses) {
    self.importScripts(policy ? policy.createScriptURL(addresses.wasmExec) : addresses.wasmExec);
    var go = new Go();
    (addresses.module ? WebAssembly.instantiate(addresses.module, go.importObject).then(function (instance) { return { instance: instance }; }) : fetch(addresses.wasm)
      .then(function (response) {
        if (!response.ok) throw new Error(addresses.wasm + ': ' + response.status);
        // A host that does not know the type of the file cannot stream it.
        if (WebAssembly.instantiateStreaming && response.headers.get('Content-Type') === 'application/wasm') {
          return WebAssembly.instantiateStreaming(response, go.importObject);
        }
        return response.arrayBuffer().then(function (bytes) {
          return WebAssembly.instantiate(bytes, go.importObject);
        });
      }))
      .then(function (result) { return go.run(result.instance); })
      .then(function () { fail('the program has ended'); }, fail);
  }

  self.onmessage = function (event) {
    var message = event.data;
    if (message && message.wasmExec) {
      self.rusum = message.rusum;
      try {
        load(message);
      } catch (e) {
        fail(e);
      }
    } else if (message) {
      handle(message);
    }
  };
})();
