import assert from 'node:assert/strict';
import { parseOptions } from '../../../../server/src/core/documents/shell/options';
import { splitShell } from '../../../../server/src/core/documents/shell/split';
import { optionsOf } from '../../../../server/src/core/knowledge/command-options';

function parse(text: string) {
  const [program, ...words] = splitShell(text)[0]?.wrappedWords ?? splitShell(text)[0]?.words ?? [];
  const spec = optionsOf(program?.text ?? '');
  assert.ok(spec, text);
  const parsed = parseOptions(words, spec);
  const show = (all: readonly { text: string }[]) => all.map((word) => word.text).join(' ');
  const options = [...parsed.options].map(([name, value]) => (value === true ? name : `${name}=${value}`)).join(' ');
  return [options, show(parsed.operands), show(parsed.rest), show(parsed.unknown)];
}

describe('parseOptions', () => {
  const cases: [string, string, string, string?, string?][] = [
    [
      'apt-get install -y --no-install-recommends curl=7.* git',
      '--yes --no-install-recommends',
      'install curl=7.* git',
    ],
    ['apt-get -yqq -o Dpkg::Use-Pty=0 install curl', '--yes --quiet --option=Dpkg::Use-Pty=0', 'install curl'],
    ['apk add --no-cache -t .build python3', '--no-cache --virtual=.build', 'add python3'],
    [
      'node --max-old-space-size=512 -r dotenv/config server.js --port 3',
      '--max-old-space-size=512 --require=dotenv/config',
      'server.js',
      '--port 3',
    ],
    ['node --inspect=0.0.0.0:9229 x.js', '--inspect=0.0.0.0:9229', 'x.js'],
    ['node --env-file .env --import ./a.js x.js', '--env-file=.env --import=./a.js', 'x.js'],
    ['node -e "x()"', '--eval=x()', ''],
    ['next start -p 3000 -H 0.0.0.0', '--port=3000 --hostname=0.0.0.0', 'start'],
    ['next start -p3000', '--port=3000', 'start'],
    [
      'docker build -t x:latest -f a/Dockerfile --build-arg A=1 .',
      '--tag=x:latest --file=a/Dockerfile --build-arg=A=1',
      'build .',
    ],
    ['pm2 start a.js -i max --name api', '--instances=max --name=api', 'start a.js'],
    ['npx -y -p a b --c d', '--yes --package=a', 'b', '--c d'],
    ['npm ci -- --y z', '', 'ci', '--y z'],
    ['npm install --brand-new x', '', 'install x', '', '--brand-new'],
    ['apt-get -Z install $PACKAGES', '', 'install $PACKAGES', '', '-Z $PACKAGES'],
    ['npm - -- ', '', '-'],
    ['npm install --prefix', '--prefix=', 'install'],
  ];
  for (const [text, options, operands, rest = '', unknown = ''] of cases) {
    it(text, () => assert.deepEqual(parse(text), [options, operands, rest, unknown]));
  }
  it('knows no table for other names', () => assert.equal(optionsOf('constructor'), undefined));
});
