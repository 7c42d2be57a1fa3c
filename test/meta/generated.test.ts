import assert from 'node:assert/strict';
import { generate, staleArtifacts } from '../../server/scripts/generate/artifacts';
import { repositoryRoot } from '../../server/scripts/repository';

describe('generated files', () => {
  it('are as "npm run generate" writes them', async () => {
    const { artifacts, problems } = await generate(repositoryRoot);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      staleArtifacts(repositoryRoot, artifacts).map(({ path }) => path),
      [],
    );
  });

  it('come out the same twice', async () => {
    assert.deepEqual(await generate(repositoryRoot), await generate(repositoryRoot));
  });
});
