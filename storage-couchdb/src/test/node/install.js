// Installs the stand-in's packages into the folder named by the first argument, unless the
// packages of the same lock file are there. Without npm or a registry it says so and succeeds:
// the tests then decide whether they can do without.
'use strict';

const {spawnSync} = require('child_process');
const fs = require('fs');
const path = require('path');

const target = path.resolve(process.argv[2]);
const files = ['package.json', 'package-lock.json', 'server.js'];
const marker = path.join(target, 'installed-package-lock.json');
const lock = path.join(__dirname, 'package-lock.json');

function isInstalled() {
  return fs.existsSync(marker) && fs.readFileSync(marker).equals(fs.readFileSync(lock));
}

function npmCi() {
  return spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {cwd: target, stdio: 'inherit', timeout: 300000});
}

fs.mkdirSync(target, {recursive: true});
files.forEach((file) => fs.copyFileSync(path.join(__dirname, file), path.join(target, file)));
if (!isInstalled()) {
  fs.rmSync(marker, {force: true});
  const done = npmCi();
  if (done.status === 0) {
    fs.copyFileSync(lock, marker);
  } else {
    console.log('The CouchDB stand-in could not be installed: npm ci failed.');
  }
}
