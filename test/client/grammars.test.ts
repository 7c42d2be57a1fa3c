import assert from 'node:assert/strict';
import type { IRawGrammar } from 'vscode-textmate';
import { grammarsOf, type Token, tokenize as tokenizeWith } from './tokenize';

const root = new URL('../..', import.meta.url).pathname;
const own = grammarsOf(root);
const DOTENV = 'source.dotenv.twelve-factor';
const PROCFILE = 'source.procfile.twelve-factor';

function tokenize(scopeName: string, text: string, raw: readonly IRawGrammar[] = []): Promise<Token[]> {
  return tokenizeWith(scopeName, text, { entries: own, raw, engine: root });
}

/** The innermost scope of each token. */
async function colours(scopeName: string, text: string, raw: readonly IRawGrammar[] = []): Promise<[string, string][]> {
  return (await tokenize(scopeName, text, raw)).map(([part, ...scopes]) => [part, scopes.at(-1) ?? '']);
}

describe('the dotenv grammar', () => {
  const operator = ['=', 'keyword.operator.assignment.dotenv'];
  const key = (name: string) => [name, 'variable.other.readwrite.dotenv'];

  it('knows keys, values, constants and comments', async () => {
    assert.deepEqual(await colours(DOTENV, '# note\nHOST=db.internal # why\nPORT=5432\nTLS=true'), [
      ['#', 'punctuation.definition.comment.dotenv'],
      ['note', 'comment.line.number-sign.dotenv'],
      key('HOST'),
      operator,
      ['db.internal', 'string.unquoted.dotenv'],
      ['#', 'punctuation.definition.comment.dotenv'],
      ['why', 'comment.line.number-sign.dotenv'],
      key('PORT'),
      operator,
      ['5432', 'constant.numeric.dotenv'],
      key('TLS'),
      operator,
      ['true', 'constant.language.dotenv'],
    ]);
  });

  it('knows export, and a key named export', async () => {
    assert.deepEqual(await colours(DOTENV, 'export A=b\nexport=b'), [
      ['export', 'keyword.other.export.dotenv'],
      key('A'),
      operator,
      ['b', 'string.unquoted.dotenv'],
      key('export'),
      operator,
      ['b', 'string.unquoted.dotenv'],
    ]);
  });

  it('follows a quoted value over several lines, and goes on after it', async () => {
    assert.deepEqual(await colours(DOTENV, 'A="one\ntwo=2 # no comment" # comment\nB=3'), [
      key('A'),
      operator,
      ['"', 'punctuation.definition.string.begin.dotenv'],
      ['one', 'string.quoted.double.dotenv'],
      ['two=2 # no comment', 'string.quoted.double.dotenv'],
      ['"', 'punctuation.definition.string.end.dotenv'],
      ['#', 'punctuation.definition.comment.dotenv'],
      ['comment', 'comment.line.number-sign.dotenv'],
      key('B'),
      operator,
      ['3', 'constant.numeric.dotenv'],
    ]);
  });

  it('knows interpolation with a default, and none in single quotes', async () => {
    const tokens = await colours(DOTENV, "URL=http://${HOST:-localhost}/$PATH_\nRAW='${HOST}'");
    assert.deepEqual(
      tokens.filter(([, scope]) => scope === 'variable.other.readwrite.dotenv').map(([text]) => text),
      ['URL', 'HOST', 'PATH_', 'RAW'],
    );
    assert.deepEqual(tokens.at(-2), ['${HOST}', 'string.quoted.single.dotenv']);
  });
});

describe('the Procfile grammar', () => {
  it('tells process types from their commands', async () => {
    assert.deepEqual(await colours(PROCFILE, '# types\nweb: node dist/server.js --port $PORT'), [
      ['#', 'punctuation.definition.comment.procfile'],
      ['types', 'comment.line.number-sign.procfile'],
      ['web', 'entity.name.function.process-type.procfile'],
      [':', 'punctuation.separator.key-value.procfile'],
      ['node dist/server.js --port $PORT', 'meta.embedded.line.shell'],
    ]);
  });
});

/** Comments as the editor's own grammars find them: with room inside for TypeScript, as one match for Dockerfiles. */
const hosts: readonly IRawGrammar[] = [
  {
    scopeName: 'source.ts',
    patterns: [
      { begin: '//', end: '(?=$)', name: 'comment.line.double-slash.ts' },
      { begin: '/\\*', end: '\\*/', name: 'comment.block.ts' },
      { begin: "'", end: "'", name: 'string.quoted.single.ts' },
    ],
    repository: { $self: {}, $base: {} },
  },
  {
    scopeName: 'source.dockerfile',
    patterns: [
      { match: '^\\s*(?:RUN|CMD)\\s', name: 'keyword.control.dockerfile' },
      { match: '^(\\s*)((#).*$\\n?)', captures: { '2': { name: 'comment.line.number-sign.dockerfile' } } },
    ],
    repository: { $self: {}, $base: {} },
  },
  {
    scopeName: 'source.ignore',
    patterns: [{ match: '^#.*', name: 'comment.line.number-sign.ignore' }],
    repository: { $self: {}, $base: {} },
  },
];

describe('the highlighting of suppression comments', () => {
  const keyword = (text: string) => [text, 'keyword.control.suppression.twelve-factor'];
  const rule = (text: string) => [text, 'entity.name.tag.rule.twelve-factor'];
  const dashes = ['--', 'punctuation.separator.reason.twelve-factor'];
  const reason = (text: string) => [text, 'string.unquoted.reason.twelve-factor'];

  const suppression = async (scopeName: string, text: string) =>
    (await colours(scopeName, text, hosts)).filter(([, scope]) => scope.endsWith('.twelve-factor'));

  it('marks keyword, rules and reason in a line comment', async () => {
    const text = '// twelve-factor-disable-next-line config/no-secret-fallback, logs/x -- a test key';
    assert.deepEqual(await suppression('source.ts', text), [
      keyword('twelve-factor-disable-next-line'),
      rule('config/no-secret-fallback'),
      rule('logs/x'),
      dashes,
      reason('a test key'),
    ]);
  });

  it('stays inside a block comment', async () => {
    const tokens = await colours('source.ts', '/* twelve-factor-disable logs/x -- old */ code', hosts);
    assert.deepEqual(tokens.slice(-3), [reason('old'), ['*/', 'comment.block.ts'], ['code', '']]);
  });

  for (const scopeName of ['source.dockerfile', 'source.ignore', DOTENV, PROCFILE]) {
    it(`works in ${scopeName}`, async () => {
      const tokens: Token[] = await tokenize(scopeName, '# twelve-factor-disable-file logs/x -- legacy', hosts);
      assert.deepEqual(
        tokens.slice(1).map(([text, ...scopes]) => [text, scopes.at(-1)]),
        [keyword('twelve-factor-disable-file'), rule('logs/x'), dashes, reason('legacy')],
      );
      assert.ok(tokens.every(([, ...scopes]) => scopes.some((scope) => scope.startsWith('comment.'))));
    });
  }

  it('leaves other comments, strings and longer words alone', async () => {
    for (const text of ["'twelve-factor-disable-file'", '// see twelve-factor-disable', '// twelve-factor-disabled']) {
      assert.deepEqual(await suppression('source.ts', text), [], text);
    }
    assert.deepEqual(await suppression('source.dockerfile', '# twelve-factor-disable-everything'), []);
  });

  it('is injected into every language whose documents are analysed', () => {
    const injection = own.find(({ injectTo }) => injectTo !== undefined);
    const targets = ['source.ts', 'source.tsx', 'source.js', 'source.dockerfile', 'source.yaml', 'source.ignore'];
    for (const target of [...targets, DOTENV, PROCFILE]) assert.ok(injection?.injectTo?.includes(target), target);
  });
});
