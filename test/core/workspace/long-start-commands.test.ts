import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../server/src/core/documents/dockerfile/parse';
import { parseOptions } from '../../../server/src/core/documents/shell/options';
import { packageManagerCommand } from '../../../server/src/core/documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../../../server/src/core/documents/shell/split';
import { isOneOff } from '../../../server/src/core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../../server/src/core/workspace/start-commands';
import { stripStart } from '../../../server/src/refactor/strip-start';

const COUNT = 1_000;

describe('a start command of very many steps', () => {
  const at = { file: 'Dockerfile', span: { start: 0, end: 1 } };
  const stepOf = (command: ShellCommand): StartStep => ({ command, at, scripts: [], directory: '' });

  it('is gone through once for the question what is a task, however many steps ask', () => {
    const steps = splitShell(`node a.js && ${'tsc && '.repeat(COUNT)}tsc`).map(stepOf);
    const start: StartCommand = {
      ...{ at, origin: 'dockerfile', processType: 'web', production: true, steps, launches: steps },
      ...{ entries: [], dockerfile: 'Dockerfile', stage: 0 },
    };
    let looks = 0;
    const options = {
      get add(): readonly string[] {
        looks++;
        return [];
      },
    };
    assert.ok(steps.every((step) => isOneOff(start, step, options)));
    assert.ok(looks <= steps.length, `${looks} looks for ${steps.length} steps`);
    const other = { ...start, steps: [...steps, stepOf(splitShell('node b.js')[0] ?? assert.fail())] };
    assert.ok(steps.every((step) => !isOneOff(other, step, { add: [] })));
    assert.ok(isOneOff(other, other.steps.at(-1) ?? assert.fail(), { add: [] }));
    assert.ok(steps.every((step) => isOneOff(other, step, { add: ['node'] })));
  });

  it('is taken apart once, however many places of it are asked for', () => {
    const text = `FROM node:22\nCMD ${'tsc && '.repeat(COUNT)}node a.js\n`;
    const document = parseDockerfile(text);
    let asked = 0;
    const picks = ({ words }: ShellCommand): boolean => {
      asked++;
      return words[0]?.text === 'tsc';
    };
    for (let offset = text.indexOf('tsc'); offset >= 0; offset = text.indexOf('tsc', offset + 1)) {
      const stripped = stripStart(document, { start: offset, end: offset + 3 }, undefined, picks);
      assert.equal(stripped?.removed.length, COUNT);
    }
    assert.ok(asked < COUNT * 10, `${asked} questions for ${COUNT} commands`);
  });

  it('has no table of options made for each of its commands', () => {
    let read = 0;
    const spec = {
      get flags(): readonly string[] {
        read++;
        return ['-a'];
      },
      values: ['-b'],
    };
    const [command] = splitShell('x -a -b c d -e');
    for (const stops of [true, false, undefined]) parseOptions(command?.words.slice(1) ?? [], spec, stops);
    assert.equal(read, 1);
    assert.deepEqual([...parseOptions(command?.words.slice(1) ?? [], spec, true).options.keys()], ['-a', '-b']);
    const first = splitShell('npm start')[0] ?? assert.fail();
    assert.equal(packageManagerCommand(first), packageManagerCommand(first));
  });
});
