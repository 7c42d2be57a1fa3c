import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  commandsOfWords,
  isReached,
  type ShellCommand,
  splitShell,
} from '../../../../server/src/core/documents/shell/split';
import { contains, textOf } from '../../../../server/src/core/text/span';

const texts = (command: ShellCommand | undefined) => command?.words.map((word) => word.text);
const all = (text: string) => splitShell(text).map((command) => command.words.map((word) => word.text).join(' '));

function only(text: string): ShellCommand {
  const commands = splitShell(text);
  const [command] = commands;
  assert.ok(command && commands.length === 1, `one command, got ${JSON.stringify(all(text))}`);
  return command;
}

describe('splitShell', () => {
  describe('commands', () => {
    const cases: [string, string[]][] = [
      ['node a.js', ['node a.js']],
      ['a && b || c; d | e & f\ng', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
      ['a &&\n  b', ['a', 'b']],
      ['a \\\n  --flag', ['a --flag']],
      ['a \\\r\n  --flag', ['a --flag']],
      ['a # b && c\nd', ['a', 'd']],
      ['a#b', ['a#b']],
      ['', []],
      ['   \n\n', []],
      ['echo "a && b" \'c; d\'', ['echo a && b c; d']],
      ['echo a\\ b\\;c', ['echo a b;c']],
      ['echo "it\'s" \'"x"\'', ['echo it\'s "x"']],
      ['echo "a\\"b\\n"', ['echo a"b\\n']],
      ["echo $'a b'", ['echo a b']],
      ['(cd x && npm i) && y', ['cd x', 'npm i', 'y']],
      ['{ a; b; } || c', ['a', 'b', 'c']],
      ['if a; then b; elif c; then d; else e; fi; f', ['a', 'b', 'c', 'd', 'e', 'f']],
      ['if [ "$X" = 1 ]; then\n  b\nfi', ['[ $X = 1 ]', 'b']],
      ['[[ $a == b && -f x ]] && c', ['[[ $a == b & & -f x ]]', 'c']],
      ['for i in 1 2 3; do a "$i"; done', ['a $i']],
      ['for ((i=0;i<3;i++)); do a; done', ['a']],
      ['while read l; do a; done < f', ['read l', 'a']],
      ['until a; do sleep 1; done; b', ['a', 'sleep 1', 'b']],
      ['case "$1" in\n  web|api) a;;\n  (worker) b\n  ;;\n  *) c && d ;;\nesac\ne', ['a', 'b', 'c', 'd', 'e']],
      ['f() { a; }; f', ['a', 'f']],
      ['function f {\n a\n}\nb', ['a', 'b']],
      ['((x++)) && a', ['a']],
      ['! a && b', ['a', 'b']],
      ['cat <<EOF > f\na && b\nEOF\nc', ['cat', 'c']],
      ["cat <<-'EOF'\n\ta && b\n\tEOF\nc", ['cat', 'c']],
      ['cat <<< "x"; c', ['cat', 'c']],
      ['echo fi done esac }', ['echo fi done esac }']],
      ['echo $(a b) x', ['echo $(a b) x', 'a b']],
      ['echo `a b`', ['echo `a b`', 'a b']],
      ['echo "$(a "b c")"', ['echo $(a "b c")', 'a b c']],
      ['diff <(a) <(b)', ['diff <(a) <(b)', 'a', 'b']],
      ['echo $((1 + 2))', ['echo $((1 + 2))']],
      ["sh -c 'a && b'", ['a', 'b']],
      ['bash -lc "exec node a.js"', ['node a.js']],
      ['bash -euo pipefail -c "a; b"', ['a', 'b']],
      ['sh -c "sh -c \'a b\' && c"', ['a b', 'c']],
      ['sh script.sh', ['sh script.sh']],
      ['eval "a b"', ['a b']],
      ['su app -c "node x"', ['node x']],
      ['sh -c', ['sh -c']],
      ['set -e; set -o pipefail', ['set -e', 'set -o pipefail']],
    ];
    for (const [text, expected] of cases)
      it(JSON.stringify(text), () =>
        assert.deepEqual(
          all(text).map((found) => found.replace('&&', text.startsWith('[[') ? '& &' : '&&')),
          expected,
        ),
      );
  });

  it('tells what joins the commands', () => {
    const operators = (text: string) => splitShell(text).map((command) => command.operator);
    assert.deepEqual(operators('a && b || c; d | e & f\ng'), ['start', '&&', '||', ';', '|', ';', 'newline']);
    assert.deepEqual(operators('a &&\n\n b'), ['start', '&&']);
    assert.deepEqual(operators('a; (b && c) || d'), ['start', ';', '&&', '||']);
    assert.deepEqual(operators('a && sh -c "b; c"'), ['start', '&&', ';']);
    assert.deepEqual(operators('if a; then b; fi && c'), ['start', ';', '&&']);
  });

  it('sees what runs in the background', () => {
    const background = (text: string) => splitShell(text).map((command) => command.background);
    assert.deepEqual(background('a & b'), [true, false]);
    assert.deepEqual(background('(a; b) & c'), [true, true, false]);
    assert.deepEqual(background('for x in 1; do a; done &'), [true]);
    assert.deepEqual(background('sh -c "a" &'), [true]);
    assert.deepEqual(background('a 2>&1 && b &>x'), [false, false]);
    assert.deepEqual(background('a && b'), [false, false]);
  });

  describe('prefixes and wrappers', () => {
    const cases: [text: string, wrappers: string[], words: string, assignments?: string[]][] = [
      ['A=1 B="x y" node a', [], 'node a', ['A=1', 'B=x y']],
      ['exec node a', ['exec'], 'node a'],
      ['exec env A=1 node a', ['exec', 'env'], 'node a', ['A=1']],
      ['cross-env NODE_ENV=production PORT=3 node a', ['cross-env'], 'node a', ['NODE_ENV=production', 'PORT=3']],
      ['env -u X A=1 node a', ['env'], 'node a', ['A=1']],
      ['dotenv -- node a', ['dotenv'], 'node a'],
      ['dotenv -e .env.local -- node a', ['dotenv'], 'node a'],
      ['dotenvx run -f .env -- node a', ['dotenvx run'], 'node a'],
      ['env-cmd -f .env node a', ['env-cmd'], 'node a'],
      ['/sbin/tini -- node a', ['tini'], 'node a'],
      ['tini -s -- node a', ['tini'], 'node a'],
      ['/usr/bin/dumb-init node a', ['dumb-init'], 'node a'],
      ['gosu node:node node a', ['gosu'], 'node a'],
      ['su-exec node node a', ['su-exec'], 'node a'],
      ['nice -n 10 node a', ['nice'], 'node a'],
      ['nice -10 node a', ['nice'], 'node a'],
      ['time -p node a', ['time'], 'node a'],
      ['nohup node a', ['nohup'], 'node a'],
      ['timeout 10s node a', ['timeout'], 'node a'],
      ['npx tsx a', ['npx'], 'tsx a'],
      ['npx --yes -p x@1 tsx a', ['npx'], 'tsx a'],
      ['pnpm exec tsx a', ['pnpm exec'], 'tsx a'],
      ['pnpm --filter api exec tsx a', ['pnpm exec'], 'tsx a'],
      ['pnpm dlx tsx a', ['pnpm dlx'], 'tsx a'],
      ['npm exec -- tsx a', ['npm exec'], 'tsx a'],
      ['yarn dlx tsx a', ['yarn dlx'], 'tsx a'],
      ['bun x tsx a', ['bun x'], 'tsx a'],
      ['corepack yarn install', ['corepack'], 'yarn install'],
      ['corepack enable', [], 'corepack enable'],
      ['./wait-for-it.sh db:5432 -t 30 -- node a', ['wait-for-it.sh'], 'node a'],
      ['doppler run --config prd -- node a', ['doppler run'], 'node a'],
      ['exec tini -- gosu app dotenv -- npx tsx a', ['exec', 'tini', 'gosu', 'dotenv', 'npx'], 'tsx a'],
      ['exec sh -c "exec node a"', ['exec', 'sh -c', 'exec'], 'node a'],
      ['A=1 sh -c "B=2 node a"', ['sh -c'], 'node a', ['A=1', 'B=2']],
      ['npx --strange x', [], 'npx --strange x'],
      ['npm run exec', [], 'npm run exec'],
      ['exec "$@"', ['exec'], '$@'],
      ['$RUNNER node a', [], '$RUNNER node a'],
      ['nohup', [], 'nohup'],
      ['A=1', [], '', ['A=1']],
      ['A=$(x) node', [], 'node', ['A=$(x)']],
      ['"A=1" node', [], 'A=1 node'],
    ];
    for (const [text, wrappers, words, assignments = []] of cases) {
      it(text, () => {
        const [command] = splitShell(text);
        assert.ok(command);
        assert.deepEqual(command.wrappers, wrappers);
        assert.equal(texts(command)?.join(' '), words);
        assert.deepEqual(
          command.assignments.map(({ name, value }) => `${name}=${value.text}`),
          assignments,
        );
      });
    }
    it('keeps all words beside', () => assert.equal(only('npx prisma@5 x').wrappedWords?.length, 3));
  });

  it('tells what the shell would expand', () => {
    const dynamic = (word: string) => splitShell(`x ${word}`)[0]?.words[1]?.dynamic;
    for (const word of ['$A', '"$A"', '${A:-x}', 'a$A', '*.js', 'a?', '[ab]c', '{a,b}', '`y`', '$1', '$@', '$((1))']) {
      assert.equal(dynamic(word), true, word);
    }
    for (const word of ['a', "'$A'", '\\$A', '"a*"', "'`x`'", '$', '{a}', '"\\$A"', 'a=b'])
      assert.equal(dynamic(word), false, word);
  });

  it('reads redirects', () => {
    const command = only('node a > log 2>&1 < in');
    assert.deepEqual(
      command.redirects.map(({ operator, target }) => operator + target.text),
      ['>log', '2>&1', '<in'],
    );
    assert.deepEqual(texts(command), ['node', 'a']);
    assert.equal(only('node a &>> log').redirects[0]?.operator, '&>>');
    assert.deepEqual(
      splitShell('{ a; b; } > log').map((found) => found.redirects.length),
      [1, 1],
    );
    assert.deepEqual(texts(only('echo 2 >x')), ['echo', '2']);
  });

  it('tells where a command stands', () => {
    const within = (text: string) => splitShell(text).map((command) => (command.within ?? []).join('/'));
    assert.deepEqual(within('f() { a; }; (b); if c; then { d; }; fi; e'), [
      'function',
      'subshell',
      'if',
      'if/group',
      '',
    ]);
    assert.deepEqual(within('x $(a $(b))'), ['', 'substitution', 'substitution/substitution']);
    assert.deepEqual(splitShell('f() { a; }; b $(c)').map(isReached), [false, true, false]);
    assert.deepEqual(
      splitShell('if a; then (b); fi; c').map((command) => command.depth),
      [1, 2, 0],
    );
  });

  it('gives exact spans, in nested scripts too', () => {
    const text = 'RUN A=1 sh -c "exec \\"my app\\" --x=\'1\' && y" # z';
    const [first, second] = splitShell(text.slice(4), 4);
    assert.ok(first && second);
    assert.deepEqual(
      first.words.map((word) => textOf(text, word.span)),
      ['\\"my app\\"', "--x='1'"],
    );
    assert.equal(textOf(text, second.span), 'y');
    assert.equal(textOf(text, first.assignments[0]?.span ?? first.span), 'A=1');
    assert.equal(textOf(text, first.assignments[0]?.value.span ?? first.span), '1');
    const quoted = only('X="a b"\\ c node');
    assert.equal(textOf('X="a b"\\ c node', quoted.assignments[0]?.value.span ?? quoted.span), '"a b"\\ c');
    assert.equal(quoted.assignments[0]?.value.text, 'a b c');
  });

  it('joins lines by a second character', () => {
    assert.deepEqual(splitShell('a `\n b', 0, { escape: '`' }).map(texts), [['a', 'b']]);
  });

  it('reads exec forms', () => {
    const read = (...words: string[]) => {
      let at = 1;
      return commandsOfWords(
        words.map((text) => {
          const start = at;
          at += text.length + 2;
          return { text, span: { start, end: at } };
        }),
      );
    };
    assert.deepEqual(read('tini', '--', 'node', '$X').map(texts), [['node', '$X']]);
    assert.equal(read('node', '$X')[0]?.words[1]?.dynamic, false);
    const [first, second] = read('sh', '-c', 'a b && c');
    assert.deepEqual([texts(first), texts(second)], [['a', 'b'], ['c']]);
    assert.deepEqual(first?.words[0]?.span, { start: 10, end: 11 });
    assert.deepEqual(first?.wrappers, ['sh -c']);
    assert.deepEqual(read(), []);
  });

  it('stays linear on hostile text', () => {
    const pieces = [
      '(',
      '((',
      '( (',
      '$(',
      '`',
      '"',
      "'",
      '{ ',
      '}',
      'if ',
      'fi;',
      'case a in ',
      'a) ',
      ';;',
      '<<E\n',
      '<<E <<F\n',
      '[[ ',
      'sh -c "',
      "sh -c '",
      'a=(',
      '[',
      '{',
      '{a,',
      '\\',
      '$',
      'a;',
      '{ a; } & ',
      '>x ',
      'f() ',
      'f() {\n',
      'for ',
      'env ',
      'A=1 ',
      'npx ',
      'a|',
      '&',
      '\r',
      '${',
      'x\\\n',
    ];
    for (const piece of pieces) {
      splitShell(piece.repeat(8000));
      splitShell(`${piece.repeat(2000)}a${')'.repeat(2000)}`);
      splitShell(`{ ${'a;'.repeat(2000)} } ${piece.repeat(2000)}`);
    }
  });

  it('never throws and keeps its spans inside the text and in order', () => {
    const piece = fc.constantFrom(
      'a',
      'sh -c ',
      '"',
      "'",
      '`',
      '$(',
      '${',
      ')',
      '(',
      '{ ',
      '}',
      ' ',
      ';',
      '&&',
      '|',
      '&',
      '\n',
      '\r\n',
      '\\',
      '#',
      '<<E',
      'E\n',
      '>',
      '<',
      '=',
      'A=1 ',
      'if ',
      'then ',
      'fi',
      'case x in ',
      'esac',
      ';;',
      'for i in ',
      'do ',
      'done',
      '[[ ',
      ']]',
      'f() ',
      'env ',
      'npx ',
      'exec ',
      '-c ',
      '*',
      '\\\n',
      '\\"',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, fc.nat(50), check), { numRuns: 5000 });
  });
});

function check(text: string, offset: number): void {
  const whole = { start: offset, end: offset + text.length };
  let start = offset;
  for (const command of splitShell(text, offset)) {
    assert.ok(contains(whole, command.span) && command.span.start >= start);
    start = command.span.start;
    for (const word of command.words) assert.ok(contains(whole, word.span) && word.span.start <= word.span.end);
    for (const word of command.words) assert.ok(contains(command.span, word.span));
    for (const { span, value } of command.assignments) assert.ok(contains(whole, span) && contains(span, value.span));
    for (const { span, target } of command.redirects) assert.ok(contains(whole, span) && contains(span, target.span));
  }
}
