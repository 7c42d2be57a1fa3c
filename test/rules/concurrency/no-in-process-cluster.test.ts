import rule from '../../../server/src/rules/08-concurrency/no-in-process-cluster';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    { name: 'worker threads', code: "import { Worker } from 'worker_threads';\nnew Worker('./job.js');\n" },
    { name: 'a child process for a job', code: "import { fork } from 'child_process';\nfork('./job.js');\n" },
    {
      name: 'a Redis cluster',
      code: "import { Cluster } from 'ioredis';\nconst cluster = new Cluster([]);\ncluster.fork();\n",
    },
    { name: 'asking only', code: "import cluster from 'cluster';\nexport const id = cluster.isPrimary ? 0 : 1;\n" },
    {
      name: 'a command-line tool',
      code: "=== src/cli.ts ===\nimport { Command } from 'commander';\nimport cluster from 'cluster';\ncluster.fork();\n",
    },
  ],
  breaks: [
    {
      name: 'copies that a deploy asks for by a variable without a default',
      code: `
        import cluster from 'node:cluster';
        import express from 'express';
        const count = Number(process.env.CLUSTER_WORKER_COUNT);
        if (count) {
          if (cluster.isPrimary) for (let i = 0; i < count; i++) cluster.fork();
          //                                                     ^^^^^^^^^^^^ hint: The process forks copies of itself with "cluster".
        }
        express().listen(process.env.PORT);
      `,
    },
    {
      name: 'one finding for all forks of a file',
      code: `
        import cluster from 'node:cluster';
        cluster.fork();
        //<^^^^^^^^^ info: The process forks copies of itself with "cluster".
        cluster.on('exit', () => cluster.fork());
      `,
    },
    `
      const throng = require('throng');
      throng({ worker });
      //<^^^ info: "throng" forks copies of the process.
    `,
    {
      name: 'in a container',
      code: `
        const { fork } = require('cluster');
        for (let index = 0; index < 4; index++) fork();
        //                                      ^^^^ warning: The process forks copies of itself with "cluster".
        === Dockerfile ===
        FROM node:22
        CMD ["node", "src/index.ts"]
      `,
    },
  ],
});
