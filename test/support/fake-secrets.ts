/** Fake secrets for tests: `fakeSecret('github-token')`; in texts `{{fake:github-token}}`. The table is the page viewer's. */
export { expandFakeSecrets, FAKE_SECRET_NAMES, fakeSecret } from '../../server/src/core/knowledge/fake-secrets';
