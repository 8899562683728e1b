// A CouchDB-compatible server on a free loopback port. Everything is in memory.
// Environment: STAND_IN_USER and STAND_IN_PASSWORD, which every request must bring.
// It prints the port as its first line and ends when its standard input does, that is
// with the process that started it, however that ends.
'use strict';

const crypto = require('crypto');
const http = require('http');
const express = require('express');
const PouchDB = require('pouchdb-core')
    .plugin(require('pouchdb-adapter-memory'))
    .plugin(require('pouchdb-mapreduce'))
    .defaults({adapter: 'memory'});
const expressPouchDB = require('express-pouchdb');
const {getOrCreateDB} = require('express-pouchdb/lib/create-or-delete-dbs');

const expected = 'Basic ' + Buffer.from(
    process.env.STAND_IN_USER + ':' + process.env.STAND_IN_PASSWORD).toString('base64');

function digest(text) {
  return crypto.createHash('sha256').update(text).digest();
}

function authenticate(request, response, next) {
  const given = request.headers.authorization || '';
  if (crypto.timingSafeEqual(digest(given), digest(expected))) {
    next();
  } else {
    response.status(401).json({error: 'unauthorized', reason: 'Name or password is incorrect.'});
  }
}

// CouchDB answers a request from a snapshot; PouchDB reads while others write, so that a view can
// miss a document that is there all the time. Requests to one database therefore take turns.
const turns = new Map();

function takeTurn(request, response, next) {
  if (request.query.feed) {
    next();
    return;
  }
  const database = request.path.split('/')[1];
  const before = turns.get(database) || Promise.resolve();
  const turn = before.then(() => new Promise((done) => {
    response.on('close', done);
    next();
    if (response.destroyed) { // The client left while it waited for its turn.
      done();
    }
  }));
  turns.set(database, turn);
}

// CouchDB (seen with 3.5; couch_key_tree:merge/2 on an empty tree) takes a write, also a deletion,
// that names a revision of an id which it never had, and stores it as the revision after that one.
// PouchDB refuses it. What CouchDB does is done here, since the store has to stand it.
async function storeAfterRevisionsThatNeverWere(request, response, next) {
  const {docs, new_edits: newEdits} = request.body;
  const naming = Array.isArray(docs) && newEdits !== false ? docs.filter((doc) => doc._rev) : [];
  const name = request.params.database;
  if (naming.length === 0 || !(await PouchDB.allDbs()).includes(name)) {
    next();
    return;
  }
  const database = await getOrCreateDB(PouchDB, name);
  const {rows} = await database.allDocs({keys: naming.map((doc) => doc._id)});
  const unknown = new Set(rows.filter((row) => row.error === 'not_found').map((row) => row.key));
  const isTaken = (doc) => doc._rev !== undefined && unknown.has(doc._id);
  const taken = docs.filter(isTaken).map(successor);
  await database.bulkDocs(taken, {new_edits: false});
  const others = await database.bulkDocs(docs.filter((doc) => !isTaken(doc)));
  response.status(201).json(docs.map((doc) => isTaken(doc)
      ? {ok: true, id: doc._id, rev: taken.shift()._rev}
      : answer(others.shift())));
}

function successor(doc) {
  const [generation, hash] = doc._rev.split('-');
  const start = Number(generation) + 1;
  const next = crypto.randomBytes(16).toString('hex');
  return {...doc, _rev: start + '-' + next, _revisions: {start, ids: [next, hash]}};
}

function answer(result) {
  return result.error ? {id: result.id, error: result.name, reason: result.message} : result;
}

// Standard output is for the port only; nobody reads more of it.
console.log = console.error;

const app = express();
app.use(authenticate);
app.use(takeTurn);
// Every database has a _security, which at first is that of CouchDB 3: for administrators only.
// Nobody is kept out by it here: there is one user.
const ADMINISTRATORS = {members: {roles: ['_admin']}, admins: {roles: ['_admin']}};
const securities = new Map();

async function security(request, response) {
  const name = request.params.database;
  if (!(await PouchDB.allDbs()).includes(name)) {
    response.status(404).json({error: 'not_found', reason: 'Database does not exist.'});
  } else if (request.method === 'PUT') {
    securities.set(name, request.body);
    response.json({ok: true});
  } else {
    response.json(securities.get(name) || ADMINISTRATORS);
  }
}

app.delete('/:database', (request, response, next) => {
  securities.delete(request.params.database);
  next();
});
app.all('/:database/_security', express.json(), (request, response, next) => {
  security(request, response).catch(next);
});
app.get('/', (request, response) => response.json({couchdb: 'Welcome', version: '3.5.0'}));
app.post('/:database/_bulk_docs', express.json({limit: '1gb'}), (request, response, next) => {
  storeAfterRevisionsThatNeverWere(request, response, next).catch(next);
});
app.use(expressPouchDB(PouchDB, {
  mode: 'minimumForPouchDB',
  overrideMode: {exclude: ['compression']},
}));

process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

const server = http.createServer(app);
server.listen(0, '127.0.0.1', () => process.stdout.write(server.address().port + '\n'));
