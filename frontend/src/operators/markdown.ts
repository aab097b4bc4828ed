/** The little Markdown that terms are written in (headings, paragraphs, lists, bold, links). */

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function inline(text: string): string {
  return escaped(text)
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/\[([^\]]+)\]\((https?:\/\/[^)\s]+|\/[^)\s]*|mailto:[^)\s]+)\)/g, '<a href="$2">$1</a>');
}

/** HTML of a text; a `#` heading becomes the second level, since the page has the first. */
export function markdown(source: string): string {
  const blocks = source.replaceAll("\r", "").split(/\n{2,}/);
  return blocks
    .map((block) => block.trim())
    .filter(Boolean)
    .map((block) => {
      const heading = /^(#{1,4})\s+(.*)$/s.exec(block);
      if (heading) {
        const level = Math.min(3, Math.max(2, heading[1]?.length ?? 2));
        const [first = "", ...rest] = (heading[2] ?? "").split("\n");
        const below = rest.length > 0 ? markdown(rest.join("\n")) : "";
        return `<h${level}>${inline(first)}</h${level}>${below}`;
      }
      const lines = block.split("\n");
      for (const [mark, tag] of [[/^[-*]\s+/, "ul"], [/^\d+\.\s+/, "ol"]] as const) {
        if (mark.test(lines[0] ?? "")) {
          const items = block.split(new RegExp(`\\n(?=${mark.source.slice(1)})`));
          const inner = items.map((item) => `<li>${inline(item.replace(mark, "").replaceAll("\n", " "))}</li>`);
          return `<${tag}>${inner.join("")}</${tag}>`;
        }
      }
      return `<p>${inline(block.replaceAll("\n", " "))}</p>`;
    })
    .join("");
}
