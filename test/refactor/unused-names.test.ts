import assert from 'node:assert/strict';
import { parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import { applyEdits } from '../../server/src/core/text/edits';
import { tidyRemovals } from '../../server/src/refactor/line-removal';
import { removeUnused } from '../../server/src/refactor/unused-names';

/** Deletes what stands between brackets `⟦…⟧`, and what only that used. */
function without(marked: string): string {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const text = marked.replace(/[⟦⟧]/g, '');
  const tree = parseTypeScript('src/a.ts', text);
  const span = { start, end };
  return applyEdits(text, tidyRemovals(text, [{ span, text: '0' }, ...removeUnused(tree, [span])]));
}

describe('names that only deleted text used', () => {
  const cases: [string, string, string][] = [
    ['an import', "import a from 'a';\nimport b from 'b';\nb(⟦a()⟧);\n", "import b from 'b';\nb(0);\n"],
    ['one name of several', "import { a, b, c } from 'x';\nb(⟦a, c⟧);\n", "import { b } from 'x';\nb(0);\n"],
    ['the default beside names', "import a, { b } from 'x';\nb(⟦a⟧);\n", "import { b } from 'x';\nb(0);\n"],
    ['names beside the default', "import a, { b } from 'x';\na(⟦b⟧);\n", "import a from 'x';\na(0);\n"],
    ['a require', "const a = require('a');\nf(⟦a⟧);\n", 'f(0);\n'],
    ['one name of a require', "const { a, b } = require('x');\nb(⟦a⟧);\n", "const { b } = require('x');\nb(0);\n"],
    [
      'a constant, and what it was made with',
      "import path from 'path';\n\nconst dir = path.join(__dirname, 'x');\n\nf(⟦dir⟧);\n",
      'f(0);\n',
    ],
    ['nothing that is used elsewhere', "import a from 'a';\na(⟦a⟧);\n", "import a from 'a';\na(0);\n"],
    ['nothing with an effect', 'const a = start();\nf(⟦a⟧);\n', 'const a = start();\nf(0);\n'],
    ['nothing that is exported', "export const a = 'x';\nf(⟦a⟧);\n", "export const a = 'x';\nf(0);\n"],
    ['no property of that name', "import a from 'a';\nx.a = f(⟦a⟧);\n", 'x.a = f(0);\n'],
    ['no import that was idle before', "import a from 'a';\nf(⟦1⟧);\n", "import a from 'a';\nf(0);\n"],
  ];
  for (const [name, marked, expected] of cases) it(name, () => assert.equal(without(marked), expected));
});
