const http = require('node:http');

const server = http.createServer((_request, response) => response.end('orders'));
server.listen(process.env.PORT);
