/** A script or style sheet that stands inside a page. */
export interface PagePart {
  readonly text: string;
  /** `sha256-BASE64`, by which the page's Content-Security-Policy allows it and nothing else. see: CSP 3, 2.3.1 */
  readonly hash: string;
}

/** What the HTML views carry. They are pure, so whoever may read files hands it to them. */
export interface PageAssets {
  /** Script and style of the flame graph, and of what all pages have in common. */
  readonly script: PagePart;
  readonly style: PagePart;
  /** What only the report adds. */
  readonly reportStyle: PagePart;
}
