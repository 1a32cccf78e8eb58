import { describe, expect, test } from "vitest";
import type { PushMessage } from "../../model/push.ts";
import { filled, type PayloadOptions, payloadOf } from "../../model/push-payload.ts";

const MESSAGE: PushMessage = {
  title: "{{cart.first.name|Your choice}} waits",
  body: "{{trait.name|Friend}}, {{coupon.code|no code}} in {{city|town}}",
  href: "/cart/",
  ttlHours: 24,
  urgency: "normal",
};
const OPTIONS: PayloadOptions = {
  id: "AAAAAAAAAAAAAAAAAAAAAA",
  site: "polana-8n",
  language: "pl",
  origin: "https://shop.example",
  settings: {},
  values: {},
};
const notificationOf = (message: Partial<PushMessage>, options: Partial<PayloadOptions> = {}) =>
  payloadOf({ ...MESSAGE, ...message }, { ...OPTIONS, ...options }).notification;

describe("a payload", () => {
  test("is a declarative message whose texts can be read as they stand", () => {
    const { title, body, navigate, lang, tag } = notificationOf({});
    expect([title, body]).toEqual(["Your choice waits", "Friend, no code in town"]);
    expect([navigate, lang, tag]).toEqual(["https://shop.example/cart/", "pl", OPTIONS.id]);
    expect(payloadOf(MESSAGE, OPTIONS)).toMatchObject({ web_push: 8030, mutable: true });
  });

  test("leaves the device's tokens to the device, beside what the edge knows", () => {
    const { data } = notificationOf(
      {},
      { values: { city: "Łódź", "coupon.code": "TEN-1", "trait.name": "Ala" } },
    );
    expect(data).toEqual({
      id: OPTIONS.id,
      site: OPTIONS.site,
      title: "{{cart.first.name|Your choice}} waits",
    });
    expect(
      notificationOf({}, { values: { city: "Łódź", "coupon.code": "TEN-1", "trait.name": "Ala" } }).body,
    ).toBe("Ala, TEN-1 in Łódź");
  });

  test("never carries what lies in the cart, whatever the caller knows", () => {
    const payload = JSON.stringify(payloadOf({ ...MESSAGE, picture: "cart" }, OPTIONS));
    expect(payload).not.toContain("image");
    expect(JSON.parse(payload).notification.data.picture).toBe("cart");
  });

  test("has absolute addresses everywhere", () => {
    const notification = notificationOf(
      {
        href: "https://other.example/a",
        picture: { src: "/p.jpg" },
        actions: [{ label: "Look", href: "/look/" }, { label: "No, thanks" }],
        about: "cart",
        neutral: { title: "Hello {{last_viewed.name|you}}", body: "Back?", href: "/" },
      },
      { settings: { icon: "/icon.png", badge: "https://cdn.example/b.png" } },
    );
    expect(notification).toMatchObject({
      navigate: "https://other.example/a",
      image: "https://shop.example/p.jpg",
      icon: "https://shop.example/icon.png",
      badge: "https://cdn.example/b.png",
      actions: [
        { action: "0", title: "Look", navigate: "https://shop.example/look/" },
        { action: "1", title: "No, thanks" },
      ],
      data: {
        about: "cart",
        neutral: {
          title: "Hello {{last_viewed.name|you}}",
          body: "Back?",
          navigate: "https://shop.example/",
        },
      },
    });
    expect(notification.actions![1]).not.toHaveProperty("navigate");
  });

  test.each([
    ["too long", "x".repeat(61)],
    ["empty", "  "],
    ["that looks like a token", "{{city|x}}"],
    ["that is not known", undefined],
  ])("has the fall-back in the place of a value %s", (_, city) => {
    expect(notificationOf({ body: "In {{city|town}}" }, { values: { city } }).body).toBe("In town");
  });

  test("takes a value with quotes as it is", () => {
    const city = 'Say "a\\b" $& c';
    expect(notificationOf({ body: "{{city|town}}" }, { values: { city } }).body).toBe(city);
  });

  test("takes a value without what would reach beyond it into the sentence", () => {
    const message = { title: "{{product.name|A lamp}}: at last", body: "{{product.name|A lamp}}" };
    const titleFor = (name: string) => notificationOf(message, { values: { "product.name": name } }).title;
    expect(titleFor("\u202eLamp\u202c")).toBe("Lamp: at last");
    expect(titleFor("Lamp\n\u2028Your bank:\u0000pay\u2067")).toBe("Lamp Your bank: pay: at last");
    expect(titleFor("\u202e \u0007")).toBe("A lamp: at last");
  });
});

test("a message is filled with what is known now, and the rest is left for later", () => {
  const known = filled(MESSAGE, { "coupon.code": "TEN-1" });
  expect(known.body).toBe("{{trait.name|Friend}}, TEN-1 in {{city|town}}");
  expect(known.title).toBe(MESSAGE.title);
});
