import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/core/text/edits';
import { addDependencies, removeScript } from '../../server/src/refactor/manifest-edits';
import { redisDependencyEdits } from '../../server/src/refactor/redis-dependencies';

const WANTED = [
  { name: 'connect-redis', range: '^9.0.0' },
  { name: 'redis', range: '^5.9.0' },
];

function added(text: string): string {
  return applyEdits(text, addDependencies(text, WANTED));
}

describe('edits of package.json', () => {
  it('put a dependency in its place of a sorted list', () => {
    const text = '{\n\t"dependencies": {\n\t\t"express": "5",\n\t\t"zod": "3"\n\t}\n}\n';
    const expected =
      '{\n\t"dependencies": {\n\t\t"connect-redis": "^9.0.0",\n\t\t"express": "5",\n\t\t"redis": "^5.9.0",\n\t\t"zod": "3"\n\t}\n}\n';
    assert.equal(added(text), expected);
  });

  it('put it at the end of a list that is not sorted', () => {
    const text = '{ "dependencies": { "zod": "3", "express": "5" } }';
    assert.equal(
      added(text),
      '{ "dependencies": { "zod": "3", "express": "5", "connect-redis": "^9.0.0", "redis": "^5.9.0" } }',
    );
  });

  it('make the list where there is none, in the indentation and line breaks of the file', () => {
    const text = '\uFEFF{\r\n    "name": "a"\r\n}\r\n';
    const result = added(text);
    assert.ok(
      result.startsWith('\uFEFF{\r\n    "name": "a",\r\n    "dependencies": {\r\n        "connect-redis"'),
      result,
    );
    assert.doesNotMatch(result, /[^\r]\n/);
  });

  it('leave what is listed, and a broken file', () => {
    assert.equal(added('{ "dependencies": { "connect-redis": "8", "redis": "4" } }').includes('^'), false);
    assert.deepEqual(addDependencies('{ "dependencies": {', WANTED), []);
  });

  it('remove a script with one comma', () => {
    const without = (text: string): string => {
      const edit = removeScript(text, 'prestart');
      assert.ok(edit !== undefined);
      return applyEdits(text, [edit]);
    };
    assert.equal(
      without('{ "scripts": { "prestart": "tsc", "start": "node ." } }'),
      '{ "scripts": { "start": "node ." } }',
    );
    assert.equal(
      without('{ "scripts": { "start": "node .", "prestart": "tsc" } }'),
      '{ "scripts": { "start": "node ." } }',
    );
    assert.equal(without('{ "scripts": { "prestart": "tsc" } }'), '{ "scripts": {  } }');
    assert.equal(removeScript('{ "scripts": {} }', 'prestart'), undefined);
  });
});

describe('packages of a Redis session store', () => {
  const listed = (dependencies: Record<string, string>): string | undefined => {
    const text = JSON.stringify({ dependencies });
    const edits = redisDependencyEdits(text);
    return edits === undefined ? undefined : JSON.parse(applyEdits(text, edits)).dependencies['connect-redis'];
  };

  it('fit the client that is there', () => {
    assert.equal(listed({ express: '5' }), '^9.0.0');
    assert.equal(listed({ redis: '^5.1.0' }), '^9.0.0');
    assert.equal(listed({ redis: '~4.7.0' }), '^8.1.0');
    assert.equal(listed({ redis: 'latest' }), '^9.0.0');
  });

  it('are not listed beside versions with another interface', () => {
    assert.equal(listed({ redis: '^3.1.2' }), undefined);
    assert.equal(listed({ 'connect-redis': '^6.0.0' }), undefined);
  });
});
