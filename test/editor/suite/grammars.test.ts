import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type GrammarEntry, grammarsOf, tokenize } from '../../client/tokenize';
import { extensionId } from './support/extension';
import { at } from './support/workspace';

/** The editor's own grammars, with ours as the editor would add them. */
function allGrammars(): { entries: GrammarEntry[]; engine: string } {
  const own = vscode.extensions.getExtension(extensionId);
  assert.ok(own);
  const others = vscode.extensions.all.filter(({ id }) => id !== extensionId);
  return {
    entries: [own, ...others].flatMap(({ extensionPath }) => grammarsOf(extensionPath)),
    engine: own.extensionPath,
  };
}

describe('languages', () => {
  for (const [path, language] of [
    ['.env.example', 'dotenv'],
    ['Procfile', 'procfile'],
  ] as const) {
    it(`know ${path} as ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument(at(path));
      assert.equal(document.languageId, language);
    });
  }
});

describe('suppression comments in the grammars of the editor', () => {
  const comment = 'twelve-factor-disable-next-line logs/no-log-file-stream -- kept for the auditors';
  const cases: readonly (readonly [scopeName: string, text: string])[] = [
    ['source.ts', `// ${comment}\nconst a = 1;`],
    ['source.ts', `const a = 1; /* ${comment} */`],
    ['source.tsx', `  // ${comment}`],
    ['source.js', `// ${comment}`],
    ['source.js', `/* ${comment} */ call();`],
    ['source.dockerfile', `# ${comment}\nRUN npm ci`],
    ['source.yaml', `services:\n  # ${comment}\n  web: {}`],
    ['source.ignore', `# ${comment}\ndist`],
    ['source.shell', `# ${comment}\nnode server.js`],
    ['source.dotenv', `# ${comment}\nA=b`],
    ['source.dotenv.twelve-factor', `# ${comment}\nA=b`],
    ['source.procfile.twelve-factor', `# ${comment}\nweb: node server.js`],
  ];
  const known = new Set(allGrammars().entries.map(({ scopeName }) => scopeName));

  for (const [scopeName, text] of cases.filter(([name]) => known.has(name))) {
    it(`stand out in ${scopeName}: ${text.split('\n')[0]?.slice(0, 24)}`, async () => {
      const tokens = await tokenize(scopeName, text, allGrammars());
      const innermost = tokens.map(([part, ...scopes]) => [part, scopes.at(-1)]);
      const ours = innermost.filter(([, scope]) => /(suppression|rule|reason)\.twelve-factor$/.test(scope ?? ''));
      assert.deepEqual(ours, [
        ['twelve-factor-disable-next-line', 'keyword.control.suppression.twelve-factor'],
        ['logs/no-log-file-stream', 'entity.name.tag.rule.twelve-factor'],
        ['--', 'punctuation.separator.reason.twelve-factor'],
        ['kept for the auditors', 'string.unquoted.reason.twelve-factor'],
      ]);
    });
  }

  it('can be looked for in all languages but those of newer editors', () => {
    const unknown = cases.map(([name]) => name).filter((name) => !known.has(name));
    assert.deepEqual(
      unknown.filter((name) => name !== 'source.dotenv'),
      [],
    );
  });
});
