// Holds architectures/senet.schema.json to what editors make of it: runs npm's yaml-language-server, which VS Code's YAML extension and others
// are built on, over every architecture and recipe (no squiggle), wrong files (a squiggle), and places where a user types (completion, hover).
//
//   npm install --prefix /tmp/yls yaml-language-server@2.0.0
//   node tests/editors/check.mjs /tmp/yls/node_modules/yaml-language-server
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const server = process.argv[2];
if (!server) {
  console.error('usage: node check.mjs FOLDER-OF-yaml-language-server');
  process.exit(2);
}

const architectures = fileURLToPath(new URL('../../architectures/', import.meta.url));
const settings = { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } } };
const child = spawn(process.execPath, [resolve(server, 'bin/yaml-language-server'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = new Map();
const diagnostics = new Map();
let received = Buffer.alloc(0);
let id = 0;
let failures = 0;

child.stdout.on('data', (data) => {
  received = Buffer.concat([received, data]);
  for (;;) {
    const head = received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(received.toString('ascii', 0, head))[1]);
    if (received.length < head + 4 + length) return;
    const message = JSON.parse(received.toString('utf8', head + 4, head + 4 + length));
    received = received.subarray(head + 4 + length);
    take(message);
  }
});

function take(message) {
  if (message.method === 'workspace/configuration') {
    send({ id: message.id, result: message.params.items.map((item) => settings[item.section] ?? {}) });
  } else if (message.method === 'textDocument/publishDiagnostics') {
    diagnostics.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.id !== undefined) {
    answers.get(message.id)(message.result);
  }
}

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  child.stdin.write(body);
}

function request(method, params) {
  id += 1;
  send({ id, method, params });
  return new Promise((done) => answers.set(id, done));
}

// Opens a text as a file and gives what is squiggled; the schema is found by the line at its top, as in an editor.
function open(path, text) {
  const uri = pathToFileURL(path).href;
  const found = new Promise((done) => diagnostics.set(uri, done));
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
  return found.then((list) => ({ uri, list }));
}

function expect(what, isTrue, seen) {
  console.log(`${isTrue ? 'ok  ' : 'FAIL'} ${what}${isTrue ? '' : `: ${JSON.stringify(seen)}`}`);
  failures += isTrue ? 0 : 1;
}

// The text with the cursor, written as |, taken out, and the cursor's place.
function cursor(text) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return { text: text.replace('|', ''), position: { line: before.length - 1, character: before.at(-1).length } };
}

const top = '# yaml-language-server: $schema=senet.schema.json\nlanguage: 1\nfamily: Tiny\n';
const completions = [
  ['a key of a file', 'in|', ['input', 'initialise']],
  ['a key of the input', 'input:\n  channels: 3\n  |', ['height', 'width']],
  ['an operation as a word', 'stem:\n  act1: |', ['relu', 'batch_norm']],
  ['an operation as a key', 'stem:\n  conv1:\n    |', ['conv', 'squeeze_excite', 'layers']],
  ['an argument', 'stem:\n  conv1:\n    conv: 4\n    |', ['kernel', 'stride', 'padding', 'repeat', 'when']],
  ['an argument in braces', 'stem:\n  conv1: { conv: 4, k| }', ['kernel']],
  ['a word of an argument', 'stem:\n  se:\n    squeeze_excite:\n    weights: |', ['conv', 'linear']],
  ['a section of a block', 'blocks:\n  basic:\n    |', ['residual', 'shortcut', 'layers']],
  ['a key of a variant', 'variants:\n  Tiny:\n    |', ['expect', 'name']],
  ['a fact', 'variants:\n  Tiny:\n    expect:\n      |', ['parameters', 'macs', 'legal_sizes']],
  ['a start', 'initialise: |', ['timm', 'mindcv']],
  ['a default of the family', 'defaults:\n  batch_norm:\n    |', ['eps', 'momentum']],
];
const hovers = [
  ['a key of a file', 'st|em: { act1: relu }', 'The first layers'],
  ['an operation', 'stem: { conv1: { co|nv: 4 } }', 'convolution'],
  ['an argument', 'stem: { conv1: { conv: 4, ker|nel: 3 } }', 'Height and width of the kernel'],
];
const wrong = [
  ['a misspelt argument', 'stem: { conv1: { conv: 4, |strides: 2 } }'],
  ['a misspelt key of a file', '|sumary: Small.'],
  ['a wrong word', 'stem: { se: { squeeze_excite, weights: |dense } }'],
];

await request('initialize', { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities: { workspace: { configuration: true }, textDocument: { hover: { contentFormat: ['markdown'] } } } });
send({ method: 'initialized', params: {} });

for (const file of readdirSync(architectures).filter((name) => name.endsWith('.senet.yaml'))) {
  const { list } = await open(join(architectures, file), readFileSync(join(architectures, file), 'utf8'));
  expect(`no squiggle in ${file}`, list.length === 0, list);
}

for (const file of readdirSync(join(architectures, 'recipes')).filter((name) => name.endsWith('.yaml'))) {
  const { list } = await open(join(architectures, 'recipes', file), readFileSync(join(architectures, 'recipes', file), 'utf8'));
  expect(`no squiggle in recipes/${file}`, list.length === 0, list);
}

let number = 0;
for (const [what, section] of wrong) {
  const { text, position } = cursor(`${top}${section}\n`);
  const { list } = await open(join(architectures, `wrong${number += 1}.senet.yaml`), text);
  const isThere = list.some((item) => item.range.start.line === position.line && item.range.start.character <= position.character && position.character <= item.range.end.character);
  expect(`a squiggle under ${what}`, isThere, list);
}

for (const [what, section, labels] of completions) {
  const { text, position } = cursor(`${top}${section}\n`);
  const { uri } = await open(join(architectures, `completion${number += 1}.senet.yaml`), text);
  const answer = await request('textDocument/completion', { textDocument: { uri }, position });
  const offered = (answer.items ?? answer).map((item) => item.label);
  expect(`completion of ${what}`, labels.every((label) => offered.includes(label)), offered);
}

for (const [what, section, words] of hovers) {
  const { text, position } = cursor(`${top}${section}\n`);
  const { uri } = await open(join(architectures, `hover${number += 1}.senet.yaml`), text);
  const answer = await request('textDocument/hover', { textDocument: { uri }, position });
  expect(`hover over ${what}`, JSON.stringify(answer ?? '').includes(words), answer);
}

child.kill();
console.log(failures === 0 ? 'all as it should be' : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
