import { readFileSync } from 'node:fs';
import { ts } from 'ts-morph';

/** A process of its own for `scan.ts`: reads the files whose names come on stdin and parses each, nothing else. */
const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
let nodes = 0;
for (const file of readFileSync(0, 'utf8').split('\n')) {
  if (file !== '') nodes += ts.createSourceFile(file, readFileSync(file, 'utf8'), options, true).statements.length;
}
console.log(nodes);
