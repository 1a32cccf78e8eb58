/** Style sheets here are imported as text, `with { type: "text" }`, and adopted by shadow roots. */
declare module "*.css" {
  const text: string;
  export default text;
}
