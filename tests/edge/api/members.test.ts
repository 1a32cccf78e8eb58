/** Members: who may sign in, as what, and that what is taken away is gone at once. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { MemberList, SignInLink } from "../../../model/member.ts";
import type { Me, ServerAccess } from "../../../model/report.ts";
import type { Role } from "../../../model/role.ts";
import { ADMIN, aMember, aSite, ask, signedInBy, type TestSite } from "./support.ts";

const codeOf = ({ path }: { path: string }) => path.split("#")[1]!;
const membersOf = async (site: TestSite) => (await site.get<MemberList>("/api/members")).body;
const invite = async (site: TestSite, name: string, role: Role) =>
  (await site.post<SignInLink & { id: string }>("/api/members", { name, role })).body;

test("an owner invites an editor, who opens the link once and is named as who they are", async () => {
  const site = await aSite();
  const invited = await invite(site, "Ada", "editor");
  expect((await membersOf(site)).members[1]).toMatchObject({ name: "Ada", role: "editor", lastSeenAt: 0 });
  const ada = await signedInBy(codeOf(invited));
  expect((await ask<Me>("GET", "/api/me", ada)).body.signedIn).toEqual({ name: "Ada", role: "editor" });
  const again = await ask("POST", "/api/session", {}, { code: codeOf(invited) });
  expect([again.status, again.body.field]).toEqual([401, "code"]);
  const { members, you } = await membersOf(site);
  expect(members[1]).toMatchObject({ id: invited.id, linkUntil: 0 });
  expect(members[1]!.lastSeenAt).toBeGreaterThan(0);
  expect(you).toBe(members[0]!.id);
});

test("a new link makes those before it good no more", async () => {
  const site = await aSite();
  const first = await invite(site, "Ada", "viewer");
  const second = await site.post<SignInLink>(`/api/members/${first.id}/links`);
  expect(second.status).toBe(201);
  expect((await ask("POST", "/api/session", {}, { code: codeOf(first) })).status).toBe(401);
  expect((await signedInBy(codeOf(second.body))).cookie).toMatch(/^impuls_session=./);
});

test("another role, and being taken away, hold from the next request on", async () => {
  const site = await aSite();
  const { id, ...ada } = await aMember(site.id, "editor", "Ada");
  const publish = async () => (await ask("POST", "/api/publication", ada)).status;
  expect(await publish()).toBe(200);
  expect((await site.put(`/api/members/${id}`, { name: "Ada", role: "viewer" })).status).toBe(200);
  expect(await publish()).toBe(403);
  expect((await ask("GET", "/api/me", ada)).status).toBe(200);
  expect((await site.delete(`/api/members/${id}`)).status).toBe(200);
  expect((await ask("GET", "/api/me", ada)).status).toBe(401);
});

test("a link of somebody who was taken away opens nothing", async () => {
  const site = await aSite();
  const invited = await invite(site, "Ada", "editor");
  await site.delete(`/api/members/${invited.id}`);
  expect((await ask("POST", "/api/session", {}, { code: codeOf(invited) })).status).toBe(401);
});

test("the last owner stays one; with another beside them they may go", async () => {
  const site = await aSite();
  const { you } = await membersOf(site);
  const demoted = await site.put(`/api/members/${you}`, { name: "Me", role: "editor" });
  expect([demoted.status, demoted.body.type]).toEqual([409, "urn:impuls:problem:last-owner"]);
  expect((await site.delete(`/api/members/${you}`)).status).toBe(409);
  expect((await site.put(`/api/members/${you}`, { name: "Me", role: "owner" })).status).toBe(200);
  await invite(site, "Ada", "owner");
  expect((await site.delete(`/api/members/${you}`)).status).toBe(200);
});

test("of two owners who take each other away at once one stays", async () => {
  const site = await aSite();
  const { you } = await membersOf(site);
  const { id, ...ada } = await aMember(site.id, "owner", "Ada");
  await Promise.all([site.delete(`/api/members/${id}`), ask("DELETE", `/api/members/${you}`, ada)]);
  const { results } = await env.DB.prepare("SELECT role FROM members WHERE site = ?1").bind(site.id).all();
  expect(results).toEqual([{ role: "owner" }]);
});

test("no member of another site can be seen, changed or taken away", async () => {
  const [site, other] = [await aSite(), await aSite()];
  const { id } = await aMember(other.id, "editor");
  expect((await membersOf(site)).members).toHaveLength(1);
  expect((await site.put(`/api/members/${id}`, { name: "Mine", role: "viewer" })).status).toBe(404);
  expect((await site.post(`/api/members/${id}/links`)).status).toBe(404);
  expect((await site.delete(`/api/members/${id}`)).status).toBe(404);
});

test("a role that there is not, and a name that is none, are refused by their field", async () => {
  const site = await aSite();
  const admin = await site.post("/api/members", { name: "Ada", role: "admin" });
  const nameless = await site.post("/api/members", { name: "  ", role: "viewer" });
  expect([admin.status, admin.body.field, nameless.status, nameless.body.field]).toEqual([
    400,
    "role",
    400,
    "name",
  ]);
});

test("a site begins with one owner, and the admin token’s link signs them in", async () => {
  const { settings } = await aSite();
  const { id: _, ...rest } = { ...settings, id: "" };
  const path = `/api/sites/${settings.id}`;
  for (const __ of [1, 2]) expect((await ask("PUT", path, ADMIN, rest)).status).toBe(200);
  const link = await ask<SignInLink>("POST", `/api/sign-in-links?site=${settings.id}`, ADMIN);
  const owner = await signedInBy(codeOf(link.body));
  const { members } = (await ask<MemberList>("GET", "/api/members", owner)).body;
  expect(members.map(({ name, role }) => [name, role])).toEqual([["Shop owner", "owner"]]);
});

test("a key is for a server unless it is said, and none is an owner’s", async () => {
  const site = await aSite();
  const server = await site.post<{ key: string; scope: string }>("/api/keys", { name: "Till" });
  const robot = await site.post<{ key: string }>("/api/keys", { name: "Robot", scope: "editor" });
  expect((await site.post("/api/keys", { name: "Robot", scope: "owner" })).status).toBe(400);
  const asked = async ({ body }: typeof robot, path: string) =>
    (await ask("GET", path, { authorization: `Bearer ${body.key}` })).status;
  expect(server.body.scope).toBe("server");
  expect([await asked(server, "/api/segments"), await asked(robot, "/api/segments")]).toEqual([403, 200]);
  expect(await asked(robot, "/api/keys")).toBe(403);
  const { keys } = (await site.get<ServerAccess>("/api/keys")).body;
  expect(keys.map(({ name, scope }) => [name, scope])).toEqual(
    expect.arrayContaining([
      ["Till", "server"],
      ["Robot", "editor"],
    ]),
  );
});
