import assert from 'node:assert/strict';
import { classifyPath } from '../../../../server/src/core/documents/typescript/paths';
import { typescript } from '../../../support/typescript';

const HEAD = "import path, { join } from 'node:path'; import os from 'node:os';";

function classOf(expression: string, more = ''): string {
  const { bindings, last } = typescript(`${HEAD} ${more} const target = ${expression};\nuse(target);`);
  const found = classifyPath(last('target'), bindings);
  return found.kind === 'local' ? `local ${found.text}` : found.kind;
}

describe('paths', () => {
  for (const [expression, expected] of Object.entries({
    "'uploads/'": 'local uploads/',
    "path.join(__dirname, '../public', 'files')": 'local ../public/files',
    "join(process.cwd(), 'uploads')": 'local uploads',
    "path.resolve('uploads', name)": 'local uploads',
    '`uploads/${id}`': 'local uploads/',
    '`${__dirname}/uploads/${id}`': 'local /uploads/',
    "__dirname + '/uploads'": 'local /uploads',
    "'/tmp/uploads'": 'temporary',
    "'./tmp'": 'temporary',
    'os.tmpdir()': 'temporary',
    "path.join(os.tmpdir(), 'uploads')": 'temporary',
    tmpDirectory: 'temporary',
    'config.tempDir': 'temporary',
    'process.env.UPLOADS': 'unknown',
    'config.uploads': 'unknown',
    "path.join(base, 'uploads')": 'unknown',
    '`${base}/uploads`': 'unknown',
    'directoryOf(request)': 'unknown',
  })) {
    it(`${expression}: ${expected}`, () => assert.equal(classOf(expression), expected));
  }

  it('a local name of path is another thing', () => {
    const { bindings, last } = typescript("const path = { join: (...a) => remote(a) }; use(path.join('uploads'));");
    assert.equal(classifyPath(last("path.join('uploads')"), bindings).kind, 'unknown');
  });
});
