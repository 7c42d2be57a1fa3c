import assert from 'node:assert/strict';
import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import type { Instruction } from '../../../../server/src/core/documents/dockerfile/model';
import { parseDockerfile } from '../../../../server/src/core/documents/dockerfile/parse';
import { effectiveStart, environmentAt, releaseGraph } from '../../../../server/src/core/documents/dockerfile/resolve';
import { contains, type Span, textOf } from '../../../../server/src/core/text/span';

const SAMPLE = `# syntax=docker/dockerfile:1
ARG NODE_VERSION=22
FROM --platform=$BUILDPLATFORM node:\${NODE_VERSION}-alpine AS build
WORKDIR /app
ENV A=1 B="x y" \\
  # comment 😀
  C=$A
COPY --chown=node:node package*.json ["a b", "./"]
RUN --mount=type=secret,id=npm <<EOF
npm ci
EOF
ONBUILD COPY . /app
FROM build
HEALTHCHECK --interval=5s CMD ["node", "h.js"]
EXPOSE 3000/tcp
ENTRYPOINT ['node', "x"]
CMD node dist/main.js \${PORT:-\${X:+3}}
`;

function spansOf(instruction: Instruction): Span[] {
  const spans = [instruction.keywordSpan, instruction.argumentsSpan, ...instruction.flags.map(({ span }) => span)];
  switch (instruction.type) {
    case 'assignment':
      return [...spans, ...instruction.assignments.flatMap((one) => [one.span, one.nameSpan, one.valueSpan])];
    case 'command':
    case 'words':
      return [...spans, ...instruction.words.map(({ span }) => span)];
    case 'copy':
      return [...spans, ...instruction.sources.map(({ span }) => span)];
    case 'expose':
      return [...spans, ...instruction.ports.map(({ span }) => span)];
    case 'onbuild':
      return instruction.trigger === undefined ? spans : [...spans, ...spansOf(instruction.trigger)];
    default:
      return spans;
  }
}

/** Everything that must hold for any text. */
function check(text: string): void {
  const document = parseDockerfile(text);
  releaseGraph(document, ['x', '0']);
  let end = 0;
  for (const instruction of document.instructions) {
    assert(instruction.span.start >= end && instruction.span.end <= text.length, 'instructions follow one another');
    end = instruction.span.end;
    assert.equal(textOf(text, instruction.argumentsSpan), instruction.argumentsText);
    for (const span of spansOf(instruction)) {
      if (span.start > span.end || !contains(instruction.span, span))
        assert.fail(JSON.stringify({ span, instruction }));
    }
    if (instruction.type === 'command' && instruction.shell !== undefined) {
      const { text: shell, offset } = instruction.shell;
      const original = text.slice(offset, offset + shell.length);
      assert.equal(original.length, shell.length);
      assert.equal(original.split('\n').length >= shell.split('\n').length, true);
    }
  }
  const last = document.instructions.at(-1);
  if (last !== undefined) environmentAt(document, last);
  const lastStage = document.stages.at(-1);
  if (lastStage !== undefined) assert(effectiveStart(document, lastStage.index));
}

describe('parseDockerfile on any text', () => {
  it('survives cuts', () => {
    for (let length = 0; length <= SAMPLE.length; length++) check(SAMPLE.slice(0, length));
    for (let length = 0; length <= SAMPLE.length; length += 3) check(SAMPLE.slice(length).replaceAll('\n', '\r\n'));
  });

  it('survives random pieces', () => {
    const piece = fc.constantFrom(
      ...['FROM ', 'RUN ', 'CMD', 'ENV ', 'ONBUILD ', 'COPY ', '--from=', 'AS ', '\n', '\r\n', '\r', '\\\n', '\\', '`'],
      ...['# escape=`\n', '"', "'", '[', ']', ',', '$', '${', '}', ':-', '<<EOF', '<<-E', 'EOF\n', '=', ' ', '\t', 'a'],
      ...['😀', '\ufeff', '#'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => check(pieces.join(''))),
      { numRuns: 3000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), check));
  });

  it('takes time in proportion to the text', () => {
    const long = [
      'RUN '.padEnd(200_000, '<<A '),
      'FROM a\n'.padEnd(40_000, 'RUN <<A\n'),
      'FROM a AS b\n'.padEnd(40_000, 'FROM b AS b\nENV A=1\n'),
      `CMD [${'"a",'.repeat(50_000)}`,
      `ENV A=${'${A:-'.repeat(40_000)}`,
      `RUN ${'\\ '.repeat(100_000)}`,
      `RUN a ${'\\\n#\n\n'.repeat(1_600)}b`,
      `FROM ${'$A-'.repeat(50_000)}`,
      'RUN ['.padEnd(200_000, ' '),
      `EXPOSE ${'1 '.repeat(50_000)}`,
    ];
    for (const text of long) check(text);
  });

  it('cuts ordinary files as dockerfile-ast does', () => {
    const line = fc.constantFrom(
      ...[
        'FROM node:22 AS a',
        'RUN a && \\\n  b',
        'RUN a \\\n# c\n\n  b',
        'CMD ["a"]',
        '# c',
        '',
        'env A=1',
        'COPY . .',
      ],
      ...['RUN <<EOF\nFROM x\nEOF', 'COPY <<A <<B /x\n1\nA\n2\nB', 'RUN cat <<-"E"\n\tx\n\tE', 'LABEL a="b \\\nc"'],
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, lineBreak) => {
        const text = lines.join('\n').replaceAll('\n', lineBreak);
        const oracle = DockerfileParser.parse(text);
        const starts: number[] = [0];
        for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
        const expected = oracle.getInstructions().map((instruction) => {
          const { start, end } = instruction.getRange();
          return [(starts[start.line] ?? 0) + start.character, (starts[end.line] ?? 0) + end.character];
        });
        assert.deepEqual(
          parseDockerfile(text).instructions.map(({ span }) => [span.start, span.end]),
          expected,
        );
      }),
    );
  });
});
