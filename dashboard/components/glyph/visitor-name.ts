/** The name a visitor has on every screen, and in the search. */
export { shortId, visitorName } from "../../../model/visitor-name.ts";
