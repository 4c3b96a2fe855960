"use strict";

const base = document.body.dataset.base;
const $ = id => document.getElementById(id);
let lastBytes = null; // of the record, before the last change
let lastID = null;

// make builds an element; text never becomes markup.
function make(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) e.setAttribute(k, v);
  e.append(...children);
  return e;
}

function say(text, bad) {
  $("status").textContent = text;
  $("status").className = bad ? "bad" : "";
}

async function call(method, path, body) {
  const answer = await fetch(base + path, { method, body });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error || answer.statusText);
  return json;
}

// act does one thing, shows the result and says what came of it.
async function act(what, f) {
  try {
    await f();
    await show();
    say(what);
  } catch (e) {
    say(e.message, true);
  }
}

const set = (name, value) => call("PUT", "/api/session/attributes/" + encodeURIComponent(name), value);

async function show() {
  const session = await call("GET", "/api/session");
  const live = session.id !== null;
  $("none").hidden = live;
  $("session").hidden = $("storage").hidden = !live;
  if (session.id !== lastID) lastBytes = null;
  lastID = session.id;
  showHeader(session);
  showAttributes(session.attributes || {});
  if (live) showStored(await call("GET", "/api/stored"));
  document.body.dataset.ready = "yes";
}

const time = ms => new Date(ms).toLocaleString();

function showHeader(s) {
  if (s.id === null) return;
  const rows = [
    ["Id", s.id, "mono"], ["Storage node", s.node || "(ids carry none)", ""], ["Created", time(s.creationTime), ""],
    ["Last used", time(s.lastAccessedTime), ""], ["Last stored", time(s.lastBackupTime), ""],
    ["Login", s.principal ? `${s.principal.name} (${s.authType})` : "none", ""], ["Transcoder", s.transcoder, "mono"],
  ];
  $("header").replaceChildren(...rows.flatMap(([k, v, c]) => [make("dt", {}, k), make("dd", { class: c }, v)]));
  if (document.activeElement !== $("seconds")) $("seconds").value = s.maxInactiveInterval;
}

// shortClass is a class's name without its package; an array's as in the source.
function shortClass(c) {
  const primitives = { Z: "boolean", B: "byte", C: "char", S: "short", I: "int", J: "long", F: "float", D: "double" };
  const dimensions = /^\[*/.exec(c)[0].length;
  let name = c.slice(dimensions);
  if (dimensions) name = primitives[name] || name.replace(/^L|;$/g, "");
  return name.replace(/^.*\./, "") + "[]".repeat(dimensions);
}

// tree makes the list item of a value: its name, class and text, and below it
// what it holds. Objects seen before stand as a reference to their number.
function tree(name, v, depth, buttons) {
  const line = make("span", {});
  if (name !== null) line.append(make("span", { class: "key" }, name), " ");
  const inner = children(v);
  if (v === null) line.append(make("span", { class: "value" }, "null"));
  else if (typeof v === "string") line.append(make("span", { class: "value" }, v));
  else {
    if (v.class) line.append(make("span", { class: "class", title: v.class }, shortClass(v.class)), " ");
    if (v.id && inner.length) line.append(make("span", { class: "class" }, "#" + v.id), " ");
    if (v.ref) line.append(make("span", { class: "class" }, "same object as #" + v.ref));
    const text = plain(v);
    if (text !== null) line.append(make("span", { class: "value" }, text));
    if (v.lost) line.append(" ", make("span", { class: "lost" }, "lost: " + v.lost));
    if (v.opaque) line.append(make("span", { class: "lost" }, `${v.size} bytes that stay as they are: ${v.reason || ""}`));
  }
  const head = buttons ? make("div", { class: "line" }, line, ...buttons) : line;
  if (!inner.length) return make("li", {}, head);
  const details = make("details", depth < 2 ? { open: "" } : {}, make("summary", {}, line), make("ul", {}, ...inner.map(([k, c]) => tree(k, c, depth + 1))));
  return make("li", {}, ...(buttons ? [make("div", { class: "line" }, details, ...buttons)] : [details]));
}

function plain(v) {
  if (v.value !== undefined) return v.class === "java.lang.String" ? JSON.stringify(v.value) : String(v.value);
  if (v.enum !== undefined) return v.enum;
  if (v.millis !== undefined) return new Date(Number(v.millis)).toISOString();
  if (v.hex !== undefined) return v.hex;
  if (v.message !== undefined && v.message !== null) return typeof v.message === "object" ? plain(v.message) : v.message;
  if (v.notSerializable) return "not serializable";
  return null;
}

function children(v) {
  if (v === null || typeof v !== "object") return [];
  if (v.elements) return v.elements.map((e, i) => ["[" + i + "]", e]);
  if (v.entries) return v.entries.map(([k, e]) => [k && typeof k === "object" && plain(k) !== null ? plain(k) : "key", e]);
  const list = (v.fields || []).map(f => [f.name, f.value]);
  return list.concat((v.data || []).map((d, i) => ["data[" + i + "]", d]));
}

function showAttributes(attributes) {
  const items = Object.entries(attributes).map(([name, v]) => {
    const edit = make("button", { type: "button", class: "small", "aria-label": "Change " + name }, "Change");
    edit.onclick = () => { $("name").value = name; $("value").value = editable(v); $("value").focus(); };
    const remove = make("button", { type: "button", class: "small", "aria-label": "Remove " + name }, "Remove");
    remove.onclick = () => act(`Removed ${name}.`, () => call("DELETE", "/api/session/attributes/" + encodeURIComponent(name))).then(() => $("attributes").focus());
    return tree(name, v, 0, [edit, remove]);
  });
  if (!items.length) items.push(make("li", { class: "class" }, "none"));
  $("attributes").replaceChildren(...items);
  $("names").replaceChildren(...Object.keys(attributes).map(n => make("option", { value: n })));
}

// editable is what the form shows for a value: plain JSON where that says it all.
function editable(v) {
  if (v && (v.class === "java.lang.String")) return JSON.stringify(v.value);
  if (v && (v.class === "java.lang.Integer" || v.class === "java.lang.Boolean")) return v.value;
  return JSON.stringify(v);
}

function showStored(stored) {
  const left = s => s === null || s === undefined ? "unknown" : s < 0 ? "never" : `in ${s} s`;
  $("keys").replaceChildren(...stored.keys.map(k => make("tr", {}, make("td", { class: "mono" }, k.key), make("td", {}, k.node),
    make("td", { class: "number" }, String(k.size)), make("td", { class: "number" }, String(k.flags)), make("td", {}, left(k.expires)))));
  const record = stored.keys.find(k => k.key.endsWith(stored.id) && !/validity:|bak:/.test(k.key));
  if (!record) { $("bytes").textContent = ""; return; }
  const bytes = record.hex.match(/../g).map(h => parseInt(h, 16));
  const changed = lastBytes ? difference(lastBytes, bytes) : new Set();
  $("difference").textContent = !lastBytes ? `${bytes.length} bytes.` :
    changed.size || lastBytes.length !== bytes.length ? `${bytes.length} bytes (${lastBytes.length} before); ${changed.size} new ones are marked.` : `${bytes.length} bytes, as before.`;
  dump(bytes, changed);
  lastBytes = bytes;
}

// difference gives the positions in b that are not in the longest run of bytes
// common to a and b, by Myers' algorithm between the common ends.
function difference(a, b) {
  let start = 0, end = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const x = a.slice(start, a.length - end), y = b.slice(start, b.length - end);
  const changed = new Set(y.map((_, i) => start + i));
  const limit = Math.min(x.length + y.length, 1500), reach = new Map([[1, 0]]), trace = [];
  for (let d = 0; d <= limit; d++) {
    trace.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      let i = k === -d || (k !== d && reach.get(k - 1) < reach.get(k + 1)) ? reach.get(k + 1) : reach.get(k - 1) + 1;
      while (i < x.length && i - k < y.length && x[i] === y[i - k]) i++;
      reach.set(k, i);
      if (i >= x.length && i - k >= y.length) return unmark(trace, x, y, start, changed);
    }
  }
  return changed;
}

// unmark goes back along the way that was found and takes out what both have.
function unmark(trace, x, y, start, changed) {
  let i = x.length, j = y.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d], k = i - j;
    const before = k === -d || (k !== d && reach.get(k - 1) < reach.get(k + 1)) ? k + 1 : k - 1;
    const bi = d === 0 ? 0 : reach.get(before), bj = d === 0 ? 0 : bi - before;
    while (i > bi && j > bj) { i--; j--; changed.delete(start + j); }
    i = bi; j = bj;
  }
  return changed;
}

function dump(bytes, changed) {
  const pre = $("bytes");
  pre.replaceChildren();
  // One text between two marks, not a node for each byte.
  let text = "";
  const write = (part, marked) => {
    if (!marked) { text += part; return; }
    pre.append(text, make("mark", {}, part));
    text = "";
  };
  for (let at = 0; at < bytes.length; at += 16) {
    const row = Array.from({ length: 16 }, (_, i) => at + i);
    write(at.toString(16).padStart(6, "0") + "  ");
    for (const i of row) {
      write(i < bytes.length ? bytes[i].toString(16).padStart(2, "0") : "  ", changed.has(i));
      write(i % 8 === 7 ? "  " : " ");
    }
    for (const i of row) write(i >= bytes.length ? " " : bytes[i] > 31 && bytes[i] < 127 ? String.fromCharCode(bytes[i]) : "·", changed.has(i));
    write("\n");
  }
  pre.append(text);
  const first = pre.querySelector("mark");
  if (first) pre.scrollTop = Math.max(0, first.offsetTop - pre.offsetTop - 60);
}

$("set").onsubmit = e => {
  e.preventDefault();
  const name = $("name").value;
  act(`Stored ${name}.`, () => set(name, $("value").value));
};
$("value").onkeydown = e => {
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) $("set").requestSubmit();
};
$("inactive").onsubmit = e => {
  e.preventDefault();
  act("Set. As with Tomcat it is stored with the next change.", () => call("POST", "/api/session/max-inactive?seconds=" + encodeURIComponent($("seconds").value)));
};
$("invalidate").onclick = () => act("The session is gone, from memcached too.", () => call("POST", "/api/session/invalidate"));

show().catch(e => say(e.message, true));
