import rule from '../../../server/src/rules/06-processes/no-local-upload-storage';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'assets that come with the code',
      code: "import express from 'express';\nimport assets from './assets';\nexpress().use(express.static('public'), express.static(assets.directory));\n",
    },
    {
      name: 'a storage class whose directory cannot be seen',
      code: "import { writeFile } from 'fs/promises';\nexport class DiskStorage {\n  constructor(private readonly directory: string) {}\n  save(file: Express.Multer.File) { return writeFile(this.directory, file.buffer); }\n}\n",
    },
    { name: 'memory storage', code: "import multer from 'multer';\nmulter({ storage: multer.memoryStorage() });\n" },
    {
      name: 'the default of diskStorage is the temporary directory',
      code: "import multer from 'multer';\nmulter.diskStorage({ filename: (request, file, done) => done(null, file.originalname) });\n",
    },
    { name: 'a temporary root', code: "import multer from 'multer';\nmulter({ dest: '/tmp/uploads' });\n" },
    {
      name: 'a constant whose name says temporary',
      code: "import multer from 'multer';\nimport { tmpFolder } from './paths';\nmulter({ dest: tmpFolder });\n",
    },
    {
      name: 'a path from the environment',
      code: "import multer from 'multer';\nimport path from 'path';\nmulter({ dest: path.join(process.env.DATA_DIR, 'uploads') });\n",
    },
    {
      name: 'a local function called multer',
      code: "const multer = (options: object) => options;\nmulter({ dest: 'uploads/' });\n",
    },
    {
      name: 'an unknown callback',
      code: "import multer from 'multer';\nimport { destination } from './upload';\nmulter.diskStorage({ destination });\n",
    },
    {
      name: 'a script',
      code: "=== scripts/import.ts ===\nimport multer from 'multer';\nmulter({ dest: 'uploads/' });\n",
    },
    {
      name: 'serverless functions',
      code: "=== src/index.ts ===\nimport multer from 'multer';\nmulter({ dest: 'uploads/' });\n=== serverless.yml ===\nservice: x\n",
    },
  ],
  breaks: [
    {
      name: 'a class that keeps uploads',
      code: `
        import { promises as fs } from 'fs';
        import path from 'path';
        export class LocalStorage {
          private directory: string;
          constructor(directory: string = './files') {
        //                                ^^^^^^^^^ warning: Uploads are kept in the local directory "./files".
            this.directory = directory;
          }
          async save(file: Express.Multer.File, name: string) {
            await fs.copyFile(file.path, path.join(this.directory, name));
          }
        }
      `,
    },
    {
      name: 'one of several drivers',
      code: `
        import { writeFile } from 'fs/promises';
        export class LocalStorage implements StorageDriver {
          directory = './files';
          //          ^^^^^^^^^ hint: Uploads are kept in the local directory "./files".
          save(file: Express.Multer.File) {
            return writeFile(this.directory + '/' + file.originalname, file.buffer);
          }
        }
      `,
    },
    {
      name: 'a directory that is served',
      code: `
        import express from 'express';
        const app = express();
        app.use('/uploads', express.static('uploads'));
        //                  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Uploads are served from a directory on the local disk.
      `,
    },
    {
      name: 'a directory that is served, declared beside the uploads',
      code: `
        === src/upload.ts ===
        import path from 'path';
        import multer from 'multer';
        const directory = path.join(__dirname, 'public');
        export default { directory, storage: multer.diskStorage({ destination: directory }) };
        //                                                                     ^^^^^^^^^ warning: Uploads are kept in the local directory "public".
        === src/app.ts ===
        import express from 'express';
        import upload from './upload';
        express().use('/public', express.static(upload.directory));
        //                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Uploads are served from a directory on the local disk.
      `,
    },
    {
      name: 'multer keeps what it receives in memory',
      code: `
        const multer = require('multer');
        const upload = multer({ dest: './uploads', limits: { files: 1 } });
        //                            ^^^^^^^^^^^ warning: Uploads are kept in the local directory "./uploads".
      `,
      fixTitle: 'Keep uploads in memory',
      fixed: `
        const multer = require('multer');
        const upload = multer({ storage: multer.memoryStorage(), limits: { files: 1 } });
      `,
    },
    {
      name: 'code that reads the path keeps the file',
      code: `
        import multer from 'multer';
        const upload = multer({ dest: './uploads' });
        //                            ^^^^^^^^^^^ warning: Uploads are kept in the local directory "./uploads".
        app.post('/', upload.single('photo'), (req, res) => res.send(req.file.path));
      `,
      fixTitle: 'Keep uploads in the temporary directory',
      fixed: `
        import os from 'node:os';
        import multer from 'multer';
        const upload = multer({ dest: os.tmpdir() });
        app.post('/', upload.single('photo'), (req, res) => res.send(req.file.path));
      `,
    },
    `
      import multer from 'multer';
      const upload = multer({ dest: 'uploads/' });
      //                            ^^^^^^^^^^ warning: Uploads are kept in the local directory "uploads/".
    `,
    `
      const multer = require('multer');
      const { resolve } = require('path');
      const folder = resolve(__dirname, '..', '..', 'public');
      const storage = multer.diskStorage({ destination: folder });
      //                                                ^^^^^^ Uploads are kept in the local directory "../../public".
    `,
    `
      import { FileInterceptor } from '@nestjs/platform-express';
      import { diskStorage } from 'multer';
      export const interceptor = FileInterceptor('file', { storage: diskStorage({ destination: \`./files/\${name}\` }) });
      //                                                                                       ^^^^^^^^^^^^^^^^^ Uploads are kept in the local directory "./files/".
    `,
    `
      import multer from 'multer';
      multer.diskStorage({
        destination(request, file, callback) {
          callback(null, 'data/images');
      //                 ^^^^^^^^^^^^^ Uploads are kept in the local directory "data/images".
        },
      });
    `,
    `
      import fileUpload from 'express-fileupload';
      app.use(fileUpload());
      app.post('/', (request) => request.files.image.mv('./uploads/' + request.files.image.name));
      //                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Uploads are kept in the local directory "./uploads/".
    `,
    {
      name: 'the local one of several drivers, by its folder',
      code: `
        === src/files/uploader/local/module.js ===
        import multer from 'multer';
        export const storage = multer.diskStorage({ destination: './files' });
        //                                                       ^^^^^^^^^ hint: Uploads are kept in the local directory "./files".
      `,
    },
    {
      name: 'a driver behind an interface',
      code: `
        import multer from 'multer';
        export class LocalStorage implements StorageDriver {
          readonly upload = multer({ dest: 'uploads' });
        //                                 ^^^^^^^^^ hint: Uploads are kept in the local directory "uploads".
        }
      `,
    },
  ],
});
