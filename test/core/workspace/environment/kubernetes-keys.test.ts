import assert from 'node:assert/strict';
import { analyze } from '../../../support/analyze';

function declaredIn(text: string): string[] {
  const file = 'k8s/secret.yaml';
  const { environment } = analyze({ [file]: text }, { rules: [] }).resultOf(file) ?? assert.fail();
  for (const { name, span } of environment.declarations) assert.equal(text.slice(span.start, span.end), name);
  return environment.declarations.map(({ name, kind }) => `${kind} ${name}`);
}

describe('keys of Secrets that something makes in the cluster', () => {
  it('are those of a SealedSecret', () => {
    const text = `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: web }
spec:
  encryptedData:
    DATABASE_URL: AgBy
    tls.crt: AgBx
  template:
    data: { "REGION": "eu" }
`;
    assert.deepEqual(declaredIn(text), ['kubernetes DATABASE_URL', 'kubernetes REGION']);
  });

  it('are those of an ExternalSecret', () => {
    const text = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web }
spec:
  target:
    template:
      data:
        CONNECTION: "{{ .password }}"
  data:
    - secretKey: API_TOKEN
      remoteRef: { key: web, property: token }
  dataFrom:
    - extract: { key: web }
`;
    assert.deepEqual(declaredIn(text), ['kubernetes API_TOKEN', 'kubernetes CONNECTION']);
  });

  it('are not those of other things of that name', () => {
    const text = 'apiVersion: example.com/v1\nkind: SealedSecret\nspec:\n  encryptedData: { DATABASE_URL: x }\n';
    assert.deepEqual(declaredIn(text), []);
  });
});
