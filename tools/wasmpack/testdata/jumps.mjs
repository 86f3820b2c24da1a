// Runs every function of two programs from every segment, with the same answers to what
// the functions ask, and compares what they asked and returned.
import { readFileSync } from 'node:fs';

let trace = [];
let state = 0;
const ask = (what) => {
  if (trace.length > 200) throw new Error('enough');
  trace.push(what);
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 29) & 1;
};
const programs = process.argv.slice(2).map((file) => new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), { env: { ask } }).exports);

function run(program, name, segment, seed) {
  trace = [];
  state = seed;
  program.sp.value = 1024;
  new Uint8Array(program.mem.buffer, 0, 2048).fill(0);
  try {
    trace.push(`returned ${program[name](segment)}`);
  } catch (e) {
    trace.push(e.message);
  }
  trace.push(`at ${program.sp.value}`, new BigUint64Array(program.mem.buffer, 0, 256).join(','));
  return trace.join(' ');
}

let runs = 0;
let asked = 0;
for (const name of Object.keys(programs[0]).filter((n) => n.startsWith('f'))) {
  for (let segment = 0; segment < 12; segment++) {
    for (let seed = 1; seed < 6; seed++) {
      const [before, after] = programs.map((p) => run(p, name, segment, seed * 7919));
      runs++;
      asked += before.split(' ').length;
      if (before !== after) {
        console.log(`${name}(${segment}) seed ${seed}\n${before}\n${after}`);
        process.exit(1);
      }
    }
  }
}
console.log(`${runs} runs, ${Math.round(asked / runs)} steps each`);
