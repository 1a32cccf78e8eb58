/**
 * A small shop on this machine that wears one tracker at a time, and the sink the tracker sends to. To ours it answers
 * as the edge does, at once: what the edge takes is the hot path's bench.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { siteIdOf } from "../model/site.ts";
import type { SyncAck, SyncDecisions, SyncRequest, WireDecision } from "../model/sync.ts";
import { DIST, publicDirOf } from "../scripts/build.ts";

/** Ours measuring alone, as the others do; ours filling a slot and a bar; nothing, which the page costs by itself. */
export const OURS = "Impuls";
export const OURS_WITH_CONTENT = "Impuls, slot and bar";
/** Ours with help for whoever is about to leave. */
export const OURS_WITH_HELP = "Impuls, help on leaving";
export const NONE = "no tracker";
/** The least that keeping events takes: each written to IndexedDB by itself, and one request. */
export const BARE = "bare writes";

export interface Stand {
  /** Address of a page of the shop wearing this tracker. */
  pageOf(tracker: string, page?: number): string;
  /** Paths of the requests the tracker has sent since `forget`: for ours the syncs. */
  sent: string[];
  /** Brotli bytes of each script fetched since `forget`, by address. */
  scripts: Map<string, number>;
  /** What pages have reported of their return from the back/forward cache. */
  returns: string[];
  forget(): void;
  close(): void;
}

const SITE = siteIdOf("stand")!;
const PRODUCTS = 24;

/** `rivals`: their scripts by name. */
export async function openStand(rivals: ReadonlyMap<string, string>): Promise<Stand> {
  const stand = {
    sent: [] as Stand["sent"],
    scripts: new Map<string, number>(),
    returns: [] as string[],
    forget() {
      stand.sent = [];
      stand.scripts.clear();
      stand.returns = [];
    },
  };
  const publicDir = publicDirOf(DIST);

  const script = (path: string, code: string | Buffer, response: ServerResponse) => {
    const packed = brotliCompressSync(code);
    stand.scripts.set(path, packed.length);
    response.setHeader("content-type", "text/javascript");
    response.setHeader("content-encoding", "br");
    // As scripts/headers.txt has it for the tag, and the build for what is named by its hash.
    response.setHeader("cache-control", path === "/i.js" ? "max-age=300" : "max-age=31536000, immutable");
    response.end(packed);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url!, "http://stand");
    const [, first = "", second = ""] = decodeURIComponent(pathname).split("/");
    if (first === "v1" || first === "sink") {
      let body = "";
      for await (const chunk of request) body += chunk;
      const sync = first === "v1" ? answerTo(JSON.parse(body)) : undefined;
      response.setHeader("content-type", sync ? "text/plain" : "application/json");
      response.end(sync ?? '{"status":1,"code":200}');
      stand.sent.push(pathname);
      return;
    }
    if (first === "returned") {
      stand.returns.push(searchParams.get("how")!);
      response.end();
      return;
    }
    if (first === "rival") return script(pathname, rivals.get(second.replace(/\.js$/, ""))!, response);
    if (pathname.endsWith(".js"))
      return script(pathname, await readFile(join(publicDir, pathname)), response);
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    response.setHeader("content-type", "text/html");
    response.end(pageFor(first, Number(second)));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(stand, {
    pageOf: (tracker: string, page = 0) => `${origin}/${encodeURIComponent(tracker)}/${page}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
}

/** A product page with a list of others; the events of the shop are told by `window.told`. */
function pageFor(tracker: string, page: number): string {
  const others = Array.from(
    { length: PRODUCTS },
    (_, i) => `<li><a href="/${encodeURIComponent(tracker)}/${i}">Lamp ${i}</a> <b>${20 + i} €</b></li>`,
  );
  const slot = '<div data-impuls-slot="home" class="slot"><p>Delivered in two days.</p></div>';
  return `<!doctype html><html lang="en" data-impuls-page="product"><head><title>Lamp ${page}</title>
<style>body{font:16px sans-serif;max-width:60rem;margin:auto}.slot{min-height:300px}li{padding:.5rem}</style>
${tagOf(tracker)}</head><body><h1>Lamp ${page}</h1>${slot}
<p>${"Turned from ash, with a shade of linen. ".repeat(12)}</p><ul>${others.join("")}</ul></body></html>`;
}

function tagOf(tracker: string): string {
  if (tracker === NONE) return "<script>told=()=>{}</script>";
  if (tracker === BARE) return `<script>(${writeBare})()</script>`;
  if (!tracker.startsWith(OURS))
    return `<script async src="/rival/${encodeURIComponent(tracker)}.js"></script>`;
  const stub =
    "impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};told=(name,item)=>impuls('track',name,{item,quantity:1})";
  return `<script>${stub}</script><script async src="/i.js" data-site="${SITE}" data-consent="assumed"></script>`;
}

/** Runs in the page. */
function writeBare(): void {
  const request = indexedDB.open("bare");
  request.onupgradeneeded = () => request.result.createObjectStore("kept");
  let n = 0;
  Object.assign(window, {
    told: (name: string, item: object) => {
      const store = request.result.transaction("kept", "readwrite").objectStore("kept");
      store.put({ name, item, at: Date.now() }, n++);
      store.transaction.oncomplete = () => n === 20 && fetch("/sink", { method: "POST", body: "{}" });
    },
  });
}

function answerTo({ page, runs }: SyncRequest): string {
  const path = decodeURIComponent(page.path);
  const decisions = path.includes(OURS_WITH_CONTENT)
    ? [IN_SLOT, BAR]
    : path.includes(OURS_WITH_HELP)
      ? [HELP]
      : [];
  const first: SyncDecisions = { decisions, snapshot: 1 };
  const second: SyncAck = {
    ack: runs.map(({ writer, from, events }) => ({ writer, from, to: from + events.length })),
    refused: [],
    passport: "p".repeat(1200),
  };
  return `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`;
}

const IN_SLOT: WireDecision = {
  placement: "home",
  campaign: "left-off",
  variant: "a",
  trigger: { kind: "at_once" },
  pages: { in: [], out: [] },
  forMs: 86_400_000,
  isLasting: true,
  claimMs: 0,
  why: "You looked at it before.",
  content: {
    form: "inline",
    blocks: [
      { kind: "head", title: "Where you left off", text: "The lamp you looked at is still here." },
      { kind: "actions", items: [{ label: "Look again", href: "/", primary: true }] },
    ],
  },
};
const BAR: WireDecision = {
  ...IN_SLOT,
  placement: "bar",
  campaign: "free-delivery",
  isLasting: false,
  content: { form: "bar", blocks: [{ kind: "head", title: "Free delivery from 50 €" }] },
};
const HELP: WireDecision = {
  ...IN_SLOT,
  placement: "overlay",
  campaign: "help",
  trigger: { kind: "exit" },
  isLasting: false,
  claimMs: 1_800_000,
  content: {
    form: "overlay",
    position: "centre",
    blocks: [
      { kind: "head", title: "Anything unclear before you go?", text: "There are 30 days to return." },
      { kind: "actions", items: [{ label: "Back to the lamp", primary: true }] },
    ],
  },
};
