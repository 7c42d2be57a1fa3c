import assert from 'node:assert/strict';
import { analyze } from '../../../support/analyze';

const FILES = {
  'package.json': '{ "name": "web", "private": true, "dependencies": { "express": "5" } }',
  '.env': `# old password: ${'SUMMER'}_2024\nAPI_URL=a # or TRAIL_NAME\n`,
  '.env.example': '# === SECTION_HEADER ===\nAPI_URL=\n# elsewhere, set BUCKET_NAME instead\n# PORT_OFFSET=1\n',
  'src/index.ts': 'export const url = process.env.API_URL;\n',
};

describe('comments of env files', () => {
  const app = analyze(FILES, { rules: [] }).structure().app('');

  it('name no variable, whatever stands in them, but for a line that is commented out', () => {
    assert.deepEqual([...app.environment.variables.keys()], ['API_URL', 'PORT_OFFSET']);
  });

  it('document what they speak of in an example, and nothing in other files', () => {
    assert.ok(app.isDocumented('BUCKET_NAME'));
    assert.ok(app.isToldBy('.env.example', 'BUCKET_NAME'));
    assert.ok(!app.isDocumented('TRAIL_NAME'));
    assert.ok(!app.isDocumented('API_URL'));
    assert.ok(!app.isMentioned('BUCKET_NAME'));
  });
});
