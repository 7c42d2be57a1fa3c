#!/usr/bin/env node
// Stands in for the VS Code executable; see code.ts.
import { tsImport } from 'tsx/esm/api';

const { main } = await tsImport('./code.ts', import.meta.url);
await main(process.argv.slice(2));
