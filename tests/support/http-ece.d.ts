/** As far as the tests use it. */
declare module "http_ece" {
  import type { ECDH } from "node:crypto";

  interface Keys {
    version: "aes128gcm";
    privateKey: ECDH;
    authSecret: Buffer;
  }
  const ece: {
    encrypt(text: Buffer, keys: Keys & { dh: Buffer; salt: Buffer }): Buffer;
    decrypt(body: Buffer, keys: Keys): Buffer;
  };
  export default ece;
}
