// The checks and generators of the site. Nothing imports the docs; the scripts beside this file run them.
export {};
