import { getWebhooks } from "../../api.ts";
import { reading } from "../../reading.ts";

export const webhooks = reading(getWebhooks);
