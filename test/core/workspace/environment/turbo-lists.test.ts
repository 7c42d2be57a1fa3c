import assert from 'node:assert/strict';
import { analyze } from '../../../support/analyze';

const TURBO = `{
  // what a task depends on
  "globalEnv": ["SITE_URL", "!LOCAL", "S3_*"],
  "globalPassThroughEnv": ["DEPLOY_TOKEN"],
  "tasks": { "build": { "env": ["API_URL"], "outputs": ["DIST"] }, "test": { "passThroughEnv": [] } }
}
`;

describe('the lists of turbo.json', () => {
  it('name variables, which a rename follows, and give them no value', () => {
    const files = {
      'package.json': '{ "name": "web", "private": true, "dependencies": { "express": "5" } }',
      'turbo.json': TURBO,
      'src/index.ts': 'export const url = process.env.API_URL;\n',
    };
    const { variables } = analyze(files, { rules: [] }).structure().app('').environment;
    const named = [...variables.values()].flatMap(({ references }) =>
      references.map(({ file, span }) => `${file}: ${TURBO.slice(span.start, span.end)}`),
    );
    assert.deepEqual(named, ['turbo.json: API_URL', 'turbo.json: DEPLOY_TOKEN', 'turbo.json: SITE_URL']);
    assert.deepEqual(variables.get('API_URL')?.declarations, []);
  });
});
