import assert from 'node:assert/strict';
import { analyze } from '../../../support/analyze';

function readsIn(text: string): string[] {
  const { environment } = analyze({ 'src/a.ts': text }, { rules: [] }).resultOf('src/a.ts') ?? assert.fail();
  return environment.reads.map(
    ({ name, isOptional, hasDefault }) => `${name}${isOptional ? ' optional' : ''}${hasDefault ? ' default' : ''}`,
  );
}

describe('functions of a file that read the variable they are told', () => {
  it('read where they are called', () => {
    const text = `
function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(name);
  return value;
}
const setting = (key: string, other?: string) => process.env[key] ?? other;
export const all = [required('A_URL'), setting('LEVEL'), setting('REGION', 'eu')];
`;
    assert.deepEqual(readsIn(text), ['A_URL', 'LEVEL optional', 'REGION optional default']);
  });

  it('are no others', () => {
    const text = `
const table = { A_URL: 1 };
const look = (name: string) => table[name];
function f(required: (name: string) => string, name: string) {
  return [required('A_URL'), process.env[name]];
}
export const all = [look('A_URL'), f(String, 'OTHER')];
`;
    assert.deepEqual(readsIn(text), []);
  });
});
