import assert from 'node:assert/strict';
import { parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import { editContext } from '../../server/src/core/engine/fixes';
import { browserOf, type Extraction, extract, extractionAt } from '../../server/src/refactor/extract';
import { moveCompanions } from '../../server/src/refactor/move-literal';
import { rules } from '../../server/src/rules/index';
import { analyze, applyFix, type Files } from '../support/analyze';

/** What is offered for the place of `|`, or between two of them. */
function offered(marked: string): { extraction: Extraction | undefined; texts: string[] } {
  const { text, range } = unmarked(marked);
  const extraction = extractionAt(parseTypeScript('src/a.ts', text), range, undefined);
  return { extraction, texts: (extraction?.spans ?? []).map(({ start, end }) => text.slice(start, end)) };
}

function unmarked(marked: string): { text: string; range: { start: number; end: number } } {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|');
  const range = { start, end: end === start ? start : end - 1 };
  return { text: marked.replaceAll('|', ''), range };
}

/** What becomes of the files; a refusal where it is refused. */
function extracted(files: Files, file = 'src/a.ts'): Files | string | undefined {
  const { text, range } = unmarked(files[file] ?? '');
  const before: Files = { 'package.json': '{ "private": true }\n', '.gitignore': '.env*\n', ...files, [file]: text };
  const folder = analyze(before, { rules });
  const app = folder.appOf(file);
  const browser = browserOf(app, file);
  const extraction = extractionAt(parseTypeScript(file, text), range, browser);
  if (extraction?.refusal !== undefined) return extraction.refusal;
  const allowed = new Set([file, ...moveCompanions(file, app)]);
  const context = editContext(folder, file, text, (path) => (allowed.has(path) ? before[path] : undefined));
  const fix = extraction && extract(context, extraction, browser);
  return fix && applyFix(before, fix);
}

describe('extracting literals to the environment', () => {
  describe('is offered for', () => {
    it('the literal under the cursor, at its beginning and behind its end', () => {
      for (const code of ["f(|'abc')", "f('a|bc')", "f('abc'|)"]) assert.deepEqual(offered(code).texts, ["'abc'"]);
      assert.deepEqual(offered('f(12|)').texts, ['12']);
      assert.deepEqual(offered('const on = tr|ue;').texts, ['true']);
    });

    it('a text put together from literals, as a whole', () => {
      assert.deepEqual(offered("f('a' + 'b|' + 'c')").texts, ["'a' + 'b' + 'c'"]);
    });

    it('the selected literal, and the one that a selection lies in', () => {
      assert.deepEqual(offered("f(|'abc'|, 1)").texts, ["'abc'"]);
      assert.deepEqual(offered("f('a|b|c', 1)").texts, ["'abc'"]);
      assert.deepEqual(offered("|const a = 'abc';|").texts, ["'abc'"]);
    });

    it('several of one object together, also of objects inside of it', () => {
      const { texts, extraction } = offered("const a = { |x: 'abc', y: { z: 1 }|, w: 2 };");
      assert.deepEqual(texts, ["'abc'", '1']);
      assert.equal(extraction?.title, 'Move 2 literals to environment variables');
    });
  });

  describe('is not offered for', () => {
    it('what is no value', () => {
      const places = [
        "import x from './a|bc';",
        "const x = require('./a|bc');",
        "let x: 'a|bc';",
        "'use str|ict';",
        "const x = { 'a|bc': y };",
        "x['a|bc'];",
        "env.get('DATA|BASE_URL');",
        "this.configService.get('data|base.url');",
        'x`a|bc`;',
        'const x = `a${b}|c`;',
        'const a|bc = x;',
      ];
      for (const place of places) assert.deepEqual(offered(place).texts, [], place);
    });

    it('literals that do not belong together', () => {
      assert.deepEqual(offered("|f('abc', 1)|").texts, []);
      assert.deepEqual(offered('const a = |{ x: 1 }, b = { y: 2 }|;').texts, []);
    });
  });

  it('moves what is selected together, with one import', () => {
    const env =
      "import { cleanEnv, str } from 'envalid';\n\nexport const env = cleanEnv(process.env, { HOST: str() });\n";
    const after = extracted({
      'src/env.ts': env,
      'src/a.ts': "export const mail = {\n  |from: 'noreply@example.org',\n  retries: 3|,\n  to: 'x',\n};\n",
    });
    assert.ok(typeof after === 'object');
    assert.equal(
      after['src/a.ts'],
      "import { env } from './env';\n\nexport const mail = {\n  from: env.FROM,\n  retries: env.RETRIES,\n  to: 'x',\n};\n",
    );
    assert.match(after['src/env.ts'] ?? '', /HOST: str\(\), FROM: str\(\), RETRIES: num\(\{ devDefault: 3 \}\) \}/);
    assert.equal(after['.env'], 'FROM=noreply@example.org\nRETRIES=3\n');
    assert.equal(after['.env.example'], 'FROM=\nRETRIES=\n');
  });

  it('moves a fallback out of a read', () => {
    const after = extracted({ 'src/a.ts': "export const url = process.env.API_URL ?? 'http://l|ocalhost';\n" });
    assert.ok(typeof after === 'object');
    assert.equal(after['src/a.ts'], 'export const url = process.env.API_URL;\n');
    assert.equal(after['.env'], 'API_URL=http://localhost\n');
  });

  describe('in code that a browser loads', () => {
    const secret = ['hunter2', 'horse', 'X9q'].join('');
    const vite = '{ "private": true, "dependencies": { "react": "19", "vite": "7" } }\n';
    const page = (code: string): string => `import { createRoot } from 'react-dom/client';\n${code}`;

    it('is refused for a secret, with the reason', () => {
      const files = { 'package.json': vite, 'src/a.tsx': page(`export const apiSecret = '|${secret}';\n`) };
      assert.match(String(extracted(files, 'src/a.tsx')), /Whoever opens the page could read it/);
    });

    it('is refused in a script that the server hands out as it is', () => {
      const files = { 'static/main.js': "const tabs = document.querySelector('ul|');\n" };
      assert.match(String(extracted(files, 'static/main.js')), /no framework/);
    });

    it('takes the prefix of the framework otherwise', () => {
      const files = { 'package.json': vite, 'src/a.tsx': page("export const title = 'Sh|op';\n") };
      const after = extracted(files, 'src/a.tsx');
      assert.ok(typeof after === 'object');
      assert.match(after['src/a.tsx'] ?? '', /title = import\.meta\.env\.VITE_TITLE;/);
      assert.equal(after['.env'], 'VITE_TITLE=Shop\n');
    });

    it('is refused where no framework hands variables on', () => {
      const files = {
        'package.json': '{ "private": true, "dependencies": { "react": "19", "react-dom": "19" } }\n',
        'src/a.tsx': page("export const title = 'Sh|op';\n"),
      };
      assert.match(String(extracted(files, 'src/a.tsx')), /no framework/);
    });
  });
});
