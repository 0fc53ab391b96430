/** A text as content or attribute of XML; characters that XML cannot hold are left out. */
export function xmlText(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function printable(text: string): string {
  return [...text]
    .filter((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const surrogate = code >= 0xd800 && code <= 0xdfff;
      return (
        (code >= 0x20 || sign === "\t" || sign === "\n" || sign === "\r") &&
        !surrogate &&
        code !== 0xfffe &&
        code !== 0xffff
      );
    })
    .join("");
}
