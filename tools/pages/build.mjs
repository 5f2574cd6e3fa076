// Part of `npm run build`: writes the scripts and style sheets of the HTML pages.
import './bin/write-pages.mjs';
