const http = require('node:http');

const server = http.createServer((_request, response) => response.end('billing'));
server.listen(3000);
