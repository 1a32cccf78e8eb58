/** Style sheets imported `with { type: "text" }`, for documents and shadow roots that adopt them. */
declare module "*.css" {
  const text: string;
  export default text;
}
