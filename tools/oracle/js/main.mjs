// One case a line in, its payments a line out: {"kind","doc"} of docs/contract.md.
import { createInterface } from 'node:readline';
import * as q from './rational.mjs';
import { assess } from './assess.mjs';
import { interest, roadTax } from './time.mjs';
import { month } from './personal.mjs';

const answer = { assess, interest, roadtax: (d) => ({ charges: roadTax(d) }), month };

// Fractions become text; what is open is left out.
const plain = (_, v) => (v && typeof v === 'object' && typeof v.n === 'bigint' ? q.text(v) : v === null ? undefined : v);

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, doc } = JSON.parse(line);
  let out;
  try {
    out = answer[kind](doc);
  } catch (e) {
    out = { error: e.stack };
  }
  process.stdout.write(`${JSON.stringify(out, plain)}\n`);
}
