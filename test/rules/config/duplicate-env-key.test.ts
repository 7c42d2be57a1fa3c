import rule from '../../../server/src/rules/03-config/duplicate-env-key';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'variables of two services and names that differ in case',
      code: `=== compose.yml ===
services:
  web:
    image: a:1
    environment:
      A: 1
      a: 2
  job:
    image: a:1
    environment:
      - A=1
`,
    },
    {
      name: 'a variable that a merged mapping has as well',
      code: `=== compose.yml ===
x-env: &env
  A: 1
services:
  web:
    image: a:1
    environment:
      <<: *env
      A: 2
`,
    },
    {
      name: 'a variable that a service takes over and sets anew',
      code: `=== compose.yml ===
services:
  base:
    image: a:1
    environment:
      A: 1
  web:
    extends: base
    environment:
      A: 2
`,
    },
    {
      name: 'what a template decides',
      code: `=== compose.yml ===
services:
  web:
    image: a:1
    environment:
      {{ if x }}
      - A=1
      {{ else }}
      - A=2
      {{ end }}
`,
    },
    {
      name: 'either branch of a chart',
      code: `=== chart/templates/app.yaml ===
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: api:1
          env:
            {{- if .Values.a }}
            - name: A
              value: "1"
            {{- else }}
            - name: A
              value: "2"
            {{- end }}
`,
    },
    {
      name: 'two containers',
      code: `=== app.yaml ===
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: api:1
          env:
            - name: A
              value: "1"
        - name: other
          image: other:1
          env:
            - name: A
              value: "2"
`,
    },
    {
      name: 'a path that grows, a value for the build, stages',
      code: `=== Dockerfile ===
FROM node:22 AS build
ENV NODE_ENV=development
RUN npm ci
ENV NODE_ENV=production
FROM node:22
ENV PATH=/a:$PATH
ENV PATH=/b:$PATH
ENV NODE_ENV=production
`,
    },
    {
      name: 'a build argument of the same name',
      code: `=== Dockerfile ===
FROM node:22
ARG A=1
ENV A=$A
`,
    },
    {
      name: 'a suppression in a compose file',
      code: `=== compose.yml ===
services:
  web:
    image: a:1
    environment:
      # twelve-factor-disable-next-line config/duplicate-env-key -- shown in the talk
      - A=1
      - A=2
`,
    },
    { name: 'every key once', file: '.env', code: 'A=1\nB=2\n' },
    { name: 'a commented line', file: '.env', code: '#A=1\nA=2\n' },
    { name: 'names that differ in case', file: '.env', code: 'http_proxy=a\nHTTP_PROXY=b\n' },
    { name: 'inside of a value of several lines', file: '.env', code: 'A="x\nB=1"\nB=2\n' },
    { name: 'layers', code: '=== .env ===\nA=1\n=== .env.local ===\nA=2\n' },
    {
      name: 'a suppression above the key',
      file: '.env',
      code: '# twelve-factor-disable-next-line config/duplicate-env-key -- shown in the talk\nA=1\nA=2\n',
    },
  ],
  breaks: [
    {
      name: 'the earlier line, which does nothing',
      file: '.env',
      code: 'PORT=1\n#<^^ warning: "PORT" is set again further down, and the later line wins.\nB=2\nPORT=3\n',
      fixTitle: 'Remove the line of PORT that does nothing',
      fixed: 'B=2\nPORT=3\n',
    },
    {
      name: 'the same again, which misleads whoever changes one of them',
      file: '.env',
      code: 'PORT=1\n#<^^ info: "PORT" is set again further down, to the same value.\nPORT="1"\n',
      fixed: 'PORT="1"\n',
    },
    {
      name: 'back to the first value, and values that refer to others',
      file: '.env',
      code: 'PORT=1\n#<^^ warning: "PORT" is set again further down, and the later line wins.\nPORT=2\n#<^^ warning: "PORT" is set again further down, and the later line wins.\nPORT=1\nA_URL=${HOST}\n#<^^^ warning: "A_URL" is set again further down, and the later line wins.\nHOST=b\nA_URL=${HOST}\n',
    },
    {
      name: 'three times, with export and quotes',
      file: '.env',
      code: `
        export PORT="1"
        #      ^^^^ "PORT" is set again further down, and the later line wins.
        PORT=2
        #<^^ "PORT" is set again further down, and the later line wins.
        PORT=3
      `,
      fixed: '\nPORT=2\nPORT=3\n',
    },
    {
      name: 'read in between: reported, and left to its author',
      file: '.env',
      code: 'HOST=a\n#<^^ "HOST" is set again further down, and the later line wins.\nURL=http://${HOST}\nHOST=b\n',
    },
    {
      name: 'a value of several lines, CRLF and a BOM',
      file: '.env',
      code: '\uFEFFA1=0\r\nKEY=x\r\n#<^ "KEY" is set again further down, and the later line wins.\nB="a\r\nb"\r\nKEY=c\r\n',
      fixed: '\uFEFFA1=0\r\nB="a\r\nb"\r\nKEY=c\r\n',
    },
    {
      name: 'an example',
      code: 'PORT=\n#<^^ "PORT" is set again further down, and the later line wins.\nPORT=3000\n',
      file: '.env.example',
      fixed: 'PORT=3000\n',
    },
    {
      name: 'a library',
      bare: true,
      code: '=== .env ===\nPORT=1\n#<^^ "PORT" is set again further down, and the later line wins.\nPORT=2\n=== package.json ===\n{ "name": "lib", "main": "x", "files": ["x"] }\n',
    },
    {
      name: 'a list of a compose file',
      code: `=== compose.yml ===
services:
  web:
    image: a:1
    environment:
      - ABC=1 # old
      # ^^^ "ABC" is set again in the same list, and the later one wins.
      - B=2
      - ABC=3
`,
      fixed: {
        'compose.yml': `services:
  web:
    image: a:1
    environment:
      - B=2
      - ABC=3
`,
      },
    },
    {
      name: 'a list of what tests bring up: one value is a hint, two are worth a look',
      code: `=== tests/docker-compose.yml ===
services:
  web:
    image: a:1
    environment:
      - ABC=1
      # ^^^ hint: "ABC" is set again in the same list, and the later one wins.
      - XYZ=1
      # ^^^ info: "XYZ" is set again in the same list, and the later one wins.
      - ABC=1
      - XYZ=2
`,
    },
    {
      name: 'a mapping of a compose file, in a monorepo',
      code: `=== services/api/compose.yml ===
services:
  web:
    image: a:1
    environment:
      A: 1
#     ^ "A" stands twice in one mapping, which Docker Compose refuses.
      B: 2
      A: 3
`,
      fixed: {
        'services/api/compose.yml': `services:
  web:
    image: a:1
    environment:
      B: 2
      A: 3
`,
      },
    },
    {
      name: 'a list that two services share',
      code: `=== compose.yml ===
x-env: &env
  - ABC=1
  # ^^^ "ABC" is set again in the same list, and the later one wins.
  - ABC=2
services:
  web:
    image: a:1
    environment: *env
  job:
    image: a:1
    environment: *env
`,
    },
    {
      name: 'a container',
      code: `=== app.yaml ===
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: api:1
          env:
            - name: LEVEL
              #     ^^^^^ "LEVEL" is set again in the same container, and the later one wins.
              value: info
            - name: B
              value: b
            - name: LEVEL
              valueFrom: { configMapKeyRef: { name: c, key: k } }
`,
      fixed: {
        'app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: api:1
          env:
            - name: B
              value: b
            - name: LEVEL
              valueFrom: { configMapKeyRef: { name: c, key: k } }
`,
      },
    },
    {
      name: 'a container that reads it in between: left to its author',
      code: `=== app.yaml ===
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: api:1
          env:
            - name: HOST
              #     ^^^^ "HOST" is set again in the same container, and the later one wins.
              value: a
            - name: URL
              value: http://$(HOST)
            - name: HOST
              value: b
`,
    },
    {
      name: 'one instruction of a Dockerfile',
      code: `=== Dockerfile ===
FROM node:22
ENV PORT=1 LEVEL=info PORT=2
#   ^^^^ "PORT" is set again in the same instruction, and the later one wins.
`,
      fixed: {
        Dockerfile: `FROM node:22
ENV LEVEL=info PORT=2
`,
      },
    },
    {
      name: 'a stage of a Dockerfile that does nothing in between',
      code: `=== Dockerfile ===
FROM node:22
ENV PORT=1
#   ^^^^ "PORT" is set again in the same stage, and the later one wins.
ENV LEVEL=info
ENV PORT=2
RUN npm ci
`,
      fixed: {
        Dockerfile: `FROM node:22
ENV LEVEL=info
ENV PORT=2
RUN npm ci
`,
      },
    },
  ],
});
