#!/usr/bin/env node
import module from 'node:module';
import { nodeIo } from './node-io';
import { run } from './program';

// Halves the start where Node has it (22 and later): the compiler is a large script.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

// The exit code is left to Node, so that everything written has arrived before the process ends.
void run(process.argv.slice(2), nodeIo()).then((code) => {
  process.exitCode = code;
});
