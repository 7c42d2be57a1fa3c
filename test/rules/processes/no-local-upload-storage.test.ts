import rule from '../../../server/src/rules/06-processes/no-local-upload-storage';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
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
