/** The demo shop's site, made through the same API that a shop's owner uses. */
import { demoCampaigns, demoPersonas, demoSegments, demoSite } from "../demo/rules.ts";

/** Makes and publishes it where it is not there yet; true where it was made. */
export async function createDemoSite(origin: string, adminToken: string): Promise<boolean> {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const there = await fetch(`${origin}/api/publication?site=${demoSite.id}`, {
    headers: { authorization: `Bearer ${adminToken}` },
  });
  if (there.ok) return false;
  await call("PUT", `/sites/${demoSite.id}`, demoSite);
  for (const segment of demoSegments)
    await call("PUT", `/segments/${segment.id}?site=${demoSite.id}`, segment);
  for (const campaign of demoCampaigns)
    await call("PUT", `/campaigns/${campaign.id}?site=${demoSite.id}`, campaign);
  await call("PUT", `/personas/settings?site=${demoSite.id}`, demoPersonas);
  await call("POST", `/publication?site=${demoSite.id}`);
  return true;
}

/** A fresh sign-in link to the dashboard, good for 24 hours. */
export async function signInLink(origin: string, adminToken: string): Promise<string> {
  const answer = await fetch(`${origin}/api/sign-in-links`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}` },
  });
  if (!answer.ok) throw new Error(`sign-in link: ${answer.status} ${await answer.text()}`);
  const { path } = (await answer.json()) as { path: string };
  return new URL(path, origin).href;
}
