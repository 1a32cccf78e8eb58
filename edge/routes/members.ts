/** Members of the site: list, invite, change, take away, and sign-in links for them. The last owner stays. */
import { type Context, Hono } from "hono";
import { type MemberList, memberSchema, type SignInLink } from "../../model/member.ts";
import { toBase64Url } from "../base64url.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { freshLink } from "../sign-in-link.ts";
import { recorded } from "../store/changes.ts";
import { dropLinks } from "../store/sign-in-links.ts";
import { addMember, changeMember, listMembers, readMember, removeMember } from "../store/site-members.ts";

/** Each is looked up by every request of theirs, and listed whole. */
const MOST = 100;

const noMember = () => problem(404, "member", "No such member", { field: "id", expected: "a member’s id" });
const lastOwner = () =>
  problem(409, "last-owner", "This is the last owner", {
    detail: "Make somebody else an owner first.",
    field: "role",
    expected: "owner",
  });

export const members = new Hono<AppEnv>()
  .get("/", async (c) => {
    const answer: MemberList = {
      members: await listMembers(c.env.DB, c.get("site")),
      you: c.get("member"),
    };
    return c.json(answer, 200);
  })
  /** With a first link for them. */
  .post("/", validJson(memberSchema), async (c) => {
    const [{ DB }, site, act] = [c.env, c.get("site"), await actOf(c)];
    if ((await listMembers(DB, site)).length >= MOST)
      return problem(409, "members", "There are too many members", { expected: `at most ${MOST}` });
    const id = toBase64Url(crypto.getRandomValues(new Uint8Array(9)));
    const { link, statements } = await freshLink(DB, { site, member: id }, false);
    const made = [addMember(DB, site, id, c.req.valid("json"), act.at), ...statements];
    await DB.batch(recorded(DB, site, act, { kind: "member", id }, made));
    return c.json({ id, ...link }, 201);
  })
  /** Holds from the next request of theirs. */
  .put("/:id", validJson(memberSchema), async (c) => {
    const [{ DB }, site, id] = [c.env, c.get("site"), c.req.param("id")];
    const statements = [changeMember(DB, site, id, c.req.valid("json"))];
    return (await isDone(c, id, statements)) ? c.json({ id }, 200) : whyNot(c, id);
  })
  .delete("/:id", async (c) => {
    const id = c.req.param("id");
    return (await isDone(c, id, removeMember(c.env.DB, c.get("site"), id)))
      ? c.json({ id }, 200)
      : whyNot(c, id);
  })
  /** A new link opens once, within a day; links made before are good no more. */
  .post("/:id/links", async (c) => {
    const [{ DB }, site, id] = [c.env, c.get("site"), c.req.param("id")];
    if (!(await readMember(DB, site, id))) return noMember();
    const { link, statements } = await freshLink(DB, { site, member: id }, false);
    await DB.batch(
      recorded(DB, site, await actOf(c), { kind: "member", id }, [dropLinks(DB, site, id), ...statements]),
    );
    return c.json(link satisfies SignInLink, 201);
  });

/** False where the first statement changed nothing. */
async function isDone(c: Context<AppEnv>, id: string, statements: D1PreparedStatement[]): Promise<boolean> {
  const { DB } = c.env;
  const subject = { kind: "member", id } as const;
  const [, first] = await DB.batch(recorded(DB, c.get("site"), await actOf(c), subject, statements));
  return first!.meta.changes > 0;
}

const whyNot = async (c: Context<AppEnv>, id: string) =>
  (await readMember(c.env.DB, c.get("site"), id)) ? lastOwner() : noMember();
