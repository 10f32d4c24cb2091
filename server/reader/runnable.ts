/** What a browser or a shell would run, were the file given to it. */
export const RUNNABLE = /<(?:!doctype\s+html|(?:html|head|body|script|iframe|svg)(?![\w:.-])|\?php|\?=)|#!\s*\//i;
