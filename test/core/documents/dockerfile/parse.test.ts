import assert from 'node:assert/strict';
import type {
  AssignmentInstruction,
  CommandInstruction,
  CopyInstruction,
  DockerfileDocument,
  ExposeInstruction,
  Instruction,
} from '../../../../server/src/core/documents/dockerfile/model';
import { parseDockerfile } from '../../../../server/src/core/documents/dockerfile/parse';
import { textOf } from '../../../../server/src/core/text/span';

function ofType<T extends Instruction['type']>(
  document: DockerfileDocument,
  type: T,
): Extract<Instruction, { type: T }>[] {
  return document.instructions.filter((one): one is Extract<Instruction, { type: T }> => one.type === type);
}

function command(text: string): CommandInstruction {
  const found = ofType(parseDockerfile(`FROM a\n${text}`), 'command').at(-1);
  assert(found, text);
  return found;
}

const keywords = (text: string): string[] => parseDockerfile(text).instructions.map(({ keyword }) => keyword);

describe('parseDockerfile: lines', () => {
  it('reads directives and the escape character, also after a byte order mark and with CRLF', () => {
    const text = '\ufeff# syntax = docker/dockerfile:1\r\n#escape=`\r\nFROM a\r\nRUN a `\r\n  b\r\nCMD x\r\n';
    const document = parseDockerfile(text);
    assert.deepEqual(
      document.directives.map(({ name, value, valueSpan }) => [name, value, textOf(text, valueSpan)]),
      [
        ['syntax', 'docker/dockerfile:1', 'docker/dockerfile:1'],
        ['escape', '`', '`'],
      ],
    );
    assert.equal(document.escape, '`');
    const run = ofType(document, 'command')[0];
    assert.equal(textOf(text, run?.span ?? { start: 0, end: 0 }), 'RUN a `\r\n  b');
    assert.equal(run?.shell?.text, 'a \\\r\n  b');
    assert.deepEqual(keywords(text), ['FROM', 'RUN', 'CMD']);
  });

  it('takes a directive after another line for a comment', () => {
    const document = parseDockerfile('# hello\n# escape=`\nFROM a\nRUN a `\nCMD x');
    assert.equal(document.escape, '\\');
    assert.deepEqual(
      document.comments.map(({ text }) => text),
      ['hello', 'escape=`'],
    );
  });

  it('joins lines over comments and empty lines and keeps every offset', () => {
    const text = 'FROM a\nRUN one && \\  \n\n  # why: two\n  two \\\n#\n  three\nCMD x\n';
    const document = parseDockerfile(text);
    assert.deepEqual(keywords(text), ['FROM', 'RUN', 'CMD']);
    assert.deepEqual(
      document.comments.map((comment) => [comment.text, textOf(text, comment.span)]),
      [
        ['why: two', '# why: two'],
        ['', '#'],
      ],
    );
    const shell = ofType(document, 'command')[0]?.shell;
    assert.equal(shell?.text, 'one && ' + '  \\\n' + ' ' + '           \\\n' + '  two \\\n' + '\\\n' + '  three');
    assert.equal(shell?.offset, text.indexOf('one'));
    assert.equal(text.slice((shell?.offset ?? 0) + (shell?.text.indexOf('three') ?? 0)).startsWith('three'), true);
  });

  it('ends an instruction at a doubled escape character', () => {
    assert.deepEqual(keywords('FROM a\nRUN echo a\\\\\nCMD x\n'), ['FROM', 'RUN', 'CMD']);
  });

  it('accepts any case, indented keywords and an open end', () => {
    assert.deepEqual(keywords('from a\n  run b\n\tCmd ["x"]\nRUN c \\'), ['FROM', 'RUN', 'CMD', 'RUN']);
    assert.deepEqual(keywords('FROM a\nRUN\nCMD'), ['FROM', 'RUN', 'CMD']);
    assert.deepEqual(keywords(''), []);
    assert.deepEqual(keywords('\ufeff\n \n'), []);
  });

  it('reads 5,000 lines and says when there were more', () => {
    const document = parseDockerfile(`FROM a\n${'RUN b\n'.repeat(6000)}`);
    assert.equal(document.instructions.length, 5000);
    assert.equal(document.truncated, true);
    assert.equal(parseDockerfile(`FROM a\n${'RUN b\n'.repeat(4999)}`).truncated, false);
  });
});

describe('parseDockerfile: here-documents', () => {
  it('takes their lines out of the file', () => {
    const text = 'FROM a\nRUN <<EOF\nset -e\n# not a comment\nFROM b\nEOF\nCMD x\n';
    const document = parseDockerfile(text);
    assert.deepEqual(keywords(text), ['FROM', 'RUN', 'CMD']);
    assert.equal(document.comments.length, 0);
    const run = ofType(document, 'command')[0];
    assert.deepEqual(run?.scripts, [
      { text: 'set -e\n# not a comment\nFROM b\n', offset: text.indexOf('set -e'), exact: true },
    ]);
    assert.equal(textOf(text, run?.span ?? { start: 0, end: 0 }).endsWith('EOF'), true);
  });

  it('knows who gets them', () => {
    assert.equal(command('RUN bash -e <<EOF\nnpm i\nEOF').scripts[0]?.text, 'npm i\n');
    assert.equal(command('RUN <<EOF bash\nnpm i\nEOF').scripts[0]?.text, 'npm i\n');
    assert.deepEqual(command('RUN <<EOF\n#!/usr/bin/env python\nimport os\nEOF').scripts, []);
    assert.equal(command('RUN <<EOF\n#!/bin/sh\nx\nEOF').scripts.length, 1);
    assert.equal(command('RUN python3 <<EOF\nimport os\nEOF').scripts[0]?.text, 'python3 <<EOF');
    assert.equal(command('RUN cat 3<<"EOF" > /x && \\\n  npm i\n$X\nEOF').heredocs[0]?.expands, false);
    assert.equal(command('RUN --mount=type=cache,target=/x <<-EOF\n\tnpm i\n\tEOF').scripts[0]?.text, '\tnpm i\n');
  });

  it('reads several, also as files to copy, and below ONBUILD', () => {
    const text = 'FROM a\nCOPY <<A <<B b /x/\none\nA\ntwo\nB\nONBUILD RUN <<EOF\nFROM q\nEOF\nCMD x\n';
    const document = parseDockerfile(text);
    assert.deepEqual(keywords(text), ['FROM', 'COPY', 'ONBUILD', 'CMD']);
    const copy = ofType(document, 'copy')[0];
    assert.deepEqual(
      copy?.sources.map(({ value, heredoc }) => [value, heredoc?.body]),
      [
        ['<<A', 'one\n'],
        ['<<B', 'two\n'],
        ['b', undefined],
      ],
    );
    const trigger = ofType(document, 'onbuild')[0]?.trigger;
    assert.equal(trigger?.keyword, 'RUN');
    assert.equal(trigger?.isTrigger, true);
    assert.equal(trigger?.type === 'command' && trigger.scripts[0]?.text, 'FROM q\n');
  });

  it('is not fooled by look-alikes and unfinished ones', () => {
    for (const line of [
      'RUN echo "<<EOF"',
      "RUN echo 'a <<EOF b'",
      'RUN echo $((1<<2))',
      'RUN cat <<<EOF',
      'RUN cat << EOF',
      'RUN cat <<EOF',
      'CMD cat <<x',
    ]) {
      assert.deepEqual(keywords(`FROM a\n${line}\nENV A=1\nx\n`), ['FROM', line.slice(0, 3), 'ENV', 'X'], line);
    }
  });
});

describe('parseDockerfile: command forms', () => {
  it('reads the exec form with spans inside of the quotes', () => {
    const text = 'FROM a\nCMD ["node", \\\n  "dist/ma\\u0069n.js", "" ]\n';
    const [cmd] = ofType(parseDockerfile(text), 'command');
    assert.equal(cmd?.form, 'exec');
    assert.deepEqual(
      cmd?.words.map(({ value, span, escaped }) => [value, textOf(text, span), escaped]),
      [
        ['node', 'node', false],
        ['dist/main.js', 'dist/ma\\u0069n.js', true],
        ['', '', false],
      ],
    );
  });

  it('tells malformed arrays from the shell', () => {
    for (const line of [
      "CMD ['node', 'x']",
      'CMD ["node", $PORT]',
      'CMD ["node", "x",]',
      'CMD ["node", "x"',
      'CMD [node, x]',
      'CMD [node]',
      'CMD ["node" "x"]',
      'CMD [ "node", x ]',
      "ENTRYPOINT [ 'node' ]",
      'CMD ["node", 1]',
      'CMD [“node”]',
      'CMD [',
    ]) {
      const read = command(line);
      assert.equal(read.form, 'malformed-exec', line);
      assert.equal(read.shell?.text, line.slice(line.indexOf('[')));
    }
    for (const line of [
      'RUN [ -f x ] && y',
      'RUN [ "$A" = b ]',
      'RUN [[ -f x ]]',
      'CMD node x',
      'CMD',
      'RUN [ "$A" ] && b',
    ]) {
      assert.equal(command(line).form, 'shell', line);
    }
    assert.equal(command('CMD []').form, 'exec');
    assert.equal(command('CMD ["a"] # tail').form, 'malformed-exec');
  });

  it('finds the scripts that a shell runs', () => {
    const text = 'CMD ["/bin/sh", "-c", "exec node x"]';
    const [script] = command(text).scripts;
    assert.deepEqual(script, { text: 'exec node x', offset: 'FROM a\n'.length + text.indexOf('exec'), exact: true });
    assert.equal(command('CMD ["bash", "-lc", "a \\"b\\""]').scripts[0]?.exact, false);
    assert.deepEqual(command('CMD ["node", "-c", "x"]').scripts, []);
    assert.deepEqual(command('SHELL ["powershell", "-Command"]\nRUN Get-Item').scripts, []);
    assert.equal(command('SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b').scripts.length, 1);
  });

  it('keeps SHELL through other instructions and into later stages', () => {
    const text = 'FROM a AS b\nSHELL ["bash","-c"]\nENV A=1\nARG B\nRUN x\nFROM b\nCMD y\nFROM c\nCMD z';
    const shells = ofType(parseDockerfile(text), 'command').map(({ shellInForce }) => shellInForce?.[0]);
    assert.deepEqual(shells, [undefined, 'bash', 'bash', undefined]);
  });

  it('reads HEALTHCHECK', () => {
    const check = command('HEALTHCHECK --interval=5s CMD curl -f localhost || exit 1');
    assert.equal(check.shell?.text, 'curl -f localhost || exit 1');
    assert.deepEqual(
      check.flags.map(({ name, value }) => [name, value]),
      [['interval', '5s']],
    );
    assert.equal(command('HEALTHCHECK cmd ["a"]').words[0]?.value, 'a');
    assert.equal(command('HEALTHCHECK NONE').isDisabled, true);
    assert.equal(command('HEALTHCHECK').isDisabled, false);
  });

  it('reads mounts', () => {
    const run = command(
      'RUN --mount=type=secret,id=npm,env=NPM_TOKEN --mount=from=alpine:3,target=/x --network=none npm ci',
    );
    assert.deepEqual(
      run.mounts.map(({ type, options, from }) => [type, options.get('env'), from?.image?.name ?? from?.stage]),
      [
        ['secret', 'NPM_TOKEN', undefined],
        ['bind', undefined, 'alpine'],
      ],
    );
    assert.equal(run.shell?.text, 'npm ci');
    assert.equal(run.flags[2]?.value, 'none');
  });
});

describe('parseDockerfile: other instructions', () => {
  const assignments = (text: string): AssignmentInstruction | undefined =>
    ofType(parseDockerfile(`FROM a\n${text}`), 'assignment').at(-1);

  it('reads assignments, and no word that assigns nothing', () => {
    const text = 'FROM a\nENV A=1 B="two words" \\\n  C=a\\ b D=\'$x\' E=${F:-g} G\n';
    const [env] = ofType(parseDockerfile(text), 'assignment');
    assert.deepEqual(
      env?.assignments.map((one) => [one.name, one.value, one.resolved, one.hasDefault, textOf(text, one.valueSpan)]),
      [
        ['A', '1', '1', true, '1'],
        ['B', 'two words', 'two words', true, '"two words"'],
        ['C', 'a b', 'a b', true, 'a\\ b'],
        ['D', '$x', '$x', true, "'$x'"],
        ['E', '${F:-g}', 'g', true, '${F:-g}'],
      ],
    );
  });

  it('reads the legacy form of ENV and ARG without default', () => {
    const legacy = assignments('ENV NODE_ENV   production mode');
    assert.equal(legacy?.isLegacy, true);
    assert.deepEqual(
      legacy?.assignments.map(({ name, value }) => [name, value]),
      [['NODE_ENV', 'production mode']],
    );
    assert.deepEqual(
      assignments('ARG A B=2 C=')?.assignments.map(({ name, value, hasDefault }) => [name, value, hasDefault]),
      [
        ['A', '', false],
        ['B', '2', true],
        ['C', '', true],
      ],
    );
    assert.equal(assignments('LABEL a.b="x y"')?.assignments[0]?.value, 'x y');
    assert.deepEqual(assignments('ENV')?.assignments, []);
  });

  it('reads COPY and ADD', () => {
    const text =
      'FROM x AS Build\nFROM y\nCOPY --from=build --chown=a:b /app/dist ./\nADD ["a b", "c"]\nCOPY --from=nginx:1.27 x y\nCOPY .\n';
    const copies = ofType(parseDockerfile(text), 'copy');
    const [first, second, third, last] = copies;
    assert.equal(first?.from?.stage, 0);
    assert.deepEqual([first?.sources[0]?.value, first?.destination?.value], ['/app/dist', './']);
    assert.deepEqual([second?.sources[0]?.value, second?.destination?.value], ['a b', 'c']);
    assert.equal(third?.from?.image?.tag, '1.27');
    assert.equal(textOf(text, third?.from?.image?.tagSpan ?? { start: 0, end: 0 }), '1.27');
    assert.deepEqual([last?.sources.length, last?.destination], [1, undefined]);
  });

  it('substitutes variables in paths and ports', () => {
    const text =
      'FROM a\nARG P=3000\nENV D=/srv\nEXPOSE $P 80-82/UDP ${X} x\nCOPY a $D/b\nWORKDIR $D\nWORKDIR app/../api\n';
    const document = parseDockerfile(text);
    const [expose] = ofType(document, 'expose') as [ExposeInstruction];
    assert.deepEqual(
      expose.ports.map(({ port, endPort, protocol }) => [port, endPort, protocol]),
      [
        [3000, 3000, 'tcp'],
        [80, 82, 'udp'],
        [undefined, undefined, 'tcp'],
        [undefined, undefined, 'tcp'],
      ],
    );
    const [copy] = ofType(document, 'copy') as [CopyInstruction];
    assert.equal(copy.destination?.resolved, '/srv/b');
    assert.deepEqual(
      ofType(document, 'words').map(({ workdir }) => workdir),
      ['/srv', '/srv/api'],
    );
  });

  it('keeps unknown keywords', () => {
    const [words] = ofType(parseDockerfile('FROM a\nFOO "b" d'), 'words');
    assert.deepEqual([words?.keyword, words?.words.map(({ value }) => value)], ['FOO', ['b', 'd']]);
  });
});

describe('parseDockerfile: stages', () => {
  const bases = (text: string) => parseDockerfile(text).stages.map(({ from }) => from);

  it('names, spans and references', () => {
    const text =
      'ARG V=22\n# base\nFROM --platform=$BUILDPLATFORM node:${V}-alpine AS Base\nRUN a\nFROM base\nFROM scratch\nFROM base2';
    const document = parseDockerfile(text);
    const [first, second, third, fourth] = document.stages;
    assert.deepEqual([first?.name, textOf(text, first?.nameSpan ?? { start: 0, end: 0 })], ['base', 'Base']);
    assert.equal(textOf(text, first?.span ?? { start: 0, end: 0 }).endsWith('RUN a\n'), true);
    assert.equal(textOf(text, first?.from.span ?? { start: 0, end: 0 }), 'node:${V}-alpine');
    assert.deepEqual(first?.from.resolved, { repository: 'node', name: 'node', tag: '22-alpine' });
    assert.deepEqual(first?.from.variables, ['V']);
    assert.equal(first?.from.platform?.resolved, undefined);
    assert.deepEqual([second?.from.stageReference, second?.from.resolved], [0, undefined]);
    assert.deepEqual([third?.from.isScratch, third?.from.resolved], [true, undefined]);
    assert.equal(fourth?.from.resolved?.name, 'base2');
    assert.equal(document.globalArguments[0]?.assignments[0]?.name, 'V');
  });

  it('substitutes as BuildKit does, and stays silent about the rest', () => {
    const resolved = (from: string, before = ''): string | undefined =>
      bases(`${before}\nFROM ${from}`)[0]?.resolvedText;
    assert.equal(resolved('node:${V:-20}'), 'node:20');
    assert.equal(resolved('node:${V:-20}', 'ARG V=22'), 'node:22');
    assert.equal(resolved('node:${V:-20}', 'ARG V='), 'node:20');
    assert.equal(resolved('node:${V-20}', 'ARG V='), 'node:');
    assert.equal(resolved('node:20${V:+-slim}', 'ARG V=1'), 'node:20-slim');
    assert.equal(resolved('node:20${V:+-slim}', 'ARG V'), 'node:20');
    assert.equal(resolved('${R:-docker.io}/node:${V:-${W:-18}}', 'ARG W=19'), 'docker.io/node:19');
    assert.equal(resolved('"node:20"'), 'node:20');
    assert.equal(resolved('node:$V', 'ARG A=20\nARG V=$A'), 'node:20');
    for (const from of [
      'node:$V',
      '${V}',
      'node:${V#x}',
      'base-$TARGETARCH',
      'node:${TARGETARCH:-x}',
      '${V:?no}',
      '${V',
    ]) {
      assert.equal(resolved(from, 'ARG V'), undefined, from);
      assert.equal(bases(`ARG V\nFROM ${from}`)[0]?.resolved, undefined, from);
    }
    assert.equal(bases('FROM')[0]?.text, '');
  });

  it('shows global arguments to a stage only where they are declared again', () => {
    const text = 'ARG V=22\nFROM node:$V\nENV A=$V\nARG V\nENV B=$V\nFROM node:$V\nENV C=$V\nARG V=9\nENV D=$V\n';
    const values = ofType(parseDockerfile(text), 'assignment')
      .filter(({ keyword }) => keyword === 'ENV')
      .map(({ assignments: [one] }) => one?.resolved);
    assert.deepEqual(values, [undefined, '22', undefined, '9']);
  });

  it('hands ENV down and lets it win over ARG', () => {
    const text = 'FROM a AS b\nARG X=1\nENV Y=2\nFROM b\nENV E=$Y F=$X\nARG Y=3\nENV G=$Y H=$G\nENV I=$G';
    const values = ofType(parseDockerfile(text), 'assignment')
      .flatMap(({ assignments: all }) => all)
      .filter(({ name }) => /[E-I]/.test(name))
      .map(({ resolved }) => resolved);
    assert.deepEqual(values, ['2', undefined, '2', undefined, '2']);
  });

  it('offers the stages that an unknown name may mean', () => {
    const text = 'FROM a AS base-amd64\nFROM a AS base-arm64\nFROM a AS other\nFROM base-${TARGETARCH}\nFROM $X\n';
    assert.deepEqual(
      bases(text).map(({ stageCandidates }) => stageCandidates),
      [[], [], [], [0, 1], []],
    );
  });
});
