// Writes the whole document down, one node a line, in an order that depends on nothing but the document.
const lines = [];
const quote = (text) => JSON.stringify(text);

const attributes = (element) =>
  [...element.attributes]
    // The driver's own mark on a frame that it was led into.
    .filter(({ name }) => name !== "cd_frame_id_")
    .map(({ name, value }) => `${name}=${quote(value)}`)
    .sort()
    .join(" ");

// What the user or a script put into a control, which no attribute tells.
const entered = (element) => {
  if (element.localName === "input") {
    return element.type === "checkbox" || element.type === "radio"
      ? ` checked:${element.checked}`
      : ` value:${quote(element.value)}`;
  }
  return /^(textarea|select)$/.test(element.localName) ? ` value:${quote(element.value)}` : "";
};

const sheets = (root, indent) => {
  for (const sheet of root.adoptedStyleSheets) {
    lines.push(`${indent}#adopted-sheet ${quote([...sheet.cssRules].map((rule) => rule.cssText).join(" "))}`);
  }
};

const write = (node, indent) => {
  const deeper = `${indent}  `;
  switch (node.nodeType) {
    case Node.ELEMENT_NODE: {
      const given = attributes(node);
      lines.push(`${indent}<${node.nodeName}${given && " "}${given}>${entered(node)}`);
      if (node.shadowRoot) {
        lines.push(`${deeper}#shadow-root`);
        sheets(node.shadowRoot, `${deeper}  `);
        children(node.shadowRoot, `${deeper}  `);
      }
      if (node.localName === "template") children(node.content, deeper);
      if (/^(iframe|frame|object)$/.test(node.localName)) frame(node, deeper);
      children(node, deeper);
      break;
    }
    case Node.DOCUMENT_TYPE_NODE:
      lines.push(`${indent}<!DOCTYPE ${node.name}>`);
      break;
    case Node.COMMENT_NODE:
      lines.push(`${indent}<!--${quote(node.data)}-->`);
      break;
    default:
      lines.push(`${indent}${quote(node.nodeValue ?? node.nodeName)}`);
  }
};
const children = (parent, indent) => parent.childNodes.forEach((child) => write(child, indent));
const whole = (document, indent) => {
  sheets(document, indent);
  children(document, indent);
};
const frame = (element, indent) => {
  let inner = null;
  try {
    inner = element.contentDocument;
  } catch {
    // Of another origin, as null says too.
  }
  lines.push(`${indent}${inner ? "#document" : "#document of another origin"}`);
  if (inner) whole(inner, `${indent}  `);
};

whole(document, "");
return lines.join("\n");
