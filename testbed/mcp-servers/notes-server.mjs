// A small notes service as an MCP server of revision 2026-07-28: stateless protocol, notes in memory.
//
//   NOTES_TOKENS=alice-token,bob-token PORT=8080 node notes-server.mjs
//
// Every request needs `Authorization: Bearer TOKEN` with one of the tokens in NOTES_TOKENS.
//
//   NOTES_LEGACY=stateless   serve revisions before 2026-07-28 as well (default: reject them)
//   NOTES_PAGE=2             list so many tools at a time, with the empty text as the first cursor
//   NOTES_TOKENS_FILE=file   the tokens, instead of NOTES_TOKENS; the file is read at each request, so tokens can change
//   HOST=0.0.0.0             listen on all addresses, as in a pod (default: loopback only)
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { timingSafeEqual, createHash } from 'node:crypto';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const port = Number(process.env.PORT ?? 0);
const host = process.env.HOST ?? '127.0.0.1';
const tokensFile = process.env.NOTES_TOKENS_FILE;
const tokens = () =>
  (tokensFile ? readFileSync(tokensFile, 'utf8').trim() : (process.env.NOTES_TOKENS ?? '')).split(',').filter(Boolean);
if (tokens().length === 0) {
  console.error('NOTES_TOKENS must name at least one accepted token.');
  process.exit(2);
}

const notes = new Map();
let lastId = 0;

function add(title, text) {
  const note = { id: `note-${++lastId}`, title, text, sharedWith: [] };
  notes.set(note.id, note);
  return note;
}

add('Welcome', 'Notes live in memory: they are gone when the server stops.');
add('Shopping', 'Oat milk, coffee, two lemons.');
add('Release checklist', 'Tag, build, sign, announce.');

const answer = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
const failure = (text) => ({ content: [{ type: 'text', text }], isError: true });

function withNote(id, use) {
  const note = notes.get(id);
  return note ? answer(use(note)) : failure(`There is no note ${id}.`);
}

const noteId = z.string().describe('The id of the note, for example note-1');

const readOnly = { readOnlyHint: true, openWorldHint: false };

const tools = [
  {
    name: 'list_notes',
    title: 'List notes',
    description: 'Lists the ids and titles of all notes, oldest first.',
    input: { limit: z.number().int().min(1).max(100).default(50).describe('How many at most') },
    annotations: readOnly,
    run: ({ limit }) => answer([...notes.values()].slice(0, limit).map(({ id, title }) => ({ id, title }))),
  },
  {
    name: 'get_note',
    title: 'Get a note',
    description: 'Returns one note with its text.',
    input: { id: noteId },
    annotations: readOnly,
    run: ({ id }) => withNote(id, (note) => note),
  },
  {
    name: 'search_notes',
    title: 'Search notes',
    description: 'Finds notes whose title or text contains the query, ignoring case.',
    input: { query: z.string().min(1).describe('What to look for') },
    annotations: readOnly,
    run: ({ query }) => {
      const wanted = query.toLowerCase();
      return answer([...notes.values()].filter((n) => `${n.title}\n${n.text}`.toLowerCase().includes(wanted)));
    },
  },
  {
    name: 'create_note',
    title: 'Create a note',
    description: 'Stores a new note and returns it.',
    input: { title: z.string().min(1).max(200), text: z.string().max(10_000).default('') },
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
    run: ({ title, text }) => answer(add(title, text)),
  },
  {
    name: 'delete_note',
    title: 'Delete a note',
    description: 'Deletes a note for good.',
    input: { id: noteId },
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    run: ({ id }) =>
      withNote(id, (note) => {
        notes.delete(note.id);
        return { deleted: note.id };
      }),
  },
  {
    name: 'share_note',
    title: 'Share a note',
    description: 'Sends a note to somebody outside by e-mail.',
    input: { id: noteId, email: z.email().describe('Who receives the note') },
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    run: ({ id, email }) =>
      withNote(id, (note) => {
        note.sharedWith = [...new Set([...note.sharedWith, email])];
        return note;
      }),
  },
];

const legacy = process.env.NOTES_LEGACY ?? 'reject';
const pageSize = Number(process.env.NOTES_PAGE ?? 0);

/** Cursors are opaque, and the empty one is a cursor like any other. */
const cursorOf = (offset) => (offset === pageSize ? '' : String(offset));

function listPage({ params }) {
  const from = params?.cursor === undefined ? 0 : Number(params.cursor || pageSize);
  const shown = tools.slice(from, from + pageSize).map(({ run: _, input, ...tool }) => ({
    ...tool,
    inputSchema: z.toJSONSchema(z.object(input)),
  }));
  const next = from + pageSize;
  return next < tools.length ? { tools: shown, nextCursor: cursorOf(next) } : { tools: shown };
}

function createNotesServer() {
  const server = new McpServer(
    { name: 'notes', title: 'Notes', version: '1.0.0' },
    { instructions: 'A notebook. Search before you create a note that may exist already.' },
  );
  for (const { name, title, description, input, annotations, run } of tools) {
    server.registerTool(name, { title, description, inputSchema: z.object(input), annotations }, run);
  }
  if (pageSize > 0) {
    server.server.setRequestHandler('tools/list', listPage);
  }
  return server;
}

const digest = (text) => createHash('sha256').update(text).digest();

/** RFC 6750: no token names no error, a wrong one is an invalid_token. */
function challenge(authorization) {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) {
    return 'Bearer realm="notes"';
  }
  const given = digest(token);
  return tokens().some((one) => timingSafeEqual(digest(one), given))
    ? undefined
    : 'Bearer realm="notes", error="invalid_token", error_description="The access token is not known"';
}

const handle = toNodeHandler(createMcpHandler(createNotesServer, { legacy }));

const http = createServer((request, response) => {
  if (new URL(request.url, 'http://localhost').pathname !== '/mcp') {
    response.writeHead(404).end();
    return;
  }
  const refused = challenge(request.headers.authorization);
  if (refused) {
    response.writeHead(401, { 'WWW-Authenticate': refused }).end();
    return;
  }
  void handle(request, response);
});

http.listen(port, host, () => {
  console.log(`notes-server ready on http://${host}:${http.address().port}/mcp`);
});

process.on('SIGTERM', () => {
  http.close(() => process.exit(0));
  http.closeAllConnections();
});
