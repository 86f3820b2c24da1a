// Prints the digest of the memory of each program after it was instantiated.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

for (const file of process.argv.slice(2)) {
  const module = new WebAssembly.Module(readFileSync(file));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = new WebAssembly.Instance(module, imports);
  console.log(createHash('sha256').update(new Uint8Array(exports.mem.buffer)).digest('hex'));
}
